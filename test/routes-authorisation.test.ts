import { aListening } from './recorded-sound.ts';
import { generate } from 'otplib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPasswordLink } from '../src/actions/identity/password-links.ts';
import { routeTable, type RouteSpec } from '../src/api/staff/contract.ts';
import { usualTemplate } from '../src/core/reports/template.ts';
import { sessionOfToken } from '../src/queries/staff/actor-of-session.ts';
import { inTransaction } from '../src/store/database.ts';
import { newId } from '../src/store/ids.ts';
import { counterHall } from './an-office.ts';
import { aConsole, type RouteName } from './console.ts';
import { dogLicence } from './articles.ts';
import { allMet, anEndedCall, aReview } from './a-review.ts';
import { aCast, aFile, castPassword, type Cast, type CastMember } from './routes-cast.ts';
import { sampleInput } from './sample-input.ts';
import { aTelephone } from './telephony/own-telephone.ts';
import { aSoftphonePlace } from './telephony/softphone-place.ts';

// Every address of the console API as every role of the petition's own authority, of another one, and of the whole
// city, and as nobody. Each request is made for real, with what it needs, and taken back: a yes is an answer of 200.
// What was asked of the input and not of the person would make the row empty, and an empty row fails.

interface Asking {
  readonly params?: Record<string, string>;
  readonly body?: object;
  readonly query?: Record<string, string>;
}
type Special = Asking | ((member: CastMember) => Promise<Asking> | Asking);

/** Open streams and bodies of bytes are tried in tests of their own. */
const elsewhere = new Set<string>([
  'live_events',
  'upload_to_petition',
  'upload_for_filing',
  'get_paper_replies',
]);

let cast: Cast;
let submitted_review: string;
let contested_review: string;
beforeAll(async () => {
  cast = await aCast();
  submitted_review = await aReview(cast.town, 'submitted');
  contested_review = await aReview(cast.town, 'contested');
  // One that was never drawn, to be drawn.
  await anEndedCall(cast.town);
}, 60_000);
afterAll(() => cast.close());

/** A call that was over before the cast began its day. */
const endedCall = {
  ...{ kind: 'information', wrap_up: 'answered' },
  ...{ started_at: '2026-04-29T15:00:00.000Z', ended_at: '2026-04-29T15:02:00.000Z' },
};

/** What the schema alone does not tell about a body or an address. */
const special: Readonly<Partial<Record<RouteName, Special>>> = {
  act: { params: { action: 'note' }, body: { body: 'Una nota' } },
  act_on_many: () => ({
    params: { action: 'note' },
    body: { on: [{ petition_id: cast.ids['petition_id'] }], input: { body: 'Una nota' } },
  }),
  undo: () => ({ body: { undo: cast.undo } }),
  file_petition: {
    body: {
      ...{ service_code: 'luminaria', identity: 'anonymous', channel: 'phone', description: 'Una lámpara' },
      ...{ privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    },
  },
  send_receipt: ownFiling,
  get_spoken_record: ownFiling,
  give_spoken_copy: ownFiling,
  save_desk_words: asDeskWordsAre,
  preview_filing: { body: { service_code: 'luminaria', channel: 'phone' } },
  preview_reply: { body: { outcome_code: 'resolved', body: 'Ya quedó' } },
  create_service: { body: { kind_code: 'complaint' } },
  send_kept: { body: { state: 'kept' } },
  create_user: () => ({ body: { email: 'alguien@pueblo.example', grants: [grantOfIztapalapa()] } }),
  create_template: () => ({ body: { authority_id: cast.ids['authority_id'], code: 'otra' } }),
  order_report: () => ({ body: { period: '2026-T1', authority_id: cast.ids['authority_id'] } }),
  get_report_template: { params: { model: 'management' } },
  save_report_template: {
    params: { model: 'management' },
    body: { version: 0, sections: usualTemplate('management') },
  },
  save_text: { params: { code: 'means_of_appeal' } },
  list_text_versions: { params: { code: 'means_of_appeal' } },
  sign_in: ({ email }) => ({ body: { email, password: castPassword } }),
  change_password: { body: { current_password: castPassword, new_password: 'otra frase larga y distinta' } },
  begin_totp: { body: { password: castPassword } },
  remove_totp: { body: { password: castPassword } },
  confirm_totp: async (member) => ({ body: { code: (await codesOf(await begun(member))).now } }),
  verify_second_factor: async (member) => ({ body: { code: (await halfOpen(member)).next } }),
  use_recovery_code: async (member) => ({ body: { code: (await halfOpen(member)).recovery } }),
  set_password: async () => ({ body: { token: await aLink(), new_password: 'otra frase larga y distinta' } }),
  change_view: async (member) => ({ params: { id: await ownView(member) } }),
  remove_view: async (member) => ({ params: { id: await ownView(member) } }),
  make_campaign: { body: { closed_from: '2026-04-01', closed_until: '2026-04-30' } },
  change_campaign: { body: { closed_from: '2026-04-01', closed_until: '2026-04-30' } },
  check_campaign_draw: (member) => after(member, ['draw_campaign']),
  open_campaign: (member) => after(member, ['draw_campaign']),
  close_campaign: (member) => after(member, ['draw_campaign', 'open_campaign']),
  publish_campaign: (member) => after(member, ['draw_campaign', 'open_campaign', 'close_campaign']),
  get_campaign_call: inCampaignCall,
  note_campaign_attempt: inCampaignCall,
  record_campaign_answer: inCampaignCall,
  get_survey_call: inCall,
  note_survey_attempt: inCall,
  record_survey_answer: inCall,
  end_interaction: { body: endedCall },
  log_interaction: { body: endedCall },
  listen_to_recording: { body: { reason: 'Revisión de la atención' } },
  get_recording_sound: async ({ user_id }) => {
    if (user_id === null) return { query: { listening: newId() } };
    const { id } = cast.own['recordings']!;
    return { query: { listening: await aListening(cast.town, id!, user_id) } };
  },
  hold_recording: { body: { reason: 'Juicio en curso' } },
  release_recording: { body: { reason: 'El juicio terminó' } },
  create_article: () => ({ body: { ...articleOwner(), code: 'otro-articulo', contents: dogLicence } }),
  edit_article: () => ({ body: { ...articleOwner(), contents: dogLicence } }),
  publish_article: changedArticle,
  restore_article: retiredArticle,
  submit_review: { body: { form_version: 0, marks: allMet } },
  undo_review: async ({ browser }) => {
    const params = cast.own['quality']!;
    const body = { form_version: 0, marks: allMet, feedback: 'Bien' };
    await browser('submit_review', { params, body: body as never });
    return {};
  },
  answer_review: () => ({ params: { id: submitted_review } }),
  settle_review: () => ({ params: { id: contested_review }, body: { marks: null } }),
  draw_quality_sample: { body: { from: '2026-04-29', until: '2026-04-29', unit_id: null } },
  save_quality_form: {
    body: {
      version: 0,
      form: { criteria: [{ code: 'c1', name: 'Uno', weight: 1 }], critical_errors: [], passes_at: 50 },
    },
  },
  register_letter: {
    body: {
      ...{ service_code: 'luminaria', identity: 'anonymous', received_at: '2026-04-29T15:00:00.000Z' },
      ...{ description: 'Una lámpara', place: { zone_code: 'iztapalapa' }, cover_code: null },
      ...{ addressed_to: null, interaction_id: null, named_unit_id: null, on_behalf_of: null },
    },
  },
  move_letter: { body: { shelf: 'A' } },
  get_letters_of_day: { query: { on: '2026-04-30' } },
  begin_paper_delivery: () => ({
    body: { way: 'in_person', receiver_name: 'Rosa', at: cast.app.now(), proof_file_id: null },
  }),
  end_paper_delivery: () => ({ body: { result: 'delivered', at: cast.app.now(), proof_file_id: null } }),
  add_letter: {
    body: { received_at: '2026-04-29T15:00:00.000Z', cover_code: null, addressed_to: null },
  },
  set_softphone_gateway: async () => {
    const user_id = cast.town.staff['agent.iztapalapa']!.user_id;
    const { exchange_id } = await anExtensionOf(user_id);
    return { params: { id: exchange_id }, body: { gateway: null } };
  },
  say_agent_state: async ({ user_id }) => {
    await telephoneOf(user_id);
    return {};
  },
  place_call: async ({ user_id }) => {
    await telephoneOf(user_id);
    return { body: { number: '449 965 0088' } };
  },
  handle_call: async ({ user_id }) => {
    const { call_id } = await telephoneOf(user_id, true);
    return { params: { id: call_id }, body: { verb: 'hang_up' } };
  },
  save_exchange: {
    body: {
      ...{ exchange_id: null, host: 'central.pueblo.example', port: 5038, secret: 'secreto' },
      ...{ dial_context: 'salida', sip_address: null, sip_domain: null },
    },
  },
  set_extension: async () => {
    const { exchange_id } = await telephoneOf(null);
    return { body: { exchange_id, extension: '109' } };
  },
  start_softphone: async (member) => {
    await ownExtension(member);
    return {};
  },
  end_softphone: ownSoftphone,
  create_office: () => ({
    body: { authority_id: cast.ids['authority_id'], code: 'otra-sede', settings: counterHall },
  }),
  edit_office: { body: { settings: counterHall } },
  give_ticket: { body: { line_code: 'pagos' } },
  call_next: { body: { counter_code: '2' } },
  take_back_ticket: async () => {
    await asSystem((tx) => tx.updateTable('tickets').set({ state: 'parked' }).execute());
    return { body: { counter_code: '2' } };
  },
  transfer_ticket: { body: { line_code: 'reportes', for_counter: '2' } },
  attend_ticket: () => ({ body: { interaction_id: newId() } }),
  finish_ticket: () => ({ body: { interaction_id: newId(), kind: 'information', wrap_up: 'answered' } }),
  remove_file: async (member) => ({ params: { id: await ownScan(member) } }),
};

it('has a handler for each route, each under one address', () => {
  const addresses = Object.values<RouteSpec>(routeTable).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

it('lets nobody through whom the table does not name, route by route', async () => {
  const found: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, spec] of Object.entries<RouteSpec>(routeTable)) {
    if (elsewhere.has(name)) continue;
    const may: string[] = [];
    for (const [who, member] of Object.entries(cast.members)) {
      const answer = await ask(name as RouteName, spec, member);
      if (answer.yes) may.push(who);
      else if (!answer.no) faults.push(`${name} as ${who}: ${answer.said}`);
    }
    found[name] = inWords(may);
  }
  // Whoever may ask is answered; a refused input says nothing about who may.
  expect(faults).toEqual([]);
  expect(Object.entries(found).filter(([, may]) => may === 'nobody')).toEqual([]);
  // A new route gets its row with `npx vitest run test/routes-authorisation.test.ts -u`: read it before you commit it.
  const table = Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
  await expect(`${JSON.stringify(table, null, 2)}\n`).toMatchFileSnapshot('routes-authorisation.json');
}, 240_000);

it('keeps a saved view and a scan that is not filed to their owner, administrators included', async () => {
  const others = Object.entries(cast.members).filter(([who]) => who !== 'clerk' && who !== 'nobody');
  await cast.back.begin();
  try {
    const [view, scan] = [await ownView(cast.members['clerk']!), await ownScan(cast.members['clerk']!)];
    for (const [who, { browser }] of others) {
      const change = { params: { id: view }, body: { name: 'Ajena', query: '' } };
      expect([who, (await browser('change_view', change)).status]).toEqual([who, 404]);
      expect([who, (await browser('remove_view', { params: { id: view } })).status]).toEqual([who, 404]);
      expect([who, (await browser('get_file', { params: { id: scan } })).status]).toEqual([who, 404]);
    }
    const own = await cast.members['clerk']!.browser('get_file', { params: { id: scan } });
    expect([own.status, own.bytes.toString()]).toEqual([200, 'x']);
  } finally {
    await cast.back.takeBack();
  }
});

it('knows nobody by a session that was signed out', async () => {
  const { town } = cast;
  const { as } = await aConsole(town.app);
  const julian = await as(town.staff['julian']!);
  const token = julian.token;
  expect((await julian('get_session')).status).toBe(200);
  await julian('sign_out');
  expect(await sessionOfToken(town.app, token)).toBeNull();
});

/** One request, taken back with all that was prepared for it. */
async function ask(name: RouteName, spec: RouteSpec, member: CastMember) {
  const { ids, own, back } = cast;
  const { browser } = member;
  const kept = browser.token;
  await back.begin();
  try {
    const given = special[name] ?? {};
    const extra = typeof given === 'function' ? await given(member) : given;
    const here = { ...ids, ...own[spec.path.split('/')[1]!] };
    const body = spec.body === undefined ? undefined : (sampleInput(spec.body, here) as object);
    const query = spec.query === undefined ? {} : (sampleInput(spec.query, here) as Record<string, string>);
    const answer = await browser(name, {
      params: { ...here, ...extra.params },
      query: { ...query, ...extra.query },
      ...(body === undefined ? {} : { body: { ...body, ...extra.body } }),
    });
    const didNothing = answer.status === 200 && !didSomething(name, answer.body);
    return {
      yes: answer.status === 200 && !didNothing,
      no: didNothing || [401, 403, 404].includes(answer.status),
      said: `${answer.status} ${answer.error.code} ${JSON.stringify(answer.error.fields)}`,
    };
  } finally {
    await back.takeBack();
    browser.token = kept;
  }
}

/** What works on many answers 200 and tells each refusal by itself. */
function didSomething(name: RouteName, body: unknown): boolean {
  const told = body as { done_count?: number; moved?: number };
  if (name === 'act_on_many' || name === 'undo') return told.done_count! > 0;
  return name === 'reassign_work' ? told.moved! > 0 : true;
}

function inWords(may: readonly string[]): string {
  const all = Object.keys(cast.members);
  if (may.length === 0) return 'nobody';
  if (may.length === all.length) return 'everybody';
  if (may.length === all.length - 1 && !may.includes('nobody')) return 'whoever is signed in';
  return [...may].sort().join(', ');
}

const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(cast.app.database, { kind: 'system' }, work);

function grantOfIztapalapa() {
  const { authority_id, unit_id } = cast.ids;
  return { role_code: 'clerk', authority_id, unit_id };
}

async function aLink(): Promise<string> {
  const user_id = cast.town.staff['julian']!.user_id;
  const { url } = await asSystem((tx) =>
    newPasswordLink({ tx, app: cast.app }, { user_id, why: 'forgotten' }),
  );
  return url.split('#')[1]!;
}

/** The words of the desk as whoever may read them reads them. */
async function asDeskWordsAre({ browser }: CastMember): Promise<Asking> {
  const { status, body } = await browser('get_desk_words_to_edit');
  return status === 200 ? { body } : {};
}

/** What whoever may file has just filed for somebody by telephone. */
async function ownFiling({ browser }: CastMember): Promise<Asking> {
  const { body } = await browser('file_petition', {
    body: {
      ...{ service_code: 'luminaria', identity: 'named', channel: 'phone', description: 'Una lámpara' },
      ...{ contact: { name: 'Rosa Ejemplo', email: 'rosa@correo.example' } },
      ...{ privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    },
  });
  return body.petition_id === undefined ? {} : { params: { id: body.petition_id } };
}

async function inCampaignCall({ browser }: CastMember): Promise<Asking> {
  await browser('begin_campaign_call', { params: cast.own['campaign-members']! });
  return {};
}

/** A campaign goes step by step; whoever may not take the first takes none. */
async function after(
  { browser }: CastMember,
  steps: readonly ('draw_campaign' | 'open_campaign' | 'close_campaign')[],
): Promise<Asking> {
  for (const step of steps)
    await browser(step, { params: cast.own['campaigns']!, body: { closes_on: '2026-06-30' } });
  return { body: { closes_on: '2026-06-30' } };
}

/** Whoever may not begin the call is not in it. */
async function inCall({ browser }: CastMember): Promise<Asking> {
  await browser('begin_survey_call', { params: cast.own['surveys-to-ask']! });
  return {};
}

const articleOwner = () => ({ authority_id: cast.ids['authority_id'], unit_id: cast.ids['unit_id'] });

/** Whoever may publish here may write here too, and has written. */
async function changedArticle({ browser }: CastMember): Promise<Asking> {
  const contents = { ...dogLicence, cost: 'Diez pesos.' };
  await browser('edit_article', {
    params: cast.own['articles']!,
    body: { ...articleOwner(), contents } as never,
  });
  return {};
}

async function retiredArticle({ browser }: CastMember): Promise<Asking> {
  await browser('retire_article', { params: cast.own['articles']!, body: {} });
  return {};
}

async function ownView({ browser }: CastMember): Promise<string> {
  const saved = await browser('save_view', { body: { name: 'Propia', query: '' } });
  return saved.status === 200 ? saved.body.id : cast.own['views']!['id']!;
}

async function ownScan({ user_id }: CastMember): Promise<string> {
  const id = newId();
  const { city_id, app } = cast.town;
  const row = aFile({ id, city_id, at: app.now(), ...(user_id === null ? {} : { uploaded_by: user_id }) });
  await asSystem((tx) => tx.insertInto('files').values(row).execute());
  return id;
}

/** Everybody has an extension, so that the permission alone decides. */
function telephoneOf(user_id: string | null, speaks = false) {
  const { city_id, authorities } = cast.town;
  return aTelephone(cast.app, { city_id, authority_id: authorities['iztapalapa']!, user_id }, speaks);
}

async function ownExtension({ user_id }: CastMember): Promise<void> {
  if (user_id !== null) await anExtensionOf(user_id);
}

function anExtensionOf(user_id: string): Promise<{ exchange_id: string }> {
  const { city_id, authorities } = cast.town;
  const ari = { address: 'http://127.0.0.1:8088/ari', username: 'atiende', secret: 'sin usar' };
  const place = { city_id, authority_id: authorities['iztapalapa']!, extension: '501', ari };
  return aSoftphonePlace(cast.app, { ...place, user_id, sip_address: 'wss://telefonia.pueblo.example/ws' });
}

async function ownSoftphone(member: CastMember): Promise<Asking> {
  await ownExtension(member);
  const { status, body } = await member.browser('start_softphone');
  return { params: { id: status === 200 ? body.id : newId() } };
}
/** The secret of an app that is being set up; something of the kind for nobody, who has none. */
async function begun({ browser }: CastMember): Promise<string> {
  const answer = await browser('begin_totp', { body: { password: castPassword } });
  return answer.status === 200 ? answer.body.secret : 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
}

async function codesOf(secret: string): Promise<{ now: string; next: string }> {
  const epoch = Math.floor(Date.parse(cast.app.now()) / 1000);
  return { now: await generate({ secret, epoch }), next: await generate({ secret, epoch: epoch + 30 }) };
}

/** Sets the app up and takes the session back to where the second factor is still to be given. */
async function halfOpen(member: CastMember): Promise<{ next: string; recovery: string }> {
  const { now, next } = await codesOf(await begun(member));
  const confirmed = await member.browser('confirm_totp', { body: { code: now } });
  await asSystem((tx) =>
    sql`update sessions set second_factor_at = null where user_id = ${member.user_id}::uuid`.execute(tx),
  );
  return { next, recovery: confirmed.status === 200 ? confirmed.body.recovery_codes[0]! : 'AAAA-AAAA-AAAA' };
}
