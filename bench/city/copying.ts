import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import type { KeyRing } from '../../src/store/encryption.ts';
import type { CopiedLife } from './copied-life.ts';
import { first_copy, type Batch, type CopiedCity } from './copies.ts';
import type { BatchAsked } from './copying-thread.ts';

export interface Copying {
  batch(asked: BatchAsked): Promise<Batch>;
  end(): Promise<unknown>;
}

export interface CopyingFrom {
  readonly client: pg.Client;
  readonly city: CityConfiguration;
  readonly keys: KeyRing;
  readonly lives: readonly CopiedLife[];
}

/** Starts the thread that makes copies; it goes on where the database's folios are. */
export async function startCopying({ client, city, keys, lives }: CopyingFrom): Promise<Copying> {
  const { rows } = await client.query<{ series: string; last: number }>(
    `select split_part(folio, '-', 1) || '-' || split_part(folio, '-', 2) as series,
       max(split_part(folio, '-', 3)::int) - $1::int as last
     from petitions where folio not like 'B-%' and split_part(folio, '-', 3)::int > $1 group by 1`,
    [first_copy],
  );
  const folios = new Map(rows.map(({ series, last }) => [series, last]));
  const copied = [...folios.values()].reduce((sum, last) => sum + last, 0);
  const of: CopiedCity = {
    ...{ city_id: city.city.id, keys, folios, seed: 20_261_121 + copied, persons: copied },
    services: new Map([...city.services].map(([id, { name }]) => [id, name])),
  };
  const thread = new Worker(join(import.meta.dirname, 'copying-thread.ts'), {
    workerData: { city: of, lives },
  });
  return {
    async batch(asked) {
      thread.postMessage(asked);
      const [made] = (await once(thread, 'message')) as [Batch];
      return made;
    },
    end: () => thread.terminate(),
  };
}
