import { afterAll, beforeAll, expect, test } from 'vitest';
import { alternating } from '../durability/alternating.ts';
import { fileReport } from '../durability/filing-clients.ts';
import { addSupervisors, ask, installCities, verified } from '../durability/installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from '../durability/program.ts';
import { visitor } from '../portal-visitor.ts';
import { desk, signedIn } from './desk.ts';
import { movedClock, startMovedDatabase } from './moved-clock.ts';
import { isLong, tell } from './plan.ts';
import { repeated, startProvider, type Provider } from './provider.ts';
import { password } from './town.ts';

// In the long run alone: once among some ten runs a wait in it did not end, and whether that is libfaketime's is not known.
const moved = isLong ? movedClock() : 'that is for the long run';
const clock = typeof moved === 'string' ? null : moved;
const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
const email = 'elena@metepec.example';
let database: Awaited<ReturnType<typeof startMovedDatabase>>;
let provider: Provider;
let program: Program;
let api_key: string;

beforeAll(async () => {
  if (clock === null) return;
  database = await startMovedDatabase(elsewhere, clock);
  provider = await startProvider();
  const environment = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  await addSupervisors(folder, [{ email, password }], environment);
  program = await startProgram(folder, { ...environment, ...clock.environment });
});
afterAll(async () => {
  await program?.end('SIGTERM');
  await provider?.leave();
  await database?.stop();
  endEverything();
  clock?.remove();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

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

/** Moves the clock of the program and of PostgreSQL, and waits until both tell it. */
async function move(hours: number): Promise<void> {
  clock!.move(hours);
  const isThere = (at: number) => Math.abs(at - Date.now() - hours * 3_600_000) < 60_000;
  await until(async () => {
    const [row] = await owner<{ at: Date }>('select clock_timestamp() as at');
    const { headers } = await fetch(`${program.url}/livez`);
    return isThere(row!.at.getTime()) && isThere(Date.parse(headers.get('date')!));
  }, program);
}

async function recoveryLink(n: number): Promise<string> {
  const who = browser();
  const to = `vecina${n}@correo.example`;
  const pattern = /\/recuperar\/[\w-]+/;
  const before = provider.links(to, pattern).length;
  await who.get('/recuperar');
  expect((await who.send('/recuperar', { correo: to })).status).toBe(200);
  return until(async () => provider.links(to, pattern)[before]);
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
    await until(async () => hasMail(4));
    const newer = await recoveryLink(4);
    for (let n = 0; n < 8; n++) expect(await statusOf(guess())).toBe(401);
    expect(await statusOf(guess())).toBe(429);
    await provider.leave();
    await filed(6);
    // It was tried and waits for its next turn, by a clock that is wrong.
    await until(
      async () => (await owner(`select from outbox where state = 'queued' and attempts > 0`)).length === 1,
    );

    await move(0);
    await provider.comeBack();
    expect(await statusOf(later.get('/petitions'))).toBe(200);
    expect([await opened(newer), await opened(newer)]).toEqual([303, 410]);
    expect(await statusOf(guess())).toBe(401);
    expect(await terms(first.id)).toEqual(before);
    // Accepted an hour and more before it was filed, as its history says.
    expect(await statusOf(later.post(`/petitions/${ahead.id}/actions/accept`, {}))).toBe(200);
    expect(await statusOf(later.get(`/petitions/${ahead.id}`))).toBe(200);
    await filed(8);
    await until(async () => hasMail(8));
    const unsealed = `select from petition_events e where not exists (select from sealed_events s where s.event_id = e.id)`;
    await until(async () => (await owner(unsealed)).length === 0);
    expect(await verified(database.url)).toMatchObject({ petitions: 4, problems: [] });

    await move(2);
    await until(async () => hasMail(6));
    const waiting = `select from outbox where state <> 'sent'`;
    await until(async () => (await owner(waiting)).length === 0);
    tell(
      `clock two hours on, back and on: 4 petitions, ${provider.takings.length} messages, ${repeated(provider.takings).length} sent again`,
    );
    expect(repeated(provider.takings)).toEqual([]);
    expect(await verified(database.url)).toMatchObject({ petitions: 4, problems: [] });
  },
);
