import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { criticalPoint, listCriticalPoints } from '../../queries/staff/critical-points.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { petitionsBehind } from '../../store/critical-point-candidates.ts';
import { newId } from '../../store/ids.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';
import { findCriticalPoints } from './find-critical-points.ts';
import { askForSearch, closePoint, notePoint, planPoint } from './follow-points.ts';

const system = { kind: 'system' } as const;
const today = '2026-04-29';
let town: Town;
let petition_id: string;
beforeAll(async () => {
  town = await aTown();
  town.on('2026-04-20');
  for (let n = 0; n < 6; n += 1) petition_id = (await aPetition(town, here)).petition_id;
  town.on(today);
  while ((await projectStatistics(town.app, system, {})).more);
});
afterAll(() => town.drop());

const here = { place: { zone_code: 'iztapalapa', latitude: 19.35, longitude: -99.06 } };

interface Facts {
  readonly n: number;
  readonly on: string;
  readonly days?: number;
  readonly open?: boolean;
}

/** The fact of one petition so many times more: resolved that day after so many days, or open since then. */
async function facts(given: readonly Facts[]): Promise<void> {
  const rows = given.flatMap(({ n, on, days = 3, open = false }) =>
    Array.from({ length: n }, () => {
      const received_on = open ? on : addDays(on, -days);
      return {
        petition_id: newId(),
        received_on,
        resolved_on: open ? null : on,
        resolve_days: open ? null : days,
      };
    }),
  );
  await town.asSystem(async (tx) => {
    // Facts stand for petitions of other days; the petitions themselves are not asked for.
    await sql`insert into petition_facts select (jsonb_populate_record(f, r.row)).* from petition_facts f
      cross join jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r (row)
      where f.petition_id = ${petition_id}`.execute(tx);
  });
}

const search = () => findCriticalPoints(town.app, system, { city_id: town.city_id });
async function asker(who: string) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return { actor: town.staff[who]!, city };
}
type State = 'open' | 'in_hand' | 'passed' | 'closed' | 'mine';
async function listed(who: string, state: State = 'open') {
  return (await listCriticalPoints(town.app, await asker(who), { state }))!.items;
}
const page = async (who: string, id: string) => criticalPoint(town.app, await asker(who), id);

it('finds where the same is asked again and again, with the petitions behind it, once', async () => {
  // The other service has one petition in each of many places.
  for (let n = 0; n < 12; n += 1)
    await aPetition(town, {
      ...{ service_code: 'bache' },
      place: { zone_code: 'iztapalapa', latitude: 19.34 + n / 400, longitude: -99.07 },
    });
  while ((await projectStatistics(town.app, system, {})).more);
  town.on('2026-04-30');
  expect(await search()).toMatchObject({ found: 1 });
  await search();
  const [point, ...others] = await listed('supervisor.iztapalapa');
  expect(others).toEqual([]);
  expect(point).toMatchObject({
    kind: 'repeated_here',
    after: { value: 6 },
    petitions: 6,
    compared: 'elsewhere',
  });
  expect(point!.place!.latitude).toBeCloseTo(19.35, 2);
  const told = (await page('supervisor.iztapalapa', point!.id))!;
  expect(told.behind).toHaveLength(6);
  expect(told.events.map(({ type }) => type)).toEqual(['found']);
  // Another city may give the same code to a place of its own: what lies behind is looked for in this one alone.
  const finding = {
    ...{
      kind: 'queue_rising' as const,
      key: '',
      authority_id: town.authorities['iztapalapa']!,
      service_id: null,
    },
    ...{ unit_id: point!.unit.id, place: null, weekly: [], chance: 0, compared: 'weeks' as const },
    ...{ since: '2026-04-01', before: point!.before, after: point!.after },
  };
  const behind = (city_id: string) =>
    town.asSystem((tx) => petitionsBehind(tx, { city_id, until: '2026-04-29' }, finding));
  expect((await behind(town.city_id)).petitions).toBe(6);
  expect((await behind(newId())).petitions).toBe(0);
});

it('shows a point only where the asker may know it, and its petitions only to who may see them', async () => {
  const [point] = await listed('julian');
  expect(point).toBeUndefined();
  expect(await listed('supervisor.coyoacan')).toEqual([]);
  const [own] = await listed('unit_head.iztapalapa');
  expect(await page('supervisor.coyoacan', own!.id)).toBeNull();
  const input = { critical_point_id: own!.id, note: 'Una nota' };
  await expect(notePoint(town.app, town.staff['supervisor.coyoacan']!, input)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(notePoint(town.app, town.staff['julian']!, input)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('is given to somebody with a day in business days, noted, closed with a result, and told in its history', async () => {
  const head = town.staff['supervisor.iztapalapa']!;
  const [point] = await listed('supervisor.iztapalapa');
  const on = { critical_point_id: point!.id };
  const plan = { ...on, owner_id: head.user_id, business_days: 3, plan: 'Revisar el circuito' };
  await expect(
    planPoint(town.app, head, { ...plan, owner_id: town.staff['julian']!.user_id }),
  ).rejects.toMatchObject({
    code: 'user_unknown',
  });
  await planPoint(town.app, head, { ...plan, version: point!.version });
  await expect(planPoint(town.app, head, { ...plan, version: point!.version })).rejects.toMatchObject({
    code: 'version_conflict',
  });
  // Thursday 30 April; Friday 1 May is a holiday.
  const [mine] = await listed('supervisor.iztapalapa', 'mine');
  expect(mine).toMatchObject({ state: 'in_hand', due_on: '2026-05-06', overdue: false, is_mine: true });
  town.on('2026-05-07');
  expect((await listed('supervisor.iztapalapa', 'mine'))[0]).toMatchObject({ overdue: true });
  await notePoint(town.app, head, { ...on, note: 'Se cambió el transformador' });
  await closePoint(town.app, head, { ...on, result: 'solved', note: 'Ya prenden' });
  await expect(
    closePoint(town.app, head, { ...on, result: 'solved', note: 'Otra vez' }),
  ).rejects.toMatchObject({
    code: 'critical_point_closed',
  });
  const told = (await page('supervisor.iztapalapa', point!.id))!;
  expect(told.events.map(({ type, words }) => [type, words])).toEqual([
    ['found', null],
    ['planned', 'Revisar el circuito'],
    ['noted', 'Se cambió el transformador'],
    ['closed', 'Ya prenden'],
  ]);
  expect(told).toMatchObject({ state: 'closed', result: 'solved' });
});

it('leaves a closed point closed while the days that led to it are looked at', async () => {
  await search();
  expect(await listed('supervisor.iztapalapa', 'closed')).toHaveLength(1);
  expect(await listed('supervisor.iztapalapa')).toEqual([]);
});

it('finds a service that takes longer and a queue that grows; what is over has passed, and comes back as the same', async () => {
  const weeks = Array.from({ length: 12 }, (_, back) => addDays('2026-05-06', -7 * back - 3));
  await facts([
    ...weeks.map((on) => ({ n: 4, on, days: 8 })),
    ...weeks.map((on) => ({ n: 4, on: addDays(on, -91), days: 3 })),
    // Five more in each week, and none of them resolved.
    ...weeks.map((on) => ({ n: 5, on, open: true })),
  ]);
  await search();
  const found = await listed('supervisor.iztapalapa');
  expect(found.map(({ kind }) => kind).sort()).toEqual(['queue_rising', 'time_rose']);
  const time = found.find(({ kind }) => kind === 'time_rose')!;
  expect(time).toMatchObject({ before: { value: 3 }, after: { value: 8, n: 48 }, compared: 'previous' });
  const queue = found.find(({ kind }) => kind === 'queue_rising')!;
  expect(queue.weekly).toHaveLength(12);
  expect(queue.after.value - queue.before.value).toBeGreaterThan(40);
  const removed = await town.asSystem((tx) =>
    sql`with gone as (delete from petition_facts f where not exists (select from petitions p where p.id = f.petition_id)
      returning *) select coalesce(jsonb_agg(gone), '[]') as rows from gone`.execute(tx),
  );
  await search();
  expect((await listed('supervisor.iztapalapa', 'passed')).map(({ id }) => id).sort()).toEqual(
    found.map(({ id }) => id).sort(),
  );
  const [{ rows }] = removed.rows as [{ rows: unknown[] }];
  await town.asSystem((tx) =>
    sql`insert into petition_facts select * from jsonb_populate_recordset(null::petition_facts, ${JSON.stringify(rows)}::jsonb)`.execute(
      tx,
    ),
  );
  await search();
  expect((await listed('supervisor.iztapalapa')).map(({ id }) => id).sort()).toEqual(
    found.map(({ id }) => id).sort(),
  );
  expect((await page('supervisor.iztapalapa', time.id))!.events.map(({ type }) => type)).toEqual([
    'found',
    'passed',
    'found_again',
  ]);
});

it('finds a service with which people became less content', async () => {
  const answers = (closed_on: string, good: number, bad: number) =>
    Array.from({ length: good + bad }, (_, at) => ({
      ...{ id: newId(), city_id: town.city_id, petition_id, kind_code: 'report', channel: 'portal' },
      ...{ authority_id: town.authorities['iztapalapa']!, unit_id: town.units['iztapalapa/alumbrado']! },
      ...{ service_id: town.services['luminaria']!, responsible_id: null, carried_by: 'email' },
      closed_at: new Date(Date.parse(`${closed_on}T16:00:00Z`) + at * 1000).toISOString(),
      ...{ closed_on, asked_at: `${closed_on}T17:00:00Z`, expires_at: '2026-06-30T16:00:00Z' },
      ...{ answered_at: `${closed_on}T18:00:00Z`, satisfaction: at < good ? 5 : 1, solved: 'yes' },
    }));
  await town.asSystem(async (tx) => {
    for (const row of [...answers('2026-01-10', 36, 4), ...answers('2026-04-10', 18, 22)])
      await tx.insertInto('surveys').values(row).execute();
  });
  await search();
  const found = (await listed('supervisor.iztapalapa')).find(({ kind }) => kind === 'satisfaction_fell');
  expect(found).toMatchObject({
    before: { value: 90, n: 40 },
    after: { value: 45, n: 40 },
    compared: 'previous',
  });
  expect(found!.chance).toBeLessThan(0.001);
});

it('is looked through again when somebody asks for it, once for two who ask', async () => {
  const input = { city_id: town.city_id };
  await askForSearch(town.app, town.staff['supervisor.iztapalapa']!, input);
  await askForSearch(town.app, town.staff['supervisor.coyoacan']!, input);
  const jobs = await town.asSystem((tx) =>
    sql<{ n: number }>`select count(*)::int as n from graphile_worker.jobs
      where task_identifier = 'find_critical_points'`.execute(tx),
  );
  expect(jobs.rows).toEqual([{ n: 1 }]);
});
