import type pg from 'pg';
import { plannedOnce } from './connect.ts';
import type { Installation } from './installation.ts';
import { ask } from './measure.ts';
import type { Reading } from './reads.ts';

/** What staff look at first: their place today, what is expected, and who has what. */
export function dashboardReadings({ url, viewers }: Installation, client: pg.Client): Reading[] {
  const text = `select stage, count(*), count(*) filter (where due_at < now()) from petitions
    where stage <> 'closed' and current_authority_id = (select id from authorities where code = 'cuauhtemoc') group by 1`;
  const whole = `select stage, count(*), count(*) filter (where due_at < now()) from petitions where stage <> 'closed' group by 1`;
  const doors = { 'my unit today': 'my-unit', forecast: 'forecast', 'work by person': 'workload' } as const;
  return Object.entries(doors).flatMap(([name, path]) =>
    (['city', 'authority'] as const).map((viewer) => ({
      ...{ name: `dashboard, ${name}, ${viewer}`, budget_ms: 100 },
      serve: () => ask(`${url}/api/v1/${path}`, { headers: { cookie: viewers[viewer].cookie } }),
      direct: () => client.query(plannedOnce(viewer === 'city' ? whole : text)),
    })),
  );
}
