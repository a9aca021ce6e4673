import { setTimeout as pause } from 'node:timers/promises';
import { plannedOnce } from './connect.ts';
import type pg from 'pg';
import { projectStatistics } from '../src/actions/statistics/project-statistics.ts';
import { rebuildStatistics } from '../src/actions/statistics/rebuild-statistics.ts';
import { addDays } from '../src/core/deadlines/plain-date.ts';
import { statisticsSweep } from '../src/queries/operations/statistics-sweep.ts';
import type { Installation } from './installation.ts';
import { ask } from './measure.ts';
import type { Reading } from './reads.ts';
import { told } from './report.ts';

const system = { kind: 'system' } as const;

/** Folds the statistics anew out of all histories, as `atiende projections rebuild` does; says how long that took. */
export async function foldStatistics({ app }: Installation): Promise<string> {
  const began = performance.now();
  await rebuildStatistics(app, system, {});
  for (;;) {
    const { more } = await projectStatistics(app, system, {});
    const { is_under_way, looked_at } = await statisticsSweep(app.database);
    if (!is_under_way) {
      const seconds = (performance.now() - began) / 1000;
      return `statistics of ${told(looked_at)} petitions folded anew in ${seconds.toFixed(0)} s (${(looked_at / seconds).toFixed(0)} a second)`;
    }
    // The program's own worker may be at it.
    if (!more) await pause(200);
  }
}

interface View {
  readonly name: string;
  readonly query: string;
  /** What is counted by, and which, of the petitions themselves. */
  readonly by: string;
  readonly where: string;
}

const views: readonly View[] = [
  { name: 'by authority', query: '', by: 'current_authority_id', where: 'true' },
  { name: 'by borough', query: 'por=zona', by: 'zone_code', where: 'true' },
  {
    name: 'of a service, by channel',
    query: 'tema=bacheo&por=canal',
    by: 'channel',
    where: `service_id = (select id from services where code = 'bacheo')`,
  },
  {
    name: 'of a service in a borough by phone, by authority',
    query: 'tema=bacheo&zona=iztapalapa&canal=phone&por=autoridad',
    by: 'current_authority_id',
    where: `service_id = (select id from services where code = 'bacheo') and zone_code = 'iztapalapa' and channel = 'phone'`,
  },
];

/** The public board: each time a year that begins on another day, so that no answer is one that was kept. */
export function boardReadings({ url, app }: Installation, client: pg.Client): Reading[] {
  const today = app.now().slice(0, 10);
  const periodOf = (n: number) => ({
    from: addDays(today, -400 - (n % 500)),
    to: addDays(today, -35 - (n % 500)),
  });
  return views.map(({ name, query, by, where }) => {
    const text = `select ${by}, count(*) from petitions where ${where} and received_at between $1 and $2 group by 1`;
    return {
      ...{ name: `board, a year, ${name}`, budget_ms: 100 },
      serve: (n) => {
        const { from, to } = periodOf(n);
        return ask(`${url}/tablero?periodo=fechas&desde=${from}&hasta=${to}&${query}`);
      },
      direct: (n) => {
        const { from, to } = periodOf(n);
        return client.query({ ...plannedOnce(text), values: [from, to] });
      },
    };
  });
}
