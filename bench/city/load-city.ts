import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { App } from '../../src/actions/app.ts';
import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import type { StaffActor } from '../../src/core/access/actor.ts';
import { copied_tables, copyLife, storedColumns, type CopiedLife } from './copied-life.ts';
import { person_columns, type Batch } from './copies.ts';
import { startCopying } from './copying.ts';
import { frequenciesOf } from './frequencies.ts';
import { keptCityOf, type Keeping } from './kept-city.ts';
import { liveThrough } from './lives.ts';
import { dropIndexes, endOfLoad, makeIndexes, prepareToLoad, secondaryIndexes } from './load-settings.ts';
import { seal } from './seals.ts';

export interface Loading {
  readonly app: App;
  readonly city: CityConfiguration;
  readonly clerk: StaffActor;
  readonly head: StaffActor;
  readonly means_of_appeal: string;
  readonly data_directory: string;
  /** Of the superuser that only fills. */
  readonly loader_url: string;
  readonly note: (line: string) => void;
}

export interface LoadedCity {
  /**
   * Fills up with copies until there are that many petitions, then gathers statistics. A growth that was broken off
   * before is ended first.
   */
  growTo(count: number): Promise<void>;
  count(): Promise<number>;
  close(): Promise<void>;
}

const lives_count = 400;
const batch_size = 2_000;

const filled_tables = [
  ...Object.keys(person_columns),
  ...copied_tables.map(([table]) => table),
  ...['petition_search', 'seals', 'sealed_events'],
];

interface Filling extends Loading {
  readonly client: pg.Client;
  readonly keeping: Keeping;
  readonly lives: readonly CopiedLife[];
}

/**
 * Lives through some hundred petitions of three years by the real actions; copies make a city of any size of them.
 * What the data directory has of it already is used again.
 */
export async function loadCity(loading: Loading): Promise<LoadedCity> {
  const client = new pg.Client(loading.loader_url);
  // When the database goes first, the next query says so.
  client.on('error', () => undefined);
  await client.connect();
  const keeping = keptCityOf(loading.data_directory);
  if (keeping.city.lives.length === 0) {
    const scene = { ...loading, frequencies: frequenciesOf(loading.city) };
    keeping.keep({ lives: await liveThrough(scene, lives_count) });
  }
  const lives: CopiedLife[] = [];
  for (const id of keeping.city.lives) lives.push(await copyLife(client, id));
  const filling = { ...loading, client, keeping, lives };
  if (keeping.city.growing !== null || keeping.city.dropped.length > 0) await grow(filling);
  return {
    async growTo(count) {
      const from = await countOf(client);
      if (from >= count) return;
      keeping.keep({ growing: { from, to: count } });
      await grow(filling);
    },
    count: () => countOf(client),
    close: () => client.end(),
  };
}

/** Makes the growth that is written down, or what is left of it. */
async function grow({ client, keeping, note, ...filling }: Filling): Promise<void> {
  await prepareToLoad(client);
  try {
    const { growing } = keeping.city;
    if (growing !== null) {
      const there = await countOf(client);
      // Where most rows are new, an index is made sooner anew than row by row.
      if (growing.to > 2 * there && keeping.city.dropped.length === 0)
        keeping.keep({ dropped: await secondaryIndexes(client, filled_tables) });
      await dropIndexes(client, keeping.city.dropped);
      await writeCopies({ client, keeping, note, ...filling }, there);
      keeping.keep({ growing: null });
    }
    note('  words and indexes…');
    await writeWords(client);
    await makeIndexes(client, keeping.city.dropped, note);
    keeping.keep({ dropped: [] });
  } finally {
    await endOfLoad(client);
  }
  await client.query('vacuum analyze');
}

async function writeCopies(
  { client, city, app, keeping, lives, note }: Filling,
  there: number,
): Promise<void> {
  const { from, to } = keeping.city.growing!;
  const copying = await startCopying({ client, city, keys: app.keys, lives });
  try {
    const of = to - from;
    const began = there - from;
    let next = copying.batch({ done: began, until: Math.min(of, began + batch_size), of });
    for (let done = began; done < of;) {
      const batch = await next;
      done = Math.min(of, done + batch_size);
      if (done < of) next = copying.batch({ done, until: Math.min(of, done + batch_size), of });
      await writeBatch(client, batch);
      if (done % 50_000 < batch_size)
        note(`  ${(from + done).toLocaleString('en')} of ${to.toLocaleString('en')}`);
    }
  } finally {
    await copying.end();
  }
}

async function writeBatch(client: pg.Client, { text, sealed }: Batch): Promise<void> {
  await client.query('begin');
  try {
    for (const [table, columns] of Object.entries(person_columns))
      await copy(client, `${table} (${columns})`, text.get(table));
    for (const [table] of copied_tables)
      await copy(client, `${table} (${(await storedColumns(client, table)).join()})`, text.get(table));
    await seal(client, sealed);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback');
    throw problem;
  }
}

async function copy(
  client: pg.Client,
  into: string,
  text: Uint8Array<ArrayBuffer> | undefined,
): Promise<void> {
  if (text === undefined) return;
  await pipeline(
    Readable.from([Buffer.from(text.buffer)]),
    client.query(copyFrom(`copy ${into} from stdin`)),
  );
}

/** The words of the copies: the trigger that keeps them does not run for the loader. */
async function writeWords(client: pg.Client): Promise<void> {
  await client.query(
    `insert into petition_search (petition_id, city_id, words)
     select id, city_id, petition_words(description, address_text, neighbourhood) from petitions p
     where not exists (select from petition_search s where s.petition_id = p.id)`,
  );
}

async function countOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from petitions');
  return Number(rows[0]!.count);
}
