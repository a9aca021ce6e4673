import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, clocksOf, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { recomputeClocks } from '../../actions/petitions/recompute-clocks.ts';
import { sayCode } from '../../core/language/sentences.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let boss: Browser;
let boss_id: string;
let izp: Browser;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  const made = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: 'jefa@pueblo.example', name: 'Jefa' },
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  boss_id = made.user_id;
  await town.asSystem((tx) =>
    tx.updateTable('users').set({ must_change_password: false }).where('id', '=', boss_id).execute(),
  );
  boss = await console_.as(made);
  izp = await console_.as(town.staff['administrator.iztapalapa']!);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

it('edits a service with history, and tells a second editor', async () => {
  const service_id = town.services['bache']!;
  const changeset = () =>
    town.asSystem((tx) =>
      tx.selectFrom('cities').select(['changeset', 'configuration_version']).executeTakeFirstOrThrow(),
    );
  const before = await changeset();
  const edit = (body: Record<string, unknown>) => boss('edit_service', { params: { id: service_id }, body });
  const question = {
    code: 'size',
    label: '¿Qué tan grande?',
    type: 'one_of',
    required: true,
    options: [{ code: 'big', label: 'Grande' }],
  } as const;
  const edited = await edit({
    version: 1,
    name: 'Bache o hundimiento',
    keywords: ['hoyo'],
    questions: [question],
  });
  expect(edited.body).toMatchObject({ name: 'Bache o hundimiento', version: 2, questions: [question] });
  const after = await changeset();
  expect(
    after.changeset > before.changeset || after.configuration_version > before.configuration_version,
  ).toBe(true);
  expect((await edit({ version: 1, name: 'Otra' })).error.code).toBe('version_conflict');
  expect((await edit({ questions: [{ ...question, options: [] }] })).error.fields).toHaveProperty([
    'questions.0.options',
  ]);
  expect((await edit({ kind_code: 'nada' })).error.fields).toHaveProperty('kind_code');
  const [change] = (
    await boss('list_configuration_changes', { query: { entity: 'service', entity_code: 'bache' } })
  ).body.items;
  expect(change).toMatchObject({
    before: { name: 'Bache', version: 1 },
    after: { name: 'Bache o hundimiento', version: 2 },
  });
  const found = await town.asSystem((tx) =>
    tx.selectFrom('services').select('search_text').where('id', '=', service_id).executeTakeFirstOrThrow(),
  );
  expect(found.search_text).toContain('hoyo');
  // What is wrong with an answer is said in the words of its question.
  const said = { service_code: 'bache', channel: 'phone', identity: 'anonymous', notify_by: 'none' } as const;
  const filing = {
    ...said,
    description: 'Un bache.',
    privacy_version: 1,
    place: { zone_code: 'iztapalapa' },
  };
  const julian = await console_.as(town.staff['julian']!);
  const filed = await julian('file_petition', { body: { ...filing, answers: { size: 'enorme' } } });
  expect(filed.error.fields!['answers.size']).toEqual({
    code: 'answer_not_an_option',
    message: 'Elija una de las opciones de «¿Qué tan grande?».',
  });
});

it('tries a rule on past petitions before it is saved, then routes by it', async () => {
  const filed = await aPetition(town, { service_code: 'arbol' });
  const rule = { service_code: 'arbol', unit_id: town.units['iztapalapa/obras']! };
  const trial = await boss('try_routing_rule', { body: { rule } });
  expect(trial.body).toMatchObject({ changed: 1, examples: [{ folio: filed.folio, to_unit: 'Obras' }] });
  const made = await boss('create_routing_rule', { body: rule });
  expect((await boss('create_routing_rule', { body: rule })).error.code).toBe('code_taken');
  expect((await aPetition(town, { service_code: 'arbol' })).unit_name).toBe('Obras');
  const other = await boss('edit_routing_rule', {
    params: { id: made.body.id },
    body: { ...rule, unit_id: town.units['iztapalapa/alumbrado']! },
  });
  expect((await aPetition(town, { service_code: 'arbol' })).unit_name).toBe('Alumbrado Público');
  await boss('remove_routing_rule', { params: { id: other.body.id } });
  expect((await aPetition(town, { service_code: 'arbol' })).unit_name).toBe('Atención Ciudadana');
  const wrong = await boss('create_routing_rule', {
    body: { ...rule, unit_id: town.units['iztapalapa/parques']! },
  });
  expect(wrong.error.code).toBe('unit_inactive');
});

it('gives a new term to later filings only', async () => {
  const earlier = await aPetition(town);
  const term = {
    code: 'luminaria-3',
    clock: 'reply',
    service_code: 'luminaria',
    length: 3,
    unit: 'business_days',
  } as const;
  const rest = {
    counting_rule: 'from_next_business_day',
    citation: 'Acuerdo nuevo',
    valid_from: '2026-04-29',
  } as const;
  const made = await boss('create_term', { body: { ...term, ...rest } });
  expect(made.body).toMatchObject({ length: 3, service_code: 'luminaria', is_active: true });
  const later = await aPetition(town);
  expect([
    (await clocksOf(town, earlier.petition_id)).reply!.due_on,
    (await clocksOf(town, later.petition_id)).reply!.due_on,
  ]).toEqual(['2026-05-07', '2026-05-05']);
  // Ending it says beforehand who keeps it and what comes after, and moves nobody.
  const end = { params: { id: made.body.id }, body: { valid_until: '2026-04-29' } };
  const preview = await boss('preview_term_end', end);
  expect(preview.body).toMatchObject({ petitions_that_keep_it: 1, next: { length: 5 } });
  expect((await izp('preview_term_end', end)).status).toBe(403);
  const tooEarly = await boss('preview_term_end', { ...end, body: { valid_until: '2026-04-28' } });
  expect(tooEarly.status).toBe(404);
  expect((await boss('end_term', end)).body.valid_until).toBe('2026-04-29');
  expect((await clocksOf(town, later.petition_id)).reply!.due_on).toBe('2026-05-05');
  const { body } = await boss('list_configuration_changes', {
    query: { entity: 'term', entity_code: 'luminaria-3' },
  });
  expect(body.items.map(({ before }) => before === null)).toEqual([false, true]);
  expect(
    (await boss('create_term', { body: { ...term, ...rest, service_code: 'nada', code: 'x' } })).error.fields,
  ).toHaveProperty('service_code');
});

it('says beforehand how many petitions a closure moves, moves them, and takes it back', async () => {
  const { petition_id } = await aPetition(town, { service_code: 'bache', answers: { size: 'big' } });
  const due = async () => (await clocksOf(town, petition_id)).reply!.due_on;
  expect(await due()).toBe('2026-05-07');
  const calendar = (await izp('list_calendars')).body.items.find(({ code }) => code === 'iztapalapa')!;
  const params = { id: calendar.id };
  const body = {
    day: '2026-05-05',
    until: '2026-05-06',
    kind: 'suspension',
    name: 'Contingencia',
    source: 'Gaceta 123',
  } as const;
  const foreign = await console_.as(town.staff['supervisor.coyoacan']!);
  expect((await foreign('preview_calendar_days', { params, body })).error.code).toBe('forbidden');
  const preview = await izp('preview_calendar_days', { params, body });
  expect(preview.body.moved).toBeGreaterThan(0);
  expect(await due()).toBe('2026-05-07');
  const declared = await izp('declare_calendar_days', { params, body });
  expect(declared.body.days.filter(({ name }) => name === 'Contingencia')).toHaveLength(2);
  const waiting = { day: body.day, name: body.name, petitions: null, seen: 0, finished_at: null };
  expect(declared.body.recount).toMatchObject(waiting);
  expect((await izp('declare_calendar_days', { params, body })).error.code).toBe('day_already_declared');
  const run = () =>
    recomputeClocks(town.app, {
      city_id: town.city_id,
      calendar: 'iztapalapa',
      day: body.day,
      name: body.name,
    });
  const report = await run();
  expect([report.done, await due()]).toEqual([preview.body.open_petitions, '2026-05-11']);
  const recounted = (await izp('list_calendars')).body.items.find(({ id }) => id === calendar.id)!.recount!;
  const { open_petitions: petitions, moved } = preview.body;
  expect(recounted).toMatchObject({ petitions, seen: petitions, moved, refused: 0 });
  expect(recounted.finished_at).not.toBeNull();
  for (const { id, name, revoked_at } of declared.body.days) {
    if (name === 'Contingencia' && revoked_at === null)
      await izp('revoke_calendar_day', { params: { ...params, day_id: id } });
  }
  await run();
  expect(await due()).toBe('2026-05-07');
  expect(
    (
      await izp('declare_calendar_days', {
        params,
        body: { ...body, day: '2099-01-01', until: '2099-01-01' },
      })
    ).status,
  ).toBe(422);
});

it('keeps every version of a text and of a template', async () => {
  const code = 'means_of_appeal';
  const before = (await boss('list_text_versions', { params: { code } })).body.items;
  const saved = await boss('save_text', {
    params: { code },
    body: { body: 'Puede inconformarse por escrito.' },
  });
  expect(saved.body.version).toBe(before[0]!.version + 1);
  expect((await boss('list_text_versions', { params: { code } })).body.items).toHaveLength(before.length + 1);
  expect((await boss('save_text', { params: { code: 'nada' }, body: { body: 'x' } })).status).toBe(404);
  const template = { code: 'lista', name: 'Lista', body: 'Ya quedó lista.' };
  const made = await boss('create_template', { body: template });
  const edit = (body: Record<string, unknown>) =>
    boss('edit_template', { params: { id: made.body.id }, body });
  expect((await edit({ body: 'Ya quedó.', version: 1 })).body.version).toBe(2);
  expect((await edit({ body: 'Otra.', version: 1 })).error.code).toBe('version_conflict');
  expect((await izp('create_template', { body: { ...template, code: 'de-todos' } })).error.code).toBe(
    'forbidden',
  );
});

it('names in both languages whatever its history tells', async () => {
  // What the tests above changed.
  const changes = await town.asSystem((tx) =>
    tx.selectFrom('configuration_changes').select(['entity', 'before', 'after']).execute(),
  );
  const entities = new Set(changes.map(({ entity }) => entity));
  const fields = new Set(
    changes.flatMap(({ before, after }) =>
      Object.keys({ ...(before as object | null), ...(after as object | null) }),
    ),
  );
  expect(entities.size).toBeGreaterThan(6);
  expect(fields.size).toBeGreaterThan(20);
  for (const language of ['es', 'en'] as const) {
    const unnamed = (group: string, codes: Iterable<string>) =>
      [...codes].filter((one) => sayCode(language, `console.admin.change.${group}`, one) === null);
    expect([unnamed('entity', entities), unnamed('field', fields)]).toEqual([[], []]);
  }
});
