import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let julian: Browser;
let marta: Browser;
let carla: Browser;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  await on('2026-05-04');
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

/** Sets the clock and signs everybody in: a session does not last until the next day. */
async function on(when: string): Promise<void> {
  town.on(when);
  julian = await console_.as(town.staff['julian']!);
  marta = await console_.as(town.staff['marta']!);
  carla = await console_.as(town.staff['carla']!);
}

const rosa = { name: 'Rosa Núñez Prado', email: 'nunez@correo.example', phone: '55 7777 1234' };
const ofRosa = { identity: 'named', contact: rosa, notify_by: 'email' } as const;

it('offers to return only what has somewhere to go back to, and tells a return from a transfer', async () => {
  const { petition_id } = await aPetition(town);
  const page = { params: { id: petition_id } };
  const returning = async (as: typeof julian) =>
    (await as('get_petition', page)).body.actions.find(({ action }) => action === 'return')!;
  const act = (as: typeof julian, action: string, given: object) =>
    as('act', { params: { id: petition_id, action }, body: { reason: 'Es de otros.', ...given } });
  expect(await returning(julian)).toMatchObject({ allowed: true });
  const [triage, marta, supervisor] = await Promise.all(
    ['triage.iztapalapa', 'marta', 'supervisor.coyoacan'].map((name) => console_.as(town.staff[name]!)),
  );
  const authority_id = town.authorities['coyoacan']!;
  expect((await act(marta!, 'transfer_authority', { authority_id })).status).toBe(200);
  expect(await returning(supervisor!)).toMatchObject({ allowed: true });
  expect((await act(supervisor!, 'return', {})).status).toBe(200);
  expect(await returning(triage!)).toMatchObject({
    allowed: false,
    reason: { code: 'nobody_to_return_to' },
  });
  const { timeline } = (await triage!('get_petition', page)).body;
  const moves = timeline.filter(({ type }) => type === 'authority_changed').map(({ text }) => text);
  expect(moves).toMatchObject([
    expect.stringMatching(/^Se trasladó a .*Coyoacán/),
    expect.stringMatching(/^Se devolvió a .*Iztapalapa/),
  ]);
});

it('shows a petition whole, masks what may not be read, and writes down who looked', async () => {
  const { petition_id } = await aPetition(town, { ...ofRosa, stage: 'in_work' });
  const { body, status } = await julian('get_petition', { params: { id: petition_id } });
  expect(status).toBe(200);
  expect(body.petition).toMatchObject({
    stage: 'in_work',
    unit: { name: 'Alumbrado Público' },
    service: { code: 'luminaria' },
  });
  // Nothing is in clear, and nothing is written down, until somebody asks to see it.
  expect(body.contacts).toMatchObject([{ name: 'R••• N••• P•••', masked: true, why_masked: 'hidden' }]);
  expect(JSON.stringify(body)).not.toContain(rosa.email);
  const reveal = { params: { id: petition_id }, query: { reveal: 'contact' } };
  const shown = await julian('get_petition', reveal);
  expect(shown.body.contacts).toMatchObject([{ name: rosa.name, email: rosa.email, masked: false }]);
  expect(body.clocks.map(({ clock }) => clock)).toEqual(['accept', 'reply', 'resolve']);
  expect(body.timeline.map(({ type }) => type)).toContain('petition_filed');
  expect(body.timeline.every(({ text }) => !text.includes('{') && text !== '')).toBe(true);
  expect(body.composer).toMatchObject({
    responsible_name: 'Titular de Alumbrado Público',
    needs_approval: false,
  });
  expect(body.actions.find(({ action }) => action === 'ask')).toMatchObject({ allowed: true, reason: null });
  expect(body.actions.find(({ action }) => action === 'extend')).toMatchObject({
    allowed: false,
    reason: { code: 'forbidden' },
  });
  expect(body.actions.find(({ action }) => action === 'accept')!.reason!.message).not.toBe('');

  const auditor = await console_.as(town.staff['auditor.iztapalapa']!);
  const masked = await auditor('get_petition', reveal);
  expect(masked.body.contacts[0]).toMatchObject({
    masked: true,
    why_masked: 'no_permission',
    name: 'R••• N••• P•••',
  });
  expect(JSON.stringify(masked.body)).not.toContain(rosa.email);
  expect(masked.body.of_person).toEqual([]);
  await julian('get_petition', reveal);
  const views = await auditor('list_personal_data_views', { query: { petition: petition_id } });
  expect(views.body.items.map(({ user, what }) => [user.name, what])).toEqual([['Julián', 'contact']]);
});

it('names what may be the same matter, near it or in like words, of what the asker may see', async () => {
  const description = 'La luminaria de la esquina del mercado no enciende desde el lunes';
  const place = { zone_code: 'iztapalapa', latitude: 19.3601, longitude: -99.0901 };
  const { petition_id } = await aPetition(town, { description, place });
  const near = await aPetition(town, { description, place: { ...place, latitude: 19.3605 } });
  const far = await aPetition(town, { description, place: { ...place, latitude: 19.38 } });
  const params = { id: petition_id };
  const { status, body } = await julian('list_related', { params });
  expect(status).toBe(200);
  expect(body.nearby.map(({ id }) => id)).toEqual([near.petition_id]);
  expect(body.nearby[0]!.distance_m).toBeGreaterThan(40);
  expect(new Set(body.similar.map(({ id }) => id))).toEqual(new Set([near.petition_id, far.petition_id]));
  expect(body.similar[0]!.likeness).toBe(1);
  // Another authority knows nothing of any of them.
  expect((await carla('list_related', { params })).status).toBe(404);
});

it('keeps a reserved identity from everybody without its permission', async () => {
  const { petition_id } = await aPetition(town, { ...ofRosa, identity: 'reserved', stage: 'in_work' });
  const plain = await julian('get_petition', { params: { id: petition_id } });
  expect(plain.body.contacts[0]).toMatchObject({
    why_masked: 'reserved_identity',
    name: null,
    email: null,
    phone: null,
  });
  expect(JSON.stringify(plain.body)).not.toMatch(/Rosa|nunez@/);
  const reader = await console_.as(town.staff['reserved_identity_reader.iztapalapa']!);
  const seen = await reader('get_petition', { params: { id: petition_id }, query: { reveal: 'contact' } });
  expect(seen.body.contacts[0]).toMatchObject({
    name: rosa.name,
  });
});

it('does an action once, tells a second editor, and explains the clock day by day', async () => {
  const { petition_id, folio } = await aPetition(town);
  const params = { id: petition_id, action: 'accept' };
  const headers = { 'idempotency-key': 'uno', 'if-match': '"1"' };
  const [one, two] = await Promise.all([
    julian('act', { params, body: {}, headers }),
    julian('act', { params, body: {}, headers }),
  ]);
  expect([one.body, two.body]).toEqual([one.body, one.body]);
  expect(one.body).toMatchObject({ folio, stage: 'in_work', version: 2 });
  const late = await julian('act', {
    params: { id: petition_id, action: 'note' },
    body: { body: 'Nota', version: 1 },
  });
  expect([late.status, late.error.code, late.error.details]).toEqual([
    409,
    'version_conflict',
    { version: 2 },
  ]);
  const empty = await julian('act', { params: { id: petition_id, action: 'note' }, body: { body: ' ' } });
  expect([empty.status, empty.error.fields['body']?.code]).toEqual([422, 'required']);
  expect((await julian('act', { params: { id: petition_id, action: 'constructor' }, body: {} })).status).toBe(
    404,
  );
  expect(
    (await carla('act', { params: { id: petition_id, action: 'note' }, body: { body: 'Hola' } })).status,
  ).toBe(404);
  const clock = await julian('explain_clock', { params: { id: petition_id, clock: 'reply' } });
  expect(clock.body.days.filter(({ counted }) => counted)).toHaveLength(5);
  expect(clock.body.days[0]).toMatchObject({ why: 'day_zero', counted: false });
  expect(clock.body.days.every(({ text }) => !text.includes('{'))).toBe(true);
});

it('acts on many, says of each whether it was done, and takes it back', async () => {
  const [first, second] = [await aPetition(town), await aPetition(town)];
  const foreign = await aPetition(town, { place: { zone_code: 'coyoacan' } });
  const on = [first, second, foreign].map(({ petition_id }) => ({ petition_id }));
  const body = { on, input: { priority: 2, reason: 'Riesgo' } };
  const done = await marta('act_on_many', { params: { action: 'set_priority' }, body });
  expect(done.body.results.map((result) => [result.done, result.error?.code])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, 'not_found'],
  ]);
  const priority = async () =>
    (await marta('get_petition', { params: { id: first.petition_id } })).body.petition.priority;
  expect(await priority()).toBe(2);
  const undone = await marta('undo', { body: { undo: done.body.undo! } });
  expect([undone.body.done_count, await priority()]).toEqual([2, 0]);
  expect((await marta('undo', { body: { undo: 'e30' } })).status).toBe(422);

  // What one took is given back, to nobody here, and only by whoever has it.
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const takes = await julian('act_on_many', { params: { action: 'take' }, body: { on: [{ petition_id }] } });
  const assignee = async () =>
    (await julian('get_petition', { params: { id: petition_id } })).body.petition.assignee?.name ?? null;
  expect(await assignee()).toBe('Julián');
  const others = await marta('undo', { body: { undo: takes.body.undo! } });
  expect(others.body.results[0]).toMatchObject({ done: false, error: { code: 'forbidden' } });
  await julian('undo', { body: { undo: takes.body.undo! } });
  expect(await assignee()).toBe(null);
});

it('reads a filing back before it is made, makes it once, and gives what the counter hands over', async () => {
  const asked = { service_code: 'luminaria', channel: 'phone', place: { zone_code: 'iztapalapa' } } as const;
  const preview = await julian('preview_filing', { body: asked });
  expect(preview.body).toMatchObject({
    unit: { name: 'Alumbrado Público' },
    goes_to_triage: false,
    place: 'none',
  });
  const body = {
    ...asked,
    ...ofRosa,
    description: 'Llama por una lámpara',
    privacy_version: 1,
    notify_by: 'none' as const,
  };
  const headers = { 'idempotency-key': 'llamada' };
  const [one, two] = await Promise.all([
    julian('file_petition', { body, headers }),
    julian('file_petition', { body, headers }),
  ]);
  expect(one.body).toEqual(two.body);
  expect(one.body.reply_due_on).toBe(preview.body.due.find(({ clock }) => clock === 'reply')!.due_on);
  expect(one.body.short_text).toContain(one.body.folio);
  expect(one.body.open_url).toContain(one.body.access_key);
  const wrong = await julian('file_petition', { body: { ...body, contact: { name: '' } } });
  expect([wrong.status, wrong.error.fields]).toMatchObject([422, { 'contact.name': { code: 'required' } }]);
});

it('previews a reply as the citizen gets it, escaped, with what the law still misses', async () => {
  const { petition_id } = await aPetition(town, { ...ofRosa, stage: 'in_work' });
  const body = {
    outcome_code: 'resolved',
    body: 'Se cambió <b>la lámpara</b>.',
    means_of_appeal: 'Puede inconformarse.',
  };
  const { body: preview } = await julian('preview_reply', { params: { id: petition_id }, body });
  expect(preview.missing).toEqual(['next_step']);
  expect(preview.text).toContain('Rosa Núñez Prado');
  expect(preview.html).toContain('&lt;b&gt;la lámpara&lt;/b&gt;');
  expect((await carla('preview_reply', { params: { id: petition_id }, body })).status).toBe(404);
});

it('shows who else is there, and forgets who went', async () => {
  const { petition_id } = await aPetition(town);
  const params = { id: petition_id };
  await julian('be_present', { params, body: { doing: 'replying' } });
  const there = await marta('be_present', { params, body: { doing: 'reading' } });
  expect(there.body.items).toMatchObject([{ user: { name: 'Julián' }, doing: 'replying' }]);
  town.on('2026-05-04T16:02:00.000Z');
  expect((await marta('be_present', { params, body: { doing: 'reading' } })).body.items).toEqual([]);
});
