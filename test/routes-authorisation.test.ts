import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPart } from '../src/actions/petitions/add-part.ts';
import { createUser } from '../src/actions/identity/create-user.ts';
import { routeTable, type RouteSpec } from '../src/api/staff/contract.ts';
import { sessionOfToken } from '../src/queries/staff/actor-of-session.ts';
import { builtInRoles } from '../src/core/access/roles.ts';
import { newId } from '../src/store/ids.ts';
import { aDraft, aPetition } from './builders.ts';
import { aConsole, thatCanBeTakenBack, type Browser, type RouteName } from './console.ts';
import { sampleInput } from './sample-input.ts';
import { aTown, type Town } from './town.ts';

// Every address of the console API as every role of the petition's own authority, of another one, and of the whole
// city, and as nobody. Each request is made for real and taken back. A yes is any answer but «sign in», «you may not»
// and «there is no such thing»; an answer that is a fault of ours fails.

/** What the schema alone does not tell about a body or an address. */
const special: Readonly<Record<string, { params?: object; body?: object; query?: object }>> = {
  act: { params: { action: 'note' }, body: { body: 'Una nota' } },
  act_on_many: { params: { action: 'note' }, body: { input: { body: 'Una nota' } } },
  explain_clock: { params: { clock: 'reply' } },
  // The answer of a bulk action tells each refusal by itself.
  undo: { body: { undo: Buffer.from('{"action":"set_priority","results":[]}').toString('base64url') } },
  file_petition: {
    body: { service_code: 'luminaria', identity: 'anonymous', channel: 'phone', description: 'Una lámpara' },
  },
  preview_filing: { body: { service_code: 'luminaria', channel: 'phone' } },
  preview_reply: { body: { outcome_code: 'resolved', body: 'Ya quedó' } },
  save_text: { params: { code: 'means_of_appeal' } },
  list_text_versions: { params: { code: 'means_of_appeal' } },
  create_service: { body: { kind_code: 'report' } },
  create_user: {
    body: { email: 'alguien@pueblo.example', grants: [] },
  },
};
/** Open streams and bodies of bytes are tried in tests of their own. */
const elsewhere = new Set<string>(['live_events', 'upload_to_petition', 'upload_for_filing']);

let town: Town;
let back: ReturnType<typeof thatCanBeTakenBack>;
let browsers: Record<string, Browser>;
let ids: Record<string, string>;
let own: Record<string, Record<string, string>>;
let close: () => Promise<unknown>;
const faults: string[] = [];

beforeAll(async () => {
  town = await aTown();
  back = thatCanBeTakenBack(town.app);
  const { server, browser, as } = await aConsole(back.app);
  close = () => server.close();
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const other = await aPetition(town);
  await addPart(town.app, town.staff['marta']!, {
    petition_id,
    unit_id: town.units['iztapalapa/obras']!,
    instructions: 'Su parte',
  });
  const draft = await aDraft(town, petition_id);
  const boss = await aCityAdministrator();
  browsers = { nobody: browser() };
  for (const role of Object.keys(builtInRoles)) {
    browsers[role] = await as(town.staff[`${role}.iztapalapa`]!);
    browsers[`${role} elsewhere`] = await as(town.staff[`${role}.coyoacan`]!);
  }
  browsers['administrator of the city'] = await as(boss);
  const found = await rows();
  ids = {
    ...{ petition_id, into: other.petition_id, reply_id: draft.reply_id, code: 'nuevo' },
    ...{ unit_id: town.units['iztapalapa/obras']!, authority_id: town.authorities['iztapalapa']! },
    ...{ service_id: town.services['bache']!, user_id: town.staff['julian']!.user_id, role_code: 'clerk' },
    ...{ to_user_id: town.staff['berta']!.user_id, clock: 'reply', action: 'note' },
    ...{ delegate_id: town.staff['berta']!.user_id, grant_id: found.grant, day_id: found.day },
  };
  own = {
    petitions: { id: petition_id },
    users: { id: town.staff['julian']!.user_id },
    units: { id: town.units['iztapalapa/obras']! },
    services: { id: town.services['bache']! },
    persons: { id: found.person },
    calendars: { id: found.calendar },
    terms: { id: found.term },
    outbox: { id: found.outbox },
    'routing-rules': { id: found.rule },
    templates: { id: found.template },
    files: { id: found.file },
    views: { id: found.view },
  };

  async function rows() {
    const julian = town.staff['julian']!.user_id;
    const [file, view, template] = [newId(), newId(), newId()];
    return town.asSystem(async (tx) => {
      const petition = await tx
        .selectFrom('petitions')
        .selectAll()
        .where('id', '=', petition_id)
        .executeTakeFirstOrThrow();
      const calendar = await tx
        .selectFrom('calendars')
        .select('id')
        .where('code', '=', 'iztapalapa')
        .executeTakeFirstOrThrow();
      const day = newId();
      await tx
        .insertInto('calendar_days')
        .values({
          id: day,
          calendar_id: calendar.id,
          day: '2026-06-01',
          kind: 'closure',
          name: 'Cierre',
          source: 'Acuerdo',
          origin: 'console',
        })
        .execute();
      await tx
        .insertInto('files')
        .values({
          ...{
            id: file,
            city_id: town.city_id,
            petition_id,
            storage_name: 'aa/00',
            display_name: 'foto.jpg',
          },
          ...{
            media_type: 'image/jpeg',
            bytes: 3,
            sha256: Buffer.alloc(32),
            audience: 'citizen',
            at: town.app.now(),
          },
          uploaded_kind: 'citizen',
        })
        .execute();
      await tx
        .insertInto('saved_views')
        .values({ id: view, user_id: julian, name: 'Mía', query: '' })
        .execute();
      await tx
        .insertInto('reply_templates')
        .values({ id: template, city_id: town.city_id, code: 'plantilla', name: 'Plantilla', body: 'Hola' })
        .execute();
      const first = async (table: 'terms' | 'routing_rules' | 'outbox') =>
        (
          await tx
            .selectFrom(table)
            .select('id')
            .where('city_id', '=', town.city_id)
            .orderBy('id')
            .executeTakeFirst()
        )?.id ?? newId();
      const grant = await tx
        .selectFrom('role_grants')
        .select('id')
        .where('user_id', '=', julian)
        .executeTakeFirstOrThrow();
      return {
        ...{
          file,
          view,
          template,
          day,
          calendar: calendar.id,
          grant: grant.id,
          person: petition.person_id ?? newId(),
        },
        ...{ term: await first('terms'), rule: await first('routing_rules'), outbox: await first('outbox') },
      };
    });
  }
});
afterAll(async () => {
  await close();
  await town.drop();
});

async function aCityAdministrator(): Promise<{ user_id: string }> {
  const boss = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{
        city_id: town.city_id,
        email: 'jefa@pueblo.example',
        name: 'Jefa',
        password: 'cuatro palabras sueltas aquí',
      },
      ...{
        must_change_password: false,
        grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
      },
    },
  );
  return { user_id: boss.user_id };
}

it('has a handler for each route, each under one address', () => {
  const addresses = Object.values<RouteSpec>(routeTable).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

it('lets nobody through whom the table does not name, route by route', async () => {
  const found: Record<string, string> = {};
  for (const [name, spec] of Object.entries<RouteSpec>(routeTable)) {
    if (elsewhere.has(name)) continue;
    const may: string[] = [];
    for (const [who, browser] of Object.entries(browsers)) {
      if (await mayAsk(name as RouteName, spec, { who, browser })) may.push(who);
    }
    found[name] = inWords(may);
  }
  expect(faults).toEqual([]);
  // A new route gets its row with `npx vitest run test/routes-authorisation.test.ts -u`: read it before you commit it.
  const table = Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
  await expect(`${JSON.stringify(table, null, 2)}\n`).toMatchFileSnapshot('routes-authorisation.json');
}, 180_000);

it('knows nobody by a session that was signed out', async () => {
  const { as } = await aConsole(town.app);
  const julian = await as(town.staff['julian']!);
  const token = julian.token;
  expect((await julian('get_session')).status).toBe(200);
  await julian('sign_out');
  expect(await sessionOfToken(town.app, token)).toBeNull();
});

async function mayAsk(name: RouteName, spec: RouteSpec, { who, browser }: { who: string; browser: Browser }) {
  const extra = special[name] ?? {};
  const sampled = spec.body === undefined ? undefined : (sampleInput(spec.body, ids) as object);
  const query = spec.query === undefined ? {} : (sampleInput(spec.query, ids) as Record<string, string>);
  const folder = spec.path.split('/')[1]!;
  const params = { ...ids, ...own[folder], ...extra.params } as Record<string, string>;
  const body = {
    ...sampled,
    ...(name === 'act_on_many' ? { on: [{ petition_id: ids['petition_id'] }] } : {}),
    ...extra.body,
  };
  const kept = browser.token;
  await back.begin();
  try {
    const answer = await browser(name, { params, query, ...(sampled === undefined ? {} : { body }) });
    // The row of the file is made up and has no bytes: to look for them is a yes.
    if (answer.status >= 500 && name !== 'get_file') faults.push(`${name} as ${who}: ${answer.status}`);
    if (name === 'act_on_many' && answer.status === 200) {
      const [result] = (answer.body as unknown as { results: { done: boolean }[] }).results;
      return result!.done;
    }
    return ![401, 403, 404].includes(answer.status);
  } finally {
    await back.takeBack();
    browser.token = kept;
  }
}

function inWords(may: readonly string[]): string {
  if (may.length === 0) return 'nobody';
  if (may.length === Object.keys(browsers).length) return 'everybody';
  if (may.length === Object.keys(browsers).length - 1 && !may.includes('nobody'))
    return 'whoever is signed in';
  return [...may].sort().join(', ');
}
