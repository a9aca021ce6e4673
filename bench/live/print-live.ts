import type { Installation } from '../installation.ts';
import { megabytes, table, told } from '../report.ts';
import { measureLive, type LiveMeasured, type Spread } from './measure-live.ts';
import { allSeeAll, asInACity } from './staff.ts';

/** The live feed with thousands of streams: as in a city, and with everybody told of everything. */
export async function printLive(
  at: Installation,
  clients: number,
  note: (line: string) => void,
): Promise<void> {
  const pace = { clients, filings_per_minute: 50, seconds: 60 };
  note(`${told(clients)} live streams, most see a unit…`);
  const usual = await measureLive(at, { ...pace, reach: asInACity });
  note(`${told(clients)} live streams, all see everything…`);
  const wide = await measureLive(at, { ...pace, reach: allSeeAll });
  console.log(`\n# Live: ${told(clients)} streams, 50 filings a minute for a minute`);
  table(['', 'most see a unit', 'all see all'], rows([usual, wide]));
}

const ms = ({ p50, p99, most }: Spread) => [p50, p99, most].map((one) => one.toFixed(0)).join(' / ');

function rows(found: readonly LiveMeasured[]): string[][] {
  const row = (name: string, tell: (one: LiveMeasured) => string) => [name, ...found.map(tell)];
  return [
    row('filings; tellings that arrived', (one) => `${one.filings}; ${told(one.told)}`),
    row('missing; wrong; had to try again', (one) => `${one.missing}; ${one.wrong}; ${one.refused}`),
    row('commit to client, ms: p50 / p99 / most', (one) => ms(one.since_commit)),
    row('request to client, ms: p50 / p99 / most', (one) => ms(one.since_request)),
    row('processor of the program while it tells', (one) =>
      one.processor === undefined ? '' : `${(one.processor * 100).toFixed(0)} %`,
    ),
    row('memory for each stream', (one) =>
      one.kilobytes_each === undefined ? megabytes(undefined) : `${one.kilobytes_each.toFixed(0)} kB`,
    ),
    row('all lost at once: back after', (one) => `${one.back_s.toFixed(0)} s`),
    row('  opening, ms: p50 / p99 / most', (one) => ms(one.reopening)),
    row('  missed of what was filed meanwhile', (one) => String(one.missed_away)),
  ];
}
