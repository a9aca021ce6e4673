import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import {
  aTown,
  clocksOf,
  eventsOf,
  FIRST_DAY,
  foldAndRow,
  linesOf,
  petitionRow,
  type Town,
} from '../../../test/town.ts';
import { countMovedPetitions } from '../../queries/count-moved-petitions.ts';
import { bumpConfiguration, cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { acceptPetition } from './accept-petition.ts';
import { actOnMany, undoMany } from './act-on-many.ts';
import { assignPerson } from './assign-person.ts';
import { markMissed } from './mark-missed.ts';
import { reassignWork } from './reassign-work.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { setPriority } from './set-priority.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const who = (name: string) => town.staff[name]!;

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

it('writes down once that a deadline went by, clock by clock; the duty stands', async () => {
  const { petition_id } = await aPetition(town);
  town.on('2026-04-30');
  await markMissed(town.app);
  expect(await linesOf(town, petition_id, 'accept')).toEqual(['started']);
  town.on('2026-05-04');
  await markMissed(town.app);
  expect(await markMissed(town.app)).toEqual({ done: 0 });
  town.on('2026-05-08');
  await markMissed(town.app);
  expect(await linesOf(town, petition_id, 'accept')).toEqual(['started', 'missed']);
  expect(await linesOf(town, petition_id, 'reply')).toEqual(['started', 'missed']);
  expect((await eventsOf(town, petition_id)).filter((type) => type === 'clock_missed')).toHaveLength(2);
  await acceptPetition(town.app, who('julian'), { petition_id });
  expect((await clocksOf(town, petition_id)).accept).toMatchObject({ status: 'missed_then_met' });
  await consistent(petition_id);
});

it('counts beforehand whom a new holiday moves, then moves exactly those and says so', async () => {
  const { petition_id } = await aPetition(town);
  const elsewhere = await aPetition(town, { place: { zone_code: 'coyoacan' } });
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const calendar = city.calendars.get(town.authorities['iztapalapa']!)!;
  const day = {
    on: '2026-05-05',
    is_business: false,
    kind: 'closure' as const,
    name: 'Puente',
    source: 'Acuerdo',
  };
  const wished = { ...calendar, version: 'x', days: new Map([...calendar.days, [day.on, day]]) };
  const asked = { city_id: town.city_id, calendar: wished, from: day.on, now: town.app.now() };
  const count = (...bounds: { at_a_time: number; patience_ms: number }[]) =>
    town.asSystem((tx) => countMovedPetitions(tx, asked, ...bounds));
  const moved = await count();
  expect(moved.moved).toBeGreaterThan(1);
  // One by one as all at once; where there is no time for all, as many as there was time for.
  expect(await count({ at_a_time: 1, patience_ms: 60_000 })).toEqual({ ...moved, is_at_least: false });
  const some = await count({ at_a_time: 1, patience_ms: -1 });
  expect([some.open, some.is_at_least, some.moved <= 1]).toEqual([moved.open, true, true]);
  await town.asSystem(async (tx) => {
    const row = await tx
      .selectFrom('calendars')
      .select('id')
      .where('city_id', '=', town.city_id)
      .where('code', '=', 'iztapalapa')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('calendar_days')
      .values({
        ...{ id: newId(), calendar_id: row.id, day: day.on, kind: day.kind, name: day.name },
        ...{ source: day.source, origin: 'console' },
      })
      .execute();
    await bumpConfiguration(tx, town.city_id);
  });
  const change = { city_id: town.city_id, calendar: 'iztapalapa', day: day.on, name: day.name };
  const before = await movedEvents();
  await recomputeClocks(town.app, change);
  expect((await movedEvents()) - before).toBe(moved.moved);
  expect((await clocksOf(town, petition_id)).reply).toMatchObject({ due_on: '2026-05-08' });
  expect((await clocksOf(town, elsewhere.petition_id)).reply).toMatchObject({ due_on: '2026-05-07' });
  expect(await linesOf(town, petition_id, 'accept')).toEqual(['started']);
  await recomputeClocks(town.app, change);
  expect(await linesOf(town, petition_id, 'reply')).toEqual(['started', 'calendar_changed']);
  await consistent(petition_id);

  async function movedEvents() {
    const rows = await town.asSystem((tx) =>
      tx
        .selectFrom('petition_events')
        .select('petition_id')
        .distinct()
        .where('type', '=', 'calendar_changed')
        .execute(),
    );
    return rows.length;
  }
});

it('acts on many, each by itself, and takes it back', async () => {
  const [one, two] = [await aPetition(town), await aPetition(town)];
  const foreign = await aPetition(town, { place: { zone_code: 'coyoacan' } });
  const on = [one, two, foreign].map(({ petition_id }) => ({ petition_id, version: 1 }));
  const results = await actOnMany(town.app, who('marta'), {
    ...{ action: setPriority, on, input: { priority: 2, reason: 'Riesgo' }, idempotency_key: 'many' },
  });
  expect(results).toMatchObject([
    { done: true, version: 2 },
    { done: true, version: 2 },
    { done: false, petition_id: foreign.petition_id, code: 'not_found' },
  ]);
  // Somebody changes one of them before the undo: that one stays.
  const { user_id } = who('julian');
  await assignPerson(town.app, who('marta'), { petition_id: two.petition_id, user_id });
  const undone = await undoMany(town.app, who('marta'), { action: setPriority, results });
  expect(undone).toMatchObject([{ done: true }, { done: false, code: 'version_conflict' }]);
  expect(await petitionRow(town, one.petition_id)).toMatchObject({ priority: 0, priority_reason: null });
  expect(await petitionRow(town, two.petition_id)).toMatchObject({ priority: 2 });
  await consistent(one.petition_id);
  const many = Array.from({ length: 201 }, () => on[0]!);
  const tooMany = actOnMany(town.app, who('marta'), { action: setPriority, on: many, input: {} });
  await expect(tooMany).rejects.toMatchObject({ code: 'too_many_at_once' });
});

it('hands over all the open work of somebody at once, as far as one may', async () => {
  const mine = await aPetition(town);
  const second = await aPetition(town, { service_code: 'bache' });
  const elsewhere = await aPetition(town, { place: { zone_code: 'coyoacan' } });
  const leaving = who('clerk.iztapalapa').user_id;
  const give = (petition_id: string) =>
    assignPerson(town.app, who('marta'), { petition_id, user_id: leaving });
  await give(mine.petition_id);
  await give(second.petition_id);
  const stays = who('clerk.coyoacan').user_id;
  await assignPerson(town.app, who('supervisor.coyoacan'), {
    petition_id: elsewhere.petition_id,
    user_id: stays,
  });
  const hand = (from_user_id: string, to: string | null) =>
    reassignWork(town.app, who('marta'), { from_user_id, to_user_id: to === null ? null : who(to).user_id });
  // Julián works at Alumbrado only: what is at Obras stays and is said.
  expect(await hand(leaving, 'julian')).toEqual({ moved: 1, left: [second.folio] });
  expect(await hand(leaving, null)).toEqual({ moved: 1, left: [] });
  expect(await hand(stays, null)).toEqual({ moved: 0, left: [] });
  expect(await petitionRow(town, elsewhere.petition_id)).toMatchObject({ assignee_id: stays });
  expect(await petitionRow(town, mine.petition_id)).toMatchObject({ assignee_id: who('julian').user_id });
  await consistent(mine.petition_id);
  const clerk = reassignWork(town.app, who('julian'), { from_user_id: leaving, to_user_id: null });
  await expect(clerk).rejects.toMatchObject({ code: 'forbidden' });
});
