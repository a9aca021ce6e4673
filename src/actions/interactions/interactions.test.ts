import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { interactionFigures } from '../../queries/staff/interaction-figures.ts';
import { listInteractions } from '../../queries/staff/interactions.ts';
import { personInteractions } from '../../queries/staff/person-interactions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { mergePerson } from '../people/merge-person.ts';
import { filePetition } from '../petitions/file-petition.ts';
import { beginInteraction } from './begin-interaction.ts';
import { noteInteraction, touchPetition } from './change-interaction.ts';
import { closeLeftOpen } from './close-left-open.ts';
import { endInteraction, logInteraction } from './end-interaction.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const agent = () => town.staff['agent.iztapalapa']!;
type Whole = Parameters<typeof endInteraction>[2];

/** Two minutes at the telephone, just over. */
function aCall(part: Partial<Whole> = {}): Whole {
  const now = Date.parse(town.app.now());
  return {
    ...{ interaction_id: newId(), city_id: town.city_id, channel: 'phone', person_id: null },
    ...{ kind: 'information', wrap_up: 'answered', petition_ids: [], answer: null },
    started_at: new Date(now - 120_000).toISOString(),
    ended_at: new Date(now).toISOString(),
    ...part,
  };
}
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const rowOf = (id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('interactions').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const tiesOf = (id: string) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('interaction_petitions')
      .select(['petition_id', 'part'])
      .where('interaction_id', '=', id)
      .orderBy('petition_id')
      .execute(),
  );

it('records a status call from its beginning to its end, once', async () => {
  const { petition_id } = await aPetition(town);
  const person_id = (await petitionRow(town, petition_id)).person_id!;
  const call = aCall({
    person_id,
    kind: 'follow_up',
    petition_ids: [petition_id],
    answer: 'La tiene Alumbrado',
  });
  const { interaction_id } = call;
  await beginInteraction(town.app, agent(), { ...call });
  await beginInteraction(town.app, agent(), { ...call });
  await touchPetition(town.app, agent(), { interaction_id, petition_id });
  const once = { idempotency_key: 'end' };
  await endInteraction(town.app, agent(), call, once);
  await endInteraction(town.app, agent(), call, once);
  const row = await rowOf(interaction_id);
  expect(row).toMatchObject({
    ...{ person_id, kind: 'follow_up', wrap_up: 'answered', recorded: 'live', direction: 'in' },
    ...{ at: call.started_at, ended_at: call.ended_at, authority_id: town.authorities['iztapalapa'] },
  });
  // What was said is not there to be read without the key of the person.
  expect(row.words_cipher!.toString('latin1')).not.toContain('Alumbrado');
  expect(await tiesOf(interaction_id)).toEqual([{ petition_id, part: 'touched' }]);
  const told = (await personInteractions(town.app, await asker('agent.iztapalapa'), person_id))!;
  expect(told.items).toMatchObject([{ id: interaction_id, answer: 'La tiene Alumbrado', seconds: 120 }]);
});

it('is over when it is over: nothing but a note is added', async () => {
  const call = aCall({ answer: 'Abre a las nueve' });
  const { interaction_id } = call;
  await endInteraction(town.app, agent(), call);
  const again = endInteraction(town.app, agent(), { ...call, wrap_up: 'cut_off' });
  await expect(again).rejects.toMatchObject({ code: 'interaction_over' });
  const { petition_id } = await aPetition(town);
  await expect(touchPetition(town.app, agent(), { interaction_id, petition_id })).rejects.toMatchObject({
    code: 'interaction_over',
  });
  await noteInteraction(town.app, agent(), { interaction_id, note: 'Volvió a marcar y colgó' });
  expect((await rowOf(interaction_id)).wrap_up).toBe('answered');
});

it('is nobody else’s to end or to note, whatever they may do', async () => {
  const call = aCall();
  await beginInteraction(town.app, agent(), call);
  const { interaction_id } = call;
  const marta = town.staff['marta']!;
  await expect(endInteraction(town.app, marta, call)).rejects.toMatchObject({ code: 'not_found' });
  const noted = noteInteraction(town.app, marta, { interaction_id, note: 'Nota' });
  await expect(noted).rejects.toMatchObject({ code: 'not_found' });
  const elsewhere = endInteraction(town.app, town.staff['agent.coyoacan']!, call);
  await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
});

it('takes no petition, person, kind or wrap-up that the agent cannot know', async () => {
  const { petition_id } = await aPetition(town);
  const person_id = (await petitionRow(town, petition_id)).person_id!;
  const carla = town.staff['agent.coyoacan']!;
  for (const part of [{ petition_ids: [petition_id] }, { person_id }])
    await expect(logInteraction(town.app, carla, aCall(part))).rejects.toMatchObject({ code: 'not_found' });
  for (const part of [{ kind: 'chisme' }, { wrap_up: 'ni modo' }])
    await expect(logInteraction(town.app, agent(), aCall(part))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  await expect(logInteraction(town.app, agent(), aCall({ kind: 'follow_up' }))).rejects.toMatchObject({
    code: 'follow_up_needs_folio',
  });
});

it('opens a petition within a call as one contact and not two', async () => {
  const call = aCall({ kind: 'report', wrap_up: 'filed' });
  const filed = await filePetition(town.app, agent(), {
    ...{ city_id: town.city_id, service_code: 'luminaria', channel: 'phone', identity: 'named' },
    ...{ description: 'Otra lámpara', privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    ...{ contact: { name: 'Nueva Persona', phone: '5587654399' }, interaction_id: call.interaction_id },
  });
  await endInteraction(town.app, agent(), call);
  const { petition_id } = filed;
  expect(await tiesOf(call.interaction_id)).toEqual([{ petition_id, part: 'opened' }]);
  expect((await rowOf(call.interaction_id)).person_id).toBe((await petitionRow(town, petition_id)).person_id);
  const others = await town.asSystem((tx) =>
    tx.selectFrom('interactions').select('id').where('petition_id', '=', petition_id).execute(),
  );
  expect(others).toEqual([]);
});

it('files nothing within a call of somebody else', async () => {
  const call = aCall();
  await beginInteraction(town.app, agent(), call);
  const filed = filePetition(town.app, town.staff['marta']!, {
    ...{ city_id: town.city_id, service_code: 'luminaria', channel: 'phone', identity: 'anonymous' },
    ...{ description: 'Otra lámpara', privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    interaction_id: call.interaction_id,
  });
  await expect(filed).rejects.toMatchObject({ code: 'not_found' });
});

it('tells what was said to a person who is two entries, and nothing once the person is erased', async () => {
  const [one, other] = [
    await aPetition(town, { contact: { name: 'Elena Doble', email: 'elena@correo.example' } }),
    await aPetition(town, { contact: { name: 'E. Doble', email: 'edoble@correo.example' } }),
  ];
  const [first, second] = [
    (await petitionRow(town, one.petition_id)).person_id!,
    (await petitionRow(town, other.petition_id)).person_id!,
  ];
  await logInteraction(town.app, agent(), aCall({ person_id: second, answer: 'Se le explicó' }));
  await mergePerson(town.app, { kind: 'system' }, { person_id: second, into: first });
  const told = async () =>
    (await personInteractions(town.app, await asker('agent.iztapalapa'), first))!.items.map(
      ({ answer }) => answer,
    );
  expect(await told()).toEqual(['Se le explicó']);
  await town.asSystem((tx) =>
    tx.updateTable('persons').set({ data_key: null }).where('id', '=', second).execute(),
  );
  expect(await told()).toEqual([null]);
});

it('lists their own to an agent, those of the team to who leads it, and none to the next authority', async () => {
  const call = aCall({ kind: 'support' });
  await logInteraction(town.app, agent(), call);
  const of = async (who: string) =>
    (await listInteractions(town.app, await asker(who), { kind: 'support' }))!.items.map(({ id }) => id);
  expect(await of('agent.iztapalapa')).toEqual([call.interaction_id]);
  expect(await of('supervisor.iztapalapa')).toEqual([call.interaction_id]);
  expect(await of('clerk.iztapalapa')).toEqual([]);
  expect(await of('supervisor.coyoacan')).toEqual([]);
});

it('counts as settled at the first contact what nobody came back for within seven days', async () => {
  town.on('2026-06-01');
  const people = [];
  for (const name of ['vuelve', 'registra', 'otra persona', 'no vuelve']) {
    const { petition_id } = await aPetition(town, {
      contact: { name, email: `${name.replace(' ', '')}@correo.example` },
    });
    people.push({ petition_id, person_id: (await petitionRow(town, petition_id)).person_id! });
  }
  town.on('2026-06-02');
  const [back, files, about, settled] = people;
  for (const { person_id, petition_id } of [back!, files!, settled!])
    await logInteraction(
      town.app,
      agent(),
      aCall({ person_id, petition_ids: [petition_id], kind: 'support' }),
    );
  await logInteraction(town.app, agent(), aCall({ petition_ids: [about!.petition_id], kind: 'support' }));
  // Nobody known and no petition: whether they came back cannot be known.
  await logInteraction(town.app, agent(), aCall({ kind: 'support' }));
  town.on('2026-06-05');
  await logInteraction(town.app, agent(), aCall({ person_id: back!.person_id, kind: 'report' }));
  await logInteraction(town.app, agent(), aCall({ petition_ids: [about!.petition_id], kind: 'report' }));
  await aPetition(town, { contact: { name: 'registra', email: 'registra@correo.example' } });
  town.on('2026-06-15');
  // The tenth day: it counts no more.
  await logInteraction(town.app, agent(), aCall({ person_id: settled!.person_id, kind: 'report' }));
  const asked = { kind: 'support', from: '2026-06-02', until: '2026-06-02' };
  const figures = await interactionFigures(town.app, await asker('supervisor.iztapalapa'), asked);
  expect(figures).toMatchObject({
    ...{ n: 5, median_seconds: 120, by_day: [{ on: '2026-06-02', n: 5 }] },
    by_person: [{ key: agent().user_id, n: 5 }],
    by_team: [{ key: town.authorities['iztapalapa'], n: 5 }],
    by_channel: [{ key: 'phone', n: 5 }],
    by_kind: [{ key: 'support', n: 5 }],
    first_contact: { measured: 4, resolved: 1 },
  });
});

it('closes what nobody ended when the working day is over, without a duration; the end may still arrive', async () => {
  const system = { kind: 'system' } as const;
  const close = () => closeLeftOpen(town.app, system, {});
  town.on('2026-06-03T23:00:00.000Z');
  const morning = aCall();
  await beginInteraction(town.app, agent(), morning);
  // 19:30 in the town.
  town.on('2026-06-04T01:30:00.000Z');
  const evening = aCall();
  await beginInteraction(town.app, agent(), evening);
  await close();
  expect((await rowOf(morning.interaction_id)).wrap_up).toBeNull();
  town.on('2026-06-04T02:01:00.000Z');
  expect(await close()).toEqual({ closed: 1 });
  expect(await rowOf(morning.interaction_id)).toMatchObject({ wrap_up: 'left_open', ended_at: null });
  expect((await rowOf(evening.interaction_id)).wrap_up).toBeNull();
  const listed = await listInteractions(town.app, await asker('agent.iztapalapa'), {
    ...{ wrap_up: 'left_open', from: '2026-06-01' },
  });
  expect(listed!.items).toMatchObject([
    { seconds: null, wrap_up: { code: 'left_open', name: 'Sin cierre registrado' } },
  ]);
  await endInteraction(town.app, agent(), { ...morning, wrap_up: 'answered' });
  expect(await rowOf(morning.interaction_id)).toMatchObject({
    wrap_up: 'answered',
    ended_at: morning.ended_at,
  });
  town.on('2026-06-05T02:01:00.000Z');
  expect(await close()).toEqual({ closed: 1 });
});

it('counts entries that were merged as one person who came again', async () => {
  town.on('2026-07-01');
  const [one, other] = [
    await aPetition(town),
    await aPetition(town, { contact: { name: 'Rosa A.', email: 'rosa.a@correo.example' } }),
  ];
  const [first, second] = [
    (await petitionRow(town, one.petition_id)).person_id!,
    (await petitionRow(town, other.petition_id)).person_id!,
  ];
  town.on('2026-07-10');
  await endInteraction(town.app, agent(), aCall({ person_id: first }));
  town.on('2026-07-12');
  await endInteraction(town.app, agent(), aCall({ person_id: second }));
  town.on('2026-07-22');
  const figures = async () =>
    (await interactionFigures(town.app, await asker('agent.iztapalapa'), { from: '2026-07-05', user: 'me' }))
      .first_contact;
  expect(await figures()).toEqual({ measured: 2, resolved: 2 });
  await mergePerson(town.app, { kind: 'system' }, { person_id: second, into: first });
  expect(await figures()).toEqual({ measured: 2, resolved: 1 });
});
