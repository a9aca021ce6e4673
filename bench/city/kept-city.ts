import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../src/start/write-durably.ts';
import type { Index } from './load-settings.ts';

/** What a data directory says about the city in it, so that a load that broke off goes on where it was. */
export interface KeptCity {
  /** Ids of the petitions that were lived through, in the order of time. */
  readonly lives: readonly string[];
  /** The growth that was begun and not ended: petitions before it and after it. */
  readonly growing: { readonly from: number; readonly to: number } | null;
  /** Indexes that are to be made again. */
  readonly dropped: readonly Index[];
}

export interface Keeping {
  readonly city: KeptCity;
  keep(change: Partial<KeptCity>): void;
}

export function keptCityOf(data_directory: string): Keeping {
  const file = join(data_directory, 'bench-city.json');
  let city: KeptCity = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as KeptCity)
    : { lives: [], growing: null, dropped: [] };
  return {
    get city() {
      return city;
    },
    keep(change) {
      city = { ...city, ...change };
      writeDurably(file, JSON.stringify(city));
    },
  };
}
