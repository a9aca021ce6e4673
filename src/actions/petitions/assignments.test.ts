import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import {
  aTown,
  clocksOf,
  eventsOf,
  FIRST_DAY,
  foldAndRow,
  linesOf,
  noticesOf,
  petitionRow,
  type Town,
} from '../../../test/town.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { acceptPetition } from './accept-petition.ts';
import { addPart, finishPart } from './add-part.ts';
import { assignPerson, takePetition } from './assign-person.ts';
import { returnPetition } from './return-petition.ts';
import { sendReply } from './send-reply.ts';
import { transferAuthority } from './transfer-authority.ts';
import { transferUnit } from './transfer-unit.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const who = (name: string) => town.staff[name]!;
const reason = 'No corresponde a esta unidad';

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

function assignmentsOf(petition_id: string) {
  return town.asSystem((tx) =>
    tx.selectFrom('assignments').selectAll().where('petition_id', '=', petition_id).orderBy('id').execute(),
  );
}

it('files with the dates of the law and accepts within a business day', async () => {
  const { petition_id, folio } = await aPetition(town);
  expect(folio).toMatch(/^IZP-2026-\d{6}-[0-9A-Z]$/);
  expect(await clocksOf(town, petition_id)).toMatchObject({
    accept: { due_on: '2026-04-30' },
    reply: { due_on: '2026-05-07' },
    resolve: { due_on: '2026-06-25' },
  });
  town.on('2026-04-30');
  const accepted = await acceptPetition(town.app, who('julian'), { petition_id });
  expect(accepted).toMatchObject({ stage: 'in_work', version: 2 });
  expect(await linesOf(town, petition_id, 'accept')).toEqual(['started', 'met']);
  expect(await noticesOf(town, petition_id)).toEqual(['petition_filed', 'petition_accepted']);
  await consistent(petition_id);
  const again = acceptPetition(town.app, who('julian'), { petition_id });
  await expect(again).rejects.toMatchObject({ code: 'action_not_from_this_stage' });
});

it('returns to triage with the reason, keeps whose days were used, and gives triage its own day', async () => {
  const { petition_id } = await aPetition(town);
  town.on('2026-04-30');
  await returnPetition(town.app, who('julian'), { petition_id, reason });
  const row = await petitionRow(town, petition_id);
  expect(row).toMatchObject({ stage: 'assigned', unit_id: town.units['iztapalapa/atencion'] });
  const [former, next] = await assignmentsOf(petition_id);
  expect(former).toMatchObject({ state: 'returned', reason, days_used: 1 });
  expect(next).toMatchObject({ state: 'to_accept', ended_at: null });
  const { accept, reply } = await clocksOf(town, petition_id);
  expect(accept).toMatchObject({ due_on: '2026-05-04', round: 2 });
  expect(reply).toMatchObject({ due_on: '2026-05-07' });
  expect(await linesOf(town, petition_id, 'accept')).toEqual(['started', 'stopped', 'restarted']);
  await consistent(petition_id);
  const twice = returnPetition(town.app, who('triage.iztapalapa'), { petition_id, reason });
  await expect(twice).rejects.toMatchObject({ code: 'nobody_to_return_to' });
});

it('gives a petition only to whoever works at its unit', async () => {
  const { petition_id } = await aPetition(town);
  const assign = (name: string) =>
    assignPerson(town.app, who('marta'), { petition_id, user_id: who(name).user_id });
  await expect(assign('carla')).rejects.toMatchObject({ code: 'user_not_at_unit' });
  await expect(assign('auditor.iztapalapa')).rejects.toMatchObject({ code: 'user_not_at_unit' });
  await assign('julian');
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: who('julian').user_id });
  await takePetition(town.app, who('berta'), { petition_id });
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: who('berta').user_id });
  await expect(takePetition(town.app, who('omar'), { petition_id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await consistent(petition_id);
});

it('refuses a second editor instead of overwriting', async () => {
  const { petition_id } = await aPetition(town);
  await takePetition(town.app, who('julian'), { petition_id, version: 1 });
  const late = takePetition(town.app, who('berta'), { petition_id, version: 1 });
  await expect(late).rejects.toMatchObject({ code: 'version_conflict', details: { version: 2 } });
});

it('transfers to another unit of the authority, never to one that is shut, foreign or the same', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const to = (unit: string) =>
    transferUnit(town.app, who('marta'), { petition_id, unit_id: town.units[unit]!, reason });
  await expect(to('iztapalapa/alumbrado')).rejects.toMatchObject({ code: 'same_unit' });
  await expect(to('iztapalapa/parques')).rejects.toMatchObject({ code: 'unit_inactive' });
  await expect(to('coyoacan/alumbrado')).rejects.toMatchObject({ code: 'unit_unknown' });
  town.on('2026-05-04');
  await to('iztapalapa/obras');
  const { accept, reply } = await clocksOf(town, petition_id);
  expect(accept).toMatchObject({ due_on: '2026-05-05', status: 'running' });
  expect(reply).toMatchObject({ due_on: '2026-05-07' });
  expect(await assignmentsOf(petition_id)).toMatchObject([{ days_used: 2, state: 'transferred' }, {}]);
  await consistent(petition_id);
  const former = acceptPetition(town.app, who('julian'), { petition_id });
  await expect(former).rejects.toMatchObject({ code: 'forbidden' });
});

it('transfers to the competent authority: its calendar, its rules, a new term, the folio stays', async () => {
  const { petition_id, folio } = await aPetition(town);
  town.on('2026-05-04');
  const authority_id = town.authorities['coyoacan']!;
  await expect(
    transferAuthority(town.app, who('julian'), { petition_id, authority_id, reason }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const moved = await transferAuthority(town.app, who('marta'), { petition_id, authority_id, reason });
  expect(moved).toMatchObject({ folio, stage: 'assigned' });
  const row = await petitionRow(town, petition_id);
  // The lamp is in Iztapalapa, so no rule of Coyoacán matches: its triage has it.
  expect(row).toMatchObject({ current_authority_id: authority_id, unit_id: town.units['coyoacan/atencion'] });
  expect(row.authority_ids).toEqual([town.authorities['iztapalapa'], authority_id]);
  // From 2026-05-04: 5, 6, 7, then 11 and 12, since Coyoacán closes on Friday 8.
  const clocks = await clocksOf(town, petition_id);
  expect(clocks.reply).toMatchObject({ due_on: '2026-05-12', authority: 'coyoacan', day_zero: '2026-05-04' });
  expect(clocks.accept).toMatchObject({ due_on: '2026-05-05' });
  expect(clocks.reply!.spans.map(({ authority, used }) => [authority, used])).toEqual([
    ['iztapalapa', 2],
    ['coyoacan', null],
  ]);
  await consistent(petition_id);
  await acceptPetition(town.app, who('clerk.coyoacan'), { petition_id });
  const former = acceptPetition(town.app, who('marta'), { petition_id });
  await expect(former).rejects.toMatchObject({ code: 'with_another_authority' });
});

it('returns what another authority sent, whose dates then stay as they are, and not once more', async () => {
  const { petition_id } = await aPetition(town);
  const authority_id = town.authorities['coyoacan']!;
  await transferAuthority(town.app, who('marta'), { petition_id, authority_id, reason });
  const { reply: before } = await clocksOf(town, petition_id);
  town.on('2026-05-04');
  await returnPetition(town.app, who('supervisor.coyoacan'), { petition_id, reason });
  expect(await petitionRow(town, petition_id)).toMatchObject({
    current_authority_id: town.authorities['iztapalapa'],
    ...{ unit_id: town.units['iztapalapa/atencion'], stage: 'assigned' },
  });
  const assignments = await assignmentsOf(petition_id);
  expect(assignments.map(({ state }) => state)).toEqual(['transferred', 'returned', 'to_accept']);
  const { accept, reply } = await clocksOf(town, petition_id);
  expect(accept).toMatchObject({ due_on: '2026-05-05', authority: 'iztapalapa' });
  expect(reply).toMatchObject({ due_on: before!.due_on });
  await consistent(petition_id);
  const again = returnPetition(town.app, who('triage.iztapalapa'), { petition_id, reason });
  await expect(again).rejects.toMatchObject({ code: 'nobody_to_return_to' });
});

it('marks a transfer after the window of the law as late, and does it all the same', async () => {
  const { petition_id } = await aPetition(town);
  const late = async () => {
    const history = await town.asSystem((tx) =>
      tx
        .selectFrom('petition_events')
        .select('payload')
        .where('petition_id', '=', petition_id)
        .where('type', '=', 'authority_changed')
        .orderBy('seq')
        .execute(),
    );
    return history.map(({ payload }) => (payload as { late: boolean }).late);
  };
  town.on('2026-05-07');
  const to = (authority: string, by: string) =>
    transferAuthority(town.app, who(by), { petition_id, authority_id: town.authorities[authority]!, reason });
  await to('coyoacan', 'marta');
  expect(await late()).toEqual([false]);
  // By Coyoacán's calendar the fifth business day is 7 May: Monday 11 is after it.
  town.on('2026-05-11');
  await to('iztapalapa', 'supervisor.coyoacan');
  expect(await late()).toEqual([false, true]);
  expect(await petitionRow(town, petition_id)).toMatchObject({ unit_id: town.units['iztapalapa/alumbrado'] });
  await consistent(petition_id);
});

it('never sends a complaint to the unit it names', async () => {
  const named_unit_id = town.units['iztapalapa/alumbrado']!;
  const { petition_id } = await aPetition(town, { service_code: 'queja', named_unit_id });
  expect(await petitionRow(town, petition_id)).toMatchObject({ unit_id: town.units['iztapalapa/atencion'] });
  const sent = transferUnit(town.app, who('marta'), { petition_id, unit_id: named_unit_id, reason });
  await expect(sent).rejects.toMatchObject({ code: 'unit_is_named' });
});

it('sends a complaint about a triage unit to another, never back to the one it names', async () => {
  const about = async (unit: string, zone_code: string) => {
    const named_unit_id = town.units[unit]!;
    const place = { zone_code };
    const { petition_id } = await aPetition(town, { service_code: 'queja', named_unit_id, place });
    return petitionRow(town, petition_id);
  };
  // Coyoacán's own triage is named: the city's first authority sorts it.
  const first = [...(await authoritiesInOrder())][0]!;
  const other = first === 'iztapalapa' ? 'coyoacan' : 'iztapalapa';
  expect(await about(`${other}/atencion`, other)).toMatchObject({
    unit_id: town.units[`${first}/atencion`],
    stage: 'received',
  });
  expect(await about(`${first}/atencion`, first)).toMatchObject({
    unit_id: town.units[`${other}/atencion`],
  });
  const { id: petition_id } = await about('iztapalapa/atencion', 'iztapalapa');
  const unit_id = town.units['iztapalapa/atencion']!;
  const back = transferUnit(town.app, who('supervisor.coyoacan'), { petition_id, unit_id, reason });
  await expect(back).rejects.toMatchObject({ code: 'unit_is_named' });
});

async function authoritiesInOrder() {
  const city = await town.asSystem((tx) => cityConfiguration(tx, town.city_id));
  return [...city!.authorities.values()].map(({ code }) => code);
}

it('lets several units do their part and one answer', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const instructions = 'Digan si el poste es suyo';
  const part = (unit: string) =>
    addPart(town.app, who('marta'), { petition_id, unit_id: town.units[unit]!, instructions });
  const { assignment_id } = await part('coyoacan/alumbrado');
  await expect(part('coyoacan/alumbrado')).rejects.toMatchObject({ code: 'same_unit' });
  await expect(part('iztapalapa/alumbrado')).rejects.toMatchObject({ code: 'same_unit' });
  const reply = sendReply(town.app, who('julian'), { petition_id, reply_id: petition_id });
  await expect(reply).rejects.toMatchObject({ code: 'parts_still_open', details: { parts: 1 } });
  const finish = (name: string) =>
    finishPart(town.app, who(name), { petition_id, assignment_id: assignment_id!, body: 'Es nuestro' });
  await expect(finish('julian')).rejects.toMatchObject({ code: 'forbidden' });
  await finish('carla');
  await expect(finish('carla')).rejects.toMatchObject({ code: 'with_another_authority' });
  expect(await eventsOf(town, petition_id)).toContain('part_finished');
  await consistent(petition_id);
});

it('names among the authorities of a petition each that has or had a part of it', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const instructions = 'Digan si el poste es suyo';
  const unit_id = town.units['coyoacan/alumbrado']!;
  await addPart(town.app, who('marta'), { petition_id, unit_id, instructions });
  // The wall lets whoever works for the authority of an assignment read it by that alone (migrations/0027).
  const found = await town.asSystem((tx) =>
    tx
      .selectFrom('assignments as a')
      .innerJoin('petitions as p', 'p.id', 'a.petition_id')
      .select(['a.authority_id', 'a.unit_id', 'a.part', 'a.state', 'a.ended_at'])
      .select(['p.authority_ids', 'p.unit_id as now_at', 'p.id'])
      .execute(),
  );
  const others = found.filter(({ authority_id, authority_ids }) => authority_id !== authority_ids[0]);
  expect(others.length).toBeGreaterThan(0);
  for (const { authority_id, authority_ids } of found) expect(authority_ids).toContain(authority_id);
  // What a unit had and another has now was passed on: the index of what it had holds these alone.
  const passed = found.filter(({ part, now_at, ...one }) => part === 'answering' && one.unit_id !== now_at);
  expect(passed.length).toBeGreaterThan(0);
  for (const { state } of passed) expect(['returned', 'transferred']).toContain(state);
});
