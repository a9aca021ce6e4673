import { addDays } from '../src/core/deadlines/plain-date.ts';
import { declareDays } from '../src/actions/administration/calendars.ts';
import { recomputeClocks } from '../src/actions/petitions/recompute-clocks.ts';
import { inTransaction } from '../src/store/database.ts';
import { file } from './filings.ts';
import type { Installation } from './installation.ts';
import { measureAtRate } from './measure.ts';

/**
 * Declares a day that lies ahead on every calendar of the city and counts the open petitions anew, in this process,
 * while others file at a steady pace.
 */
export async function measureRecomputation(
  at: Installation,
  note: (line: string) => void,
): Promise<string[]> {
  const { app, city } = at;
  const day = await nextWorkingDay(at);
  const lines: string[] = [];
  const calendars = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('calendars').select(['id', 'code']).execute(),
  );
  note(`${day} is declared on ${calendars.length} calendars…`);
  const alone = await measureAtRate({ rate: 20, seconds: 5 }, (n) => file(at, at.report(1_000_000 + n)));
  let done = 0;
  const began = performance.now();
  const recomputing = (async () => {
    for (const { id: calendar_id, code } of calendars) {
      const declared = { day, kind: 'closure', name: 'Cierre', source: 'Medición', reason: null } as const;
      await declareDays(app, at.staff.clerk, { ...declared, city_id: city.city.id, calendar_id });
      const report = await recomputeClocks(app, {
        city_id: city.city.id,
        calendar: code,
        day,
        name: 'Cierre',
      });
      done += report.done;
    }
    return (performance.now() - began) / 1000;
  })();
  const meanwhile = await measureAtRate({ rate: 20, seconds: 5 }, (n) => file(at, at.report(2_000_000 + n)));
  const seconds = await recomputing;
  lines.push(
    `${done.toLocaleString('en')} open petitions counted anew in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(0)} a second)`,
  );
  lines.push(
    `filings at 20 a second: p99 ${alone.p99.toFixed(1)} ms alone, ${meanwhile.p99.toFixed(1)} ms meanwhile`,
  );
  return lines;
}

/** A working day a week from now or later that no run declared before. */
async function nextWorkingDay({ app }: Installation): Promise<string> {
  const declared = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('calendar_days').select('day').where('revoked_at', 'is', null).execute(),
  );
  const taken = new Set(declared.map(({ day }) => String(day)));
  let day = addDays(app.now().slice(0, 10), 7);
  while (taken.has(day) || isWeekend(day)) day = addDays(day, 1);
  return day;
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());
