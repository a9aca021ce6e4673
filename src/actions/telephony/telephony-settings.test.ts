import { afterAll, beforeAll, expect, it } from 'vitest';
import { aQueue } from '../../../test/queue-calls.ts';
import { aCertificate } from '../../../test/telephony/certificate.ts';
import { anExchange } from '../../../test/telephony/exchange.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { telephonySettings } from '../../queries/staff/calls-settings.ts';
import { deskHours } from '../../queries/staff/desk-hours.ts';
import { queueBoard } from '../../queries/staff/queue-board.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { editUser } from '../administration/users.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import { sayAgentState } from './say-agent-state.ts';
import { saveQueue } from './save-queue.ts';
import { saveExchange } from './save-exchange.ts';
import { setExtension } from './set-extension.ts';
import { setQueueGoal } from './set-queue-goal.ts';

let town: Town;
let queue: Awaited<ReturnType<typeof aQueue>>;
beforeAll(async () => {
  town = await aTown();
  queue = await aQueue(town);
});
afterAll(() => town.drop());

const boss = () => town.staff['administrator.iztapalapa']!;
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'accepted',
    (problem: unknown) => (problem instanceof Refused ? [problem.code, problem.fields] : problem),
  );

it('has a queue measured by what it promises, and writes down who changed it', async () => {
  const { queue_id } = queue;
  const goal = {
    ...{ queue_id, answer_within_s: 30, target_percent: 90, short_abandon_s: 0 },
    service_level: 'offered' as const,
  };
  expect(await refusal(setQueueGoal(town.app, town.staff['administrator.coyoacan']!, goal))).toEqual([
    'not_found',
    {},
  ]);
  expect(await refusal(setQueueGoal(town.app, town.staff['agent.iztapalapa']!, goal))).toMatchObject([
    'forbidden',
    {},
  ]);
  expect(await refusal(setQueueGoal(town.app, boss(), { ...goal, target_percent: 101 }))).toMatchObject([
    'invalid_input',
    { target_percent: 'too_long' },
  ]);
  await setQueueGoal(town.app, boss(), goal);
  const { kept, told } = await town.asSystem(async (tx) => ({
    kept: await tx.selectFrom('call_queues').selectAll().where('id', '=', queue_id).executeTakeFirstOrThrow(),
    told: await tx
      .selectFrom('configuration_changes')
      .selectAll()
      .where('entity', '=', 'call_queue')
      .executeTakeFirstOrThrow(),
  }));
  const { queue_id: _, ...after } = goal;
  expect(kept).toMatchObject(after);
  expect(told).toMatchObject({
    ...{ changed_by: boss().user_id, entity_code: 'atencion', after },
    before: { answer_within_s: 20, target_percent: 80, short_abandon_s: 5, service_level: 'answered' },
  });
});

it('keeps the hours of a queue, and none that end before they begin', async () => {
  const asked = { queue_id: queue.queue_id, name: 'Atención', calls_back: true, is_active: true };
  const own_hours = [{ weekday: 1, opens: '09:00', closes: '15:00' }];
  const save = (part: object) =>
    refusal(saveQueue(town.app, boss(), { ...asked, hours_from: 'own', own_hours, ...part }));
  expect(await save({ own_hours: [] })).toEqual(['invalid_input', { own_hours: 'required' }]);
  expect(await save({ own_hours: [{ ...own_hours[0]!, closes: '08:00' }] })).toEqual([
    'invalid_input',
    { 'hours.0': 'hours_inverted' },
  ]);
  expect(await save({})).toBe('accepted');
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const { queues } = await telephonySettings(town.app, { actor: boss(), city });
  // It is a Wednesday.
  expect(queues.find(({ id }) => id === queue.queue_id)).toMatchObject({ own_hours, is_open: false });
  // Whoever attends elsewhere is told them too, though no door there keeps hours.
  const { items } = await deskHours(town.app, { actor: town.staff['agent.coyoacan']!, city });
  const there = items.find(({ authority }) => authority.id === town.authorities['iztapalapa']);
  expect(there).toMatchObject({ doors: [], queues: [{ name: 'Atención', standing: { is_open: false } }] });
});

it('sends the secret of an exchange to no other machine than it was given for', async () => {
  const given = {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, name: 'Central' },
    ...{ host: 'central.pueblo.example', port: 5039, is_tls: true, username: 'atiende' },
    ...{ dial_context: 'salida', is_enabled: false },
  };
  const { exchange_id } = await saveExchange(town.app, boss(), { ...given, secret: 'secreto' });
  const again = (part: object) =>
    refusal(saveExchange(town.app, boss(), { ...given, exchange_id, secret: null, ...part }));
  expect(await again({ name: 'Central nueva', dial_context: 'otra' })).toBe('accepted');
  for (const part of [{ host: 'otra.example' }, { port: 5040 }, { is_tls: false }, { username: 'otro' }])
    expect(await again(part)).toEqual(['invalid_input', { secret: 'secret_again' }]);
  expect(await again({ host: 'otra.example', secret: 'secreto' })).toBe('accepted');
  // A certificate is public; a private key that is pasted along is taken nowhere.
  const { key, cert } = aCertificate({ name: 'otra.example' });
  for (const tls_certificate of ['no es', key + cert, cert.replace(/[A-Z]{4}/, 'AAAA')])
    expect(await again({ host: 'otra.example', tls_certificate })).toEqual([
      'invalid_input',
      { tls_certificate: 'no_certificate' },
    ]);
  expect(await again({ host: 'otra.example', tls_certificate: `Certificado:\n${cert}` })).toBe('accepted');
});

it('takes nobody’s extension away elsewhere', async () => {
  const user_id = town.staff['julian']!.user_id;
  const { exchange_id } = await anExchange(town, { port: 5038, agents: ['julian'] });
  const elsewhere = await aQueue(town, { authority: 'coyoacan', code: 'otra', name: 'Otra' });
  const asked = { exchange_id: elsewhere.exchange_id, user_id, interface: null };
  const other = town.staff['administrator.coyoacan']!;
  expect(await refusal(setExtension(town.app, other, { ...asked, extension: '109' }))).toEqual([
    'code_taken',
    { user_id: 'has_extension' },
  ]);
  await refusal(setExtension(town.app, other, { ...asked, extension: null }));
  const left = await town.asSystem((tx) =>
    tx.selectFrom('telephone_extensions').select('exchange_id').where('user_id', '=', user_id).execute(),
  );
  expect(left).toEqual([{ exchange_id }]);
});

it('ends what somebody said of themselves with the extension at which they said it', async () => {
  const agent = town.staff['agent.iztapalapa']!;
  const { exchange_id } = await anExchange(town, { port: 5041, agents: ['agent.iztapalapa'] });
  await sayAgentState(town.app, agent, { state: 'available' });
  const open = () =>
    town.asSystem((tx) =>
      tx
        .selectFrom('agent_states')
        .select('state')
        .where('user_id', '=', agent.user_id)
        .where('until', 'is', null)
        .execute(),
    );
  const give = (extension: string | null) =>
    setExtension(town.app, boss(), { exchange_id, user_id: agent.user_id, extension });
  await give('101');
  expect(await open()).toEqual([{ state: 'available' }]);
  await give('150');
  expect(await open()).toEqual([]);
  await sayAgentState(town.app, agent, { state: 'paused', reason: 'meal' });
  const works = (is_active: boolean) =>
    editUser(town.app, boss(), { city_id: town.city_id, user_id: agent.user_id, is_active });
  // The city keeps an administrator whoever goes.
  const grant = { city_id: town.city_id, user_id: boss().user_id, role_code: 'administrator' };
  await town.asSystem((tx) =>
    tx
      .insertInto('role_grants')
      .values({ id: newId(), ...grant, granted_at: town.app.now() })
      .execute(),
  );
  await works(false);
  expect(await open()).toEqual([{ state: 'away' }]);
  expect(await refusal(give('151'))).toEqual(['user_unknown', {}]);
  // Of who works here no more it is taken all the same.
  await give(null);
  expect(await open()).toEqual([]);
  await works(true);
  // The exchange may be of an authority of which who switches them off sees nothing.
  await anExchange(town, { port: 5042, agents: ['agent.iztapalapa'], authority: 'coyoacan' });
  await sayAgentState(town.app, agent, { state: 'available' });
  await works(false);
  expect(await open()).toEqual([{ state: 'away' }]);
  await works(true);
});

it('shows a line as down when nobody says any more that it is up', async () => {
  await town.asSystem((tx) =>
    tx
      .updateTable('telephone_exchanges')
      .set({ is_enabled: true, link: 'up', heard_at: town.app.now() })
      .where('id', '=', queue.exchange_id)
      .execute(),
  );
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: town.staff['supervisor.iztapalapa']!, city };
  const links = async (app = town.app) =>
    (await queueBoard(app, asker)).exchanges.find(({ name }) => name === 'Conmutador atencion')?.link;
  expect(await links()).toBe('up');
  const later = new Date(Date.parse(town.app.now()) + 60_000).toISOString();
  expect(await links({ ...town.app, now: () => later })).toBe('down');
});
