import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, FIRST_DAY, petitionRow, type Town } from '../../../test/town.ts';
import { recountProgress } from '../../queries/recount-progress.ts';
import { verifyHistories } from '../../queries/verification/verify-histories.ts';
import { declareDays, revokeDay } from '../administration/calendars.ts';
import { askCitizen } from './ask-citizen.ts';
import { beginRecount } from './begin-recount.ts';
import { eachPetition } from './each-petition.ts';
import { extendTerm } from './extend-term.ts';
import { markMissed, markMissedPetition } from './mark-missed.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { recomputePetitionClocks } from './recompute-petition.ts';
import { recountNext } from './recount-next.ts';
import { withdrawPetition } from './withdraw-petition.ts';

const system = { kind: 'system' } as const;
/** A Tuesday in the term of what is filed on the first day. */
const change = { calendar: 'iztapalapa', day: '2026-05-05', name: 'Puente' };
let one: Town;
let other: Town;
beforeAll(async () => {
  [one, other] = [await aTown(), await aTown()];
});
afterAll(() => Promise.all([one.drop(), other.drop()]));

/** Petitions in every state that a calendar finds them in. @returns their ids, in the order of filing */
async function manyPetitions(town: Town): Promise<string[]> {
  town.on(FIRST_DAY);
  const filed = [
    await aPetition(town),
    await aPetition(town, { stage: 'in_work' }),
    await aPetition(town, { stage: 'replied' }),
    await aPetition(town, { place: { zone_code: 'coyoacan' } }),
    await aPetition(town, { stage: 'in_work' }),
    await aPetition(town, { stage: 'in_work' }),
    await aPetition(town, { service_code: 'bache' }),
    await aPetition(town),
  ];
  const ids = filed.map(({ petition_id }) => petition_id);
  await askCitizen(town.app, town.staff['julian']!, { petition_id: ids[4]!, body: '¿Cuál poste?' });
  const more = { petition_id: ids[5]!, extra: 2, reason: 'Falta el dictamen' };
  await extendTerm(town.app, town.staff['marta']!, more);
  await withdrawPetition(town.app, citizenOf(ids[7]!), { petition_id: ids[7]! });
  return ids;
}

function theCalendar(town: Town) {
  return town.asSystem(async (tx) => {
    const { id } = await tx
      .selectFrom('calendars')
      .select('id')
      .where('code', '=', change.calendar)
      .executeTakeFirstOrThrow();
    return { city_id: town.city_id, calendar_id: id };
  });
}

async function declareDay(town: Town): Promise<void> {
  const at = await theCalendar(town);
  const { day, name } = change;
  await declareDays(town.app, system, { ...at, day, name, kind: 'closure', source: 'Acuerdo' });
}

/** Everything that is kept of the petitions, with each id as the number of its first appearance. */
async function kept(town: Town): Promise<string> {
  const found = await town.asSystem(async (tx) => ({
    petitions: await tx.selectFrom('petitions').selectAll().orderBy('id').execute(),
    events: await tx
      .selectFrom('petition_events')
      .selectAll()
      .orderBy('petition_id')
      .orderBy('seq')
      .execute(),
    lines: await tx.selectFrom('clock_entries').selectAll().orderBy('petition_id').orderBy('seq').execute(),
    notices: await tx.selectFrom('outbox').select(['petition_id', 'template']).orderBy('id').execute(),
  }));
  const numbers = new Map<string, number>();
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const hidden = new Set([
    ...['hash', 'previous_hash', 'access_key_hash', 'search', 'person_id'],
    // The number of the transaction, which counts those of both towns.
    'changed_in',
  ]);
  const text = JSON.stringify(found, (key, value: unknown) => (hidden.has(key) ? undefined : value), 1);
  return text.replace(uuid, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return `#${numbers.get(id)}`;
  });
}

const folded = async (town: Town) => (await verifyHistories(town.app.database)).problems;

it('does to many at once exactly what is done to one after the other', async () => {
  const ids = await manyPetitions(one);
  await manyPetitions(other);
  expect(await kept(one)).toBe(await kept(other));
  const before = await kept(one);
  await Promise.all([declareDay(one), declareDay(other)]);
  await eachPetition(one.app, ids, (app, actor, { petition_id }) =>
    recomputePetitionClocks(app, actor, { ...change, petition_id }),
  );
  const report = await recomputeClocks(other.app, { ...change, city_id: other.city_id });
  expect(report).toMatchObject({ done: 6, refused: [] });
  expect(report.moved).toBeGreaterThan(3);
  expect(await kept(other)).toBe(await kept(one));
  expect(await kept(other)).not.toBe(before);

  for (const town of [one, other]) town.on('2026-05-20');
  await eachPetition(one.app, ids, markMissedPetition);
  expect((await markMissed(other.app, { at_a_time: 2 })).done).toBeGreaterThan(3);
  expect(await kept(other)).toBe(await kept(one));
  expect([await folded(one), await folded(other)]).toEqual([[], []]);
});

it('goes on where a process died, shares the work between two, and moves nothing twice', async () => {
  const town = other;
  const at = await theCalendar(town);
  town.on('2026-05-01');
  const ids = await manyPetitions(town);
  const { id: day_id } = await town.asSystem((tx) =>
    tx.selectFrom('calendar_days').select('id').where('origin', '=', 'console').executeTakeFirstOrThrow(),
  );
  await revokeDay(town.app, system, { ...at, day_id });
  const { recount_id } = await beginRecount(town.app, system, { ...change, city_id: town.city_id });
  expect(await progress(recount_id)).toMatchObject({ petitions: null, seen: 0, finished_at: null });
  const first = await recountNext(town.app, system, { recount_id, at_most: 2 });
  expect(first).toMatchObject({ finished: false, seen: 2 });
  // Two processes at once take up what is left.
  const [mine, theirs] = await Promise.all([
    recomputeClocks(town.app, { recount_id }),
    recomputeClocks(town.app, { recount_id }),
  ]);
  const open = await town.asSystem((tx) =>
    tx.selectFrom('petitions').select('id').where('stage', '<>', 'closed').execute(),
  );
  const elsewhere = 2;
  expect([mine.done, theirs.done]).toEqual([open.length - elsewhere, open.length - elsewhere]);
  const done = await progress(recount_id);
  expect(done).toMatchObject({ petitions: done?.seen, refused: 0 });
  expect(done?.finished_at).not.toBeNull();
  const after = await kept(town);
  const events = await town.asSystem((tx) =>
    tx
      .selectFrom('petition_events')
      .select('petition_id')
      .where('petition_id', 'in', ids)
      .where('type', '=', 'calendar_changed')
      .groupBy(['petition_id', 'payload'])
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute(),
  );
  expect(events).toEqual([]);
  await recomputeClocks(town.app, { recount_id });
  expect(await kept(town)).toBe(after);
  expect(await folded(town)).toEqual([]);

  async function progress(id: string) {
    return (await town.asSystem((tx) => recountProgress(tx, { recount_id: id })))[0];
  }
});

it('leaves alone a petition that somebody works on, and looks no more at one whose column was behind', async () => {
  const town = one;
  town.on(FIRST_DAY);
  const { petition_id } = await aPetition(town);
  await markMissed(town.app);
  const before = await petitionRow(town, petition_id);
  expect(before.next_mark_at).toBe(before.accept_due_at);
  await town.asSystem((tx) =>
    tx
      .updateTable('petitions')
      .set({ next_mark_at: '2026-01-01T00:00:00.000Z' })
      .where('id', '=', petition_id)
      .execute(),
  );
  expect(await markMissed(town.app, { at_a_time: 1 })).toEqual({ done: 0 });
  expect(await petitionRow(town, petition_id)).toEqual(before);
  town.on('2026-05-08');
  await town.asSystem(async (tx) => {
    await tx.selectFrom('petitions').select('id').where('id', '=', petition_id).forUpdate().execute();
    await markMissed(town.app);
  });
  expect((await petitionRow(town, petition_id)).next_mark_at).toBe(before.next_mark_at);
  await markMissed(town.app);
  const { next_mark_at, reply_due_at } = await petitionRow(town, petition_id);
  expect(next_mark_at).toBe(reply_due_at);
});
