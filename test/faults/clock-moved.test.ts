import { afterAll, beforeAll, expect, test } from 'vitest';
import { alternating } from '../durability/alternating.ts';
import { fileReport } from '../durability/filing-clients.ts';
import { addSupervisors, ask, installCities, verified } from '../durability/installation.ts';
import { endEverything, letLive, scratchFolder, startProgram, type Program } from '../durability/program.ts';
import { visitor } from '../portal-visitor.ts';
import { ends, howItStands, waitUntil } from './clock-stands.ts';
import { desk, signedIn } from './desk.ts';
import { movedClock, startMovedDatabase } from './moved-clock.ts';
import { isLong, tell } from './plan.ts';
import { repeated, startProvider, type Provider } from './provider.ts';
import { password } from './town.ts';

const moved = movedClock();
const clock = typeof moved === 'string' ? null : moved;
const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
const email = 'elena@metepec.example';
let database: Awaited<ReturnType<typeof startMovedDatabase>>;
let provider: Provider;
let program: Program;
let api_key: string;

const longest_ms = 360_000;

beforeAll(async () => {
  if (clock === null) return;
  letLive(longest_ms);
  database = await startMovedDatabase(elsewhere, clock);
  provider = await startProvider();
  const environment = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  await addSupervisors(folder, [{ email, password }], environment);
  const starting = startProgram(folder, { ...environment, ...clock.environment });
  program = await ends('the start of the program', starting, stands);
}, longest_ms);
afterAll(async () => {
  // What does not end is killed, and said.
  const left: unknown[] = [];
  const note = (problem: unknown) => void left.push(problem);
  if (program) await ends('the end of the program', program.end('SIGTERM'), stands).catch(note);
  if (provider) await ends('the end of the provider', provider.leave(), stands).catch(note);
  if (database) await ends('the end of PostgreSQL', database.stop(), stands).catch(note);
  endEverything();
  clock?.remove();
  await Promise.all([folder.remove(), elsewhere.remove()]);
  if (left.length > 0) throw new AggregateError(left);
}, longest_ms);

const watched = () => ({ owner_url: database.owner_url, program: () => program, provider });
const stands = () => howItStands(watched());
const until = <T>(what: string, find: () => Promise<T | false | null | undefined>): Promise<T> =>
  waitUntil(what, find, watched());

const owner = <Row extends object>(sql: string) => ask<Row>(database.owner_url, sql);
const browser = () => visitor(alternating([program.url]));
const hasMail = (n: number) => provider.recipients.has(`vecina${n}@correo.example`);

async function filed(n: number): Promise<{ id: string; folio: string }> {
  const answer = await fileReport({ url: program.url, api_key }, n);
  const [row] = await owner<{ id: string; folio: string }>(
    `select id, folio from petitions where folio = '${answer?.folio}'`,
  );
  return row!;
}

/** Both ends of the term, and every line of the ledger. */
const terms = (id: string) =>
  owner(`select c.*, p.accept_due_at, p.reply_due_at, p.resolve_due_at, p.due_at from clock_entries c
    join petitions p on p.id = c.petition_id where p.id = '${id}' order by c.id`);

/** Moves the clock of the program and of PostgreSQL, and looks whether both tell it. */
async function move(hours: number): Promise<void> {
  await clock!.move(hours);
  const isThere = (at: number) => Math.abs(at - Date.now() - hours * 3_600_000) < 60_000;
  await until(`${hours} hours ahead`, async () => {
    const [row] = await owner<{ at: Date }>('select clock_timestamp() as at');
    const { headers } = await fetch(`${program.url}/livez`, { signal: AbortSignal.timeout(20_000) });
    return isThere(row!.at.getTime()) && isThere(Date.parse(headers.get('date')!));
  });
}

async function recoveryLink(n: number): Promise<string> {
  const who = browser();
  const to = `vecina${n}@correo.example`;
  const pattern = /\/recuperar\/[\w-]+/;
  const before = provider.links(to, pattern).length;
  await who.get('/recuperar');
  expect((await who.send('/recuperar', { correo: to })).status).toBe(200);
  return until(`link ${before + 1} to ${to}`, async () => provider.links(to, pattern)[before]);
}

async function opened(link: string): Promise<number> {
  const who = browser();
  await who.get(link);
  return (await who.send(link, {})).status;
}

const guess = () =>
  desk([program.url]).post('/session', { email: 'nadie@metepec.example', password: 'no-es' });
const statusOf = async (asked: Promise<{ status: number }>) => (await asked).status;

test.runIf(clock === null)('no clock can be moved here', (context) => {
  tell(`no clock was moved: ${String(moved)}`);
  if (isLong) throw new Error(String(moved));
  context.skip();
});

test.runIf(clock !== null)(
  'terms, sessions, links and jobs outlive a clock that moves two hours on and back',
  async () => {
    const first = await filed(2);
    const before = await terms(first.id);
    const morning = await signedIn([program.url], { email, password });
    const link = await recoveryLink(2);
    const rosa = browser();
    await rosa.get('/solicitud?tema=alumbrado');
    await rosa.send('/solicitud', {});
    await rosa.follow();
    await rosa.send('/solicitud/que', { descripcion: 'La lámpara de la esquina no enciende.' });

    await move(2);
    // Two hours unused: a session is over, and so is a link.
    expect(await statusOf(morning.get('/petitions'))).toBe(401);
    expect(await opened(link)).toBe(410);
    expect((await rosa.get('/solicitud/que')).body).toContain('de la esquina no enciende');
    expect(await terms(first.id)).toEqual(before);
    expect((await filed(2)).folio).toBe(first.folio);
    const later = await signedIn([program.url], { email, password });
    const ahead = await filed(4);
    await until('mail 4', async () => hasMail(4));
    const newer = await recoveryLink(4);
    for (let n = 0; n < 8; n++) expect(await statusOf(guess())).toBe(401);
    expect(await statusOf(guess())).toBe(429);
    await ends('the leave of the provider', provider.leave(), stands);
    await filed(6);
    // It was tried and waits for its next turn, by a clock that is wrong.
    await until(
      'a turn of message 6',
      async () => (await owner(`select from outbox where state = 'queued' and attempts > 0`)).length === 1,
    );

    await move(0);
    await ends('the provider', provider.comeBack(), stands);
    expect(await statusOf(later.get('/petitions'))).toBe(200);
    expect([await opened(newer), await opened(newer)]).toEqual([303, 410]);
    expect(await statusOf(guess())).toBe(401);
    expect(await terms(first.id)).toEqual(before);
    // Accepted an hour and more before it was filed, as its history says.
    expect(await statusOf(later.post(`/petitions/${ahead.id}/actions/accept`, {}))).toBe(200);
    expect(await statusOf(later.get(`/petitions/${ahead.id}`))).toBe(200);
    await filed(8);
    await until('mail 8', async () => hasMail(8));
    const unsealed = `select from petition_events e where not exists (select from sealed_events s where s.event_id = e.id)`;
    await until('seals', async () => (await owner(unsealed)).length === 0);
    expect(await ends('a look at every history', verified(database.url), stands)).toMatchObject({
      petitions: 4,
      problems: [],
    });

    await move(2);
    await until('mail 6', async () => hasMail(6));
    const waiting = `select from outbox where state <> 'sent'`;
    await until('an empty outbox', async () => (await owner(waiting)).length === 0);
    tell(
      `clock two hours on, back and on: 4 petitions, ${provider.takings.length} messages, ${repeated(provider.takings).length} sent again`,
    );
    expect(repeated(provider.takings)).toEqual([]);
    expect(await ends('a look at every history', verified(database.url), stands)).toMatchObject({
      petitions: 4,
      problems: [],
    });
  },
  longest_ms,
);
