import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../test/builders.ts';
import { aTown, clocksOf, FIRST_DAY, petitionRow, type Town } from '../../test/town.ts';
import { declareDays, revokeDay } from '../actions/administration/calendars.ts';
import { extendTerm } from '../actions/petitions/extend-term.ts';
import { verifyHistories } from '../queries/verification/verify-histories.ts';
import { newId } from '../store/ids.ts';
import { recomputeAfterCalendar } from './recompute-after-calendar.ts';

const system = { kind: 'system' } as const;
/** A Tuesday in the term of what is filed on the first day. */
const day = '2026-05-05';
let town: Town;
let owner: pg.Client;
let blocker: pg.Client;

beforeAll(async () => {
  town = await aTown();
  [owner, blocker] = [new pg.Client(town.owner_url), new pg.Client(town.owner_url)];
  await Promise.all([owner.connect(), blocker.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), blocker.end()]);
  await town.drop();
});
beforeEach(async () => {
  const at = await theCalendar();
  const declared = await town.asSystem((tx) =>
    tx
      .selectFrom('calendar_days')
      .select('id as day_id')
      .where('origin', '=', 'console')
      .where('revoked_at', 'is', null)
      .execute(),
  );
  for (const { day_id } of declared) await revokeDay(town.app, system, { ...at, day_id });
  await runJobs();
});

function theCalendar() {
  return town.asSystem(async (tx) => {
    const found = tx.selectFrom('calendars').select('id').where('code', '=', 'iztapalapa');
    return { city_id: town.city_id, calendar_id: (await found.executeTakeFirstOrThrow()).id };
  });
}

async function declare(): Promise<void> {
  const named = { day, kind: 'closure', name: 'Puente', source: 'Acuerdo' } as const;
  await declareDays(town.app, system, { ...(await theCalendar()), ...named });
}

/** Does what waits in the queue, as the worker would. @returns how many jobs there were */
async function runJobs(): Promise<number> {
  const { rows } = await owner.query<{ id: string; payload: Record<string, unknown> }>(
    `select j.id::text, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'recompute_clocks' order by j.id`,
  );
  for (const { payload } of rows)
    await recomputeAfterCalendar(town.app, { payload, attempt: 1, max_attempts: 17 });
  await owner.query('select graphile_worker.complete_jobs($1::bigint[])', [rows.map(({ id }) => id)]);
  return rows.length;
}

/** How many statements wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
     where not l.granted and d.datname = current_database()`,
  );
  return rows[0]!.count;
}
const soon = { timeout: 20_000, interval: 20 };

/** Holds up whoever writes to that table until it is let go. */
async function holdUp(table: string): Promise<() => Promise<unknown>> {
  await blocker.query(`begin; lock table ${table} in share mode`);
  return () => blocker.query('commit');
}

it.each(['assignments', 'outbox'])(
  'a filing that is held up at %s while a day is declared ends with the date of the new calendar',
  async (table) => {
    town.on(FIRST_DAY);
    const before = await aPetition(town);
    const letGo = await holdUp(table);
    const filing = aPetition(town, { petition_id: newId() });
    await expect.poll(waiting, soon).toBe(1);
    let declared = false;
    const declaring = declare().then(() => (declared = true));
    // Either it is through, or it waits for the filing: for nothing else.
    await expect.poll(async () => declared || (await waiting()) === 2, soon).toBe(true);
    // All that could be done while the filing was on its way is done.
    if (declared) await runJobs();
    await letGo();
    const [{ petition_id }] = await Promise.all([filing, declaring]);
    expect(await runJobs()).toBeGreaterThan(0);
    const late = await petitionRow(town, petition_id);
    const other = await petitionRow(town, before.petition_id);
    expect(late.reply_due_at).toBe(other.reply_due_at);
    const { reply } = await clocksOf(town, petition_id);
    expect(reply?.due_on).toBe('2026-05-08');
    const { version } = await town.asSystem((tx) =>
      tx.selectFrom('calendars').select('version').where('code', '=', 'iztapalapa').executeTakeFirstOrThrow(),
    );
    expect(reply!.calendar.version).toBe(String(version));
    expect((await verifyHistories(town.app.database)).problems).toEqual([]);
  },
);

it('an extension that is held up while a day is declared is counted by the new calendar', async () => {
  town.on(FIRST_DAY);
  const [one, other] = [
    await aPetition(town, { stage: 'in_work' }),
    await aPetition(town, { stage: 'in_work' }),
  ];
  const extend = ({ petition_id }: { petition_id: string }) =>
    extendTerm(town.app, town.staff['marta']!, { petition_id, extra: 2, reason: 'Falta el dictamen' });
  await extend(other);
  const letGo = await holdUp('petition_events');
  const extending = extend(one);
  await expect.poll(waiting, soon).toBe(1);
  await declare();
  await letGo();
  await extending;
  await runJobs();
  const row = await petitionRow(town, one.petition_id);
  expect(row.reply_due_at).toBe((await petitionRow(town, other.petition_id)).reply_due_at);
});

it('what is filed by the calendar as it is asks for no second count', async () => {
  town.on(FIRST_DAY);
  await declare();
  await runJobs();
  const { petition_id } = await aPetition(town);
  expect(await runJobs()).toBe(0);
  expect((await clocksOf(town, petition_id)).reply?.due_on).toBe('2026-05-08');
});
