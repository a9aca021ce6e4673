import { afterAll, beforeAll, expect, it } from 'vitest';
import { routeTable, type RouteSpec } from '../src/api/staff/contract.ts';
import { sessionOfToken } from '../src/queries/staff/actor-of-session.ts';
import { aConsole, type RouteName } from './console.ts';
import { special } from './routes-asking.ts';
import type { CastMember } from './routes-cast.ts';
import { cast, enterCast } from './routes-stage.ts';
import { ownView, ownScan } from './routes-steps.ts';
import { sampleInput } from './sample-input.ts';

// Every address of the console API as every role of the petition's own authority, of another one, and of the whole
// city, and as nobody. Each request is made for real, with what it needs, and taken back: a yes is an answer of 200.
// What was asked of the input and not of the person would make the row empty, and an empty row fails.

/** Open streams and bodies of bytes are tried in tests of their own. */
const elsewhere = new Set<string>([
  'live_events',
  'upload_to_petition',
  'upload_for_filing',
  'get_paper_replies',
  'get_recording_sound',
]);

beforeAll(enterCast, 60_000);
afterAll(() => cast.close());

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
