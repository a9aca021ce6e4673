import { generate } from 'otplib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alternating } from '../durability/alternating.ts';
import { fileReport, type Answer } from '../durability/filing-clients.ts';
import { verified } from '../durability/installation.ts';
import { startProgram, until } from '../durability/program.ts';
import { visitor } from '../portal-visitor.ts';
import { desk, signedIn, type Desk, type Reply } from './desk.ts';
import { tell } from './plan.ts';
import { faultyTown, password, supervisors, type FaultyTown } from './town.ts';

// Two web processes on one database, one of which works the queue too; whatever is asked goes to both in turn.
let town: FaultyTown;
let urls: string[];
let elena: Desk;
let omar: Desk;

beforeAll(async () => {
  town = await faultyTown();
  const one = startProgram(town.folder, town.environment);
  const other = startProgram(town.folder, { ...town.environment, WORKER: 'off' });
  urls = (await Promise.all([one, other])).map(({ url }) => url);
  [elena, omar] = (await Promise.all(supervisors.map((email) => signedIn(urls, { email, password })))) as [
    Desk,
    Desk,
  ];
});
afterAll(() => town.stop());

const browser = () => visitor(alternating(urls));
const count = async (sql: string) =>
  (await town.ask<{ n: number }>(`select count(*)::int as n ${sql}`))[0]!.n;
const many = <T>(times: number, one: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => one(n)));
/** How often each was answered: `{ 200: 1, 409: 4 }`. */
const tally = (statuses: readonly number[]) =>
  Object.fromEntries(
    [...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]),
  );

/** Files report `n` and tries again under the same key while it is told to come back. */
async function filed(n: number): Promise<Answer> {
  for (let at = n; ; at += 1) {
    const answer = await fileReport({ url: urls[at % 2]!, api_key: town.api_key }, n);
    if (answer !== null && answer.status !== 503) return answer;
  }
}

/** A petition that somebody accepted: its id, folio and version. */
async function inWork(n: number): Promise<{ id: string; folio: string; version: number }> {
  const folio = (await filed(n)).folio!;
  const [row] = await town.ask<{ id: string }>(`select id from petitions where folio = '${folio}'`);
  const accepted = await elena.post(`/petitions/${row!.id}/actions/accept`, {});
  return { id: row!.id, folio, version: accepted.body['version']! as number };
}

const text = (body: string) => ({
  ...{ outcome_code: 'resolved', body, next_step: 'Nada más.' },
  means_of_appeal: 'Puede inconformarse en quince días.',
});

test('a hundred requests at once with one key are one petition and one answer', async () => {
  const before = await count('from petitions');
  let n = 0;
  const answers = await many(100, async () => {
    for (;;) {
      const url = urls[n++ % 2]!;
      const answer = await fileReport({ url, api_key: town.api_key }, 5_000);
      if (answer !== null && answer.status !== 503) return answer;
    }
  });
  tell(`100 answers, ${new Set(answers.map((one) => one.text)).size} different`);
  expect(new Set(answers.map((one) => `${one.status} ${one.text}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 200, folio: expect.stringMatching(/^MET-/) });
  expect(await count('from petitions')).toBe(before + 1);
  const filing = { url: urls[1]!, api_key: town.api_key };
  const other = await fileReport(filing, 5_000, { description: 'Otra cosa' });
  expect([other?.status, other?.folio]).toEqual([400, null]);
});

test('of two who edit one petition the later is told, keeps what was written, and loses nothing', async () => {
  const { id, version } = await inWork(1);
  const draft = (who: Desk, given: object) => who.post(`/petitions/${id}/actions/draft_reply`, given);
  const begun = await Promise.all([
    draft(elena, { ...text('De Elena'), version }),
    draft(omar, { ...text('De Omar'), version }),
  ]);
  expect(begun.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(begun.find(({ status }) => status === 409)!.body.error?.code).toBe('version_conflict');
  const [own, late] = begun[0]!.status === 200 ? [elena, omar] : [omar, elena];
  const { reply_id } = begun.find(({ status }) => status === 200)!.body;
  const stored = async () =>
    (
      await town.ask<{ body: string; version: number }>(
        `select body, version from replies where id = '${String(reply_id)}'`,
      )
    )[0]!;
  expect((await stored()).body).toBe(own === elena ? 'De Elena' : 'De Omar');

  // Both open the same draft now, and both save.
  const saved = await Promise.all([
    draft(own, { ...text('Dos veces'), reply_id, reply_version: 1 }),
    draft(late, { ...text('Otra vez'), reply_id, reply_version: 1 }),
  ]);
  expect(saved.map(({ status }) => status).sort()).toEqual([200, 409]);
  const first = await stored();
  expect(first).toEqual({ body: saved[0]!.status === 200 ? 'Dos veces' : 'Otra vez', version: 2 });
  const merged = `${first.body}, y lo otro`;
  expect((await draft(late, { ...text(merged), reply_id, reply_version: 2 })).status).toBe(200);
  expect(await stored()).toEqual({ body: merged, version: 3 });
  tell('two editors: 2 stale versions refused, 3 texts kept in turn');
});

test('letters sent at once get numbers in a row, and one letter sent ten times is sent once', async () => {
  const drafts: { id: string; reply_id: unknown }[] = [];
  for (let n = 100; n < 112; n++) {
    const { id } = await inWork(n);
    const { body } = await elena.post(`/petitions/${id}/actions/draft_reply`, text('Se cambió la lámpara.'));
    drafts.push({ id, reply_id: body['reply_id'] });
  }
  const send = ({ id, reply_id }: (typeof drafts)[number], who: Desk) =>
    who.post(`/petitions/${id}/actions/send_reply`, { reply_id });
  const [last, ...others] = drafts.toReversed();
  const sent = await Promise.all([
    ...others.map((one, n) => send(one, n % 2 === 0 ? elena : omar)),
    ...Array.from({ length: 10 }, (_, n) => send(last!, n % 2 === 0 ? elena : omar)),
  ]);
  const done = sent.filter(({ status }) => status === 200);
  const numbers = done.map(({ body }) => Number(String(body['document_number']).split('/').at(-1)));
  tell(
    `${sent.length} letters sent at once: ${done.length} went, numbers ${numbers.sort((a, b) => a - b).join(' ')}`,
  );
  expect(numbers).toEqual(drafts.map((_, at) => numbers[0]! + at));
  expect(sent.filter(({ status }) => status !== 200).map(({ body }) => body.error?.code)).toEqual(
    Array(9).fill('already_replied'),
  );
});

test('one person who joins many times at once supports once', async () => {
  const { id, folio } = await inWork(200);
  const pages = await many(12, async () => {
    const who = browser();
    await who.get(`/seguimiento/${folio}/unirse`);
    return who;
  });
  const answers = await Promise.all(
    pages.map((who, n) =>
      who.send(`/seguimiento/${folio}/unirse`, { correo: `vecina${n % 3}@correo.example` }),
    ),
  );
  tell(`12 joined as 3 people: ${JSON.stringify(tally(answers.map(({ status }) => status)))}`);
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 3, 422: 9 });
  expect(await count(`from supporters where petition_id = '${id}'`)).toBe(3);
  expect(await town.ask(`select supporters_count from petitions where id = '${id}'`)).toEqual([
    { supporters_count: 3 },
  ]);
});

test('a recovery asked for many times at once is sent three times, and its link opens once', async () => {
  await filed(300);
  const pages = await many(10, async () => {
    const who = browser();
    await who.get('/recuperar');
    return who;
  });
  const asked = await Promise.all(
    pages.map((who) => who.send('/recuperar', { correo: 'vecina300@correo.example' })),
  );
  expect(tally(asked.map(({ status }) => status))).toEqual({ 200: 3, 429: 7 });
  const links = await until(async () => {
    const found = town.provider.links('vecina300@correo.example', /\/recuperar\/[\w-]+/);
    return found.length === 3 && found;
  });
  const used = await many(8, async () => {
    const who = browser();
    await who.get(links[0]!);
    return who;
  }).then((visitors) => Promise.all(visitors.map((who) => who.send(links[0]!, {}))));
  tell(
    `recovery: 10 asked at once, 3 sent; one link used 8 times at once: ${JSON.stringify(tally(used.map(({ status }) => status)))}`,
  );
  expect(tally(used.map(({ status }) => status))).toEqual({ 303: 1, 410: 7 });
});

test('of many guesses at once no more pass than are permitted', async () => {
  const { folio } = (await filed(400)) as { folio: string };
  const visitors = await many(16, async () => {
    const who = browser();
    await who.get('/seguimiento');
    return who;
  });
  const keys = await Promise.all(
    visitors.map((who, n) => who.send('/seguimiento', { folio, clave: `no-es-${n}` })),
  );
  const passwords = await many(14, (n) =>
    desk(urls).post('/session', { email: 'nadie@metepec.example', password: `no-es-esta-${n}` }),
  );
  const told = [keys, passwords].map((answers) => tally(answers.map(({ status }) => status)));
  tell(`16 keys and 14 passwords guessed at once: ${JSON.stringify(told)}`);
  expect(told).toEqual([
    { 404: 10, 429: 6 },
    { 401: 8, 429: 6 },
  ]);
});

test('a code of the app, a recovery code and a link to set a password each let one in', async () => {
  const { body: begun } = await omar.post('/session/totp', { password });
  const secret = begun['secret'] as unknown as string;
  const confirmed = await many(4, async () =>
    desk(urls, omar.cookie()).post('/session/totp/confirm', { code: await generate({ secret }) }),
  );
  const [codes] = confirmed
    .filter(({ status }) => status === 200)
    .map(({ body }) => body['recovery_codes'] as unknown as string[]);
  expect(confirmed.filter(({ status }) => status === 200)).toHaveLength(1);
  const sessions = await many(5, () => signedIn(urls, { email: supervisors[1], password }));
  const code = codes![0]!;
  const used = await Promise.all(sessions.map((one) => one.post('/session/recovery-code', { code })));
  tell(`one recovery code in 5 sessions at once: ${JSON.stringify(tally(used.map(({ status }) => status)))}`);
  expect(tally(used.map(({ status }) => status))).toEqual({ 200: 1, 401: 4 });
  expect(
    await town.ask(
      `select cardinality(recovery_code_hashes) as n from users where email = '${supervisors[1]}'`,
    ),
  ).toEqual([{ n: 9 }]);

  await desk(urls).post('/password-resets/requests', { email: supervisors[0] });
  const [link] = await until(async () => {
    const found = town.provider.links(supervisors[0], /[#?/=]([\w-]{40,})/);
    return found.length === 1 && found;
  });
  const token = /[\w-]{40,}/.exec(link!)![0];
  const set = await many(6, (n): Promise<Reply> =>
    desk(urls).post('/password-resets', { token, new_password: `otra-frase-larga-${n}` }),
  );
  tell(
    `one link to set a password used 6 times at once: ${JSON.stringify(tally(set.map(({ status }) => status)))}`,
  );
  expect(set.filter(({ status }) => status === 200)).toHaveLength(1);
  const winner = set.findIndex(({ status }) => status === 200);
  const tried = await many(6, (n) =>
    desk(urls).post('/session', { email: supervisors[0], password: `otra-frase-larga-${n}` }),
  );
  expect(tried.map(({ status }) => status === 200)).toEqual(set.map((_, n) => n === winner));
});

test('more photos than a filing may have, sent at once, fill its places and no more', async () => {
  const rosa = browser();
  await rosa.get('/solicitud?tema=alumbrado');
  await rosa.send('/solicitud', {});
  await rosa.follow();
  await rosa.send('/solicitud/que', { descripcion: 'La lámpara de la esquina no enciende.' });
  await rosa.get('/solicitud/fotos');
  const picture = (n: number) =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: { r: n * 20, g: 80, b: 90 } } })
      .jpeg()
      .toBuffer();
  const pictures = await many(9, picture);
  const before = await count('from files where removed_at is null');
  const sent = await Promise.all(
    pictures.map((bytes, n) =>
      rosa.send('/solicitud/fotos', { hacer: 'agregar' }, [
        { field: 'archivos', name: `poste${n}.jpg`, type: 'image/jpeg', bytes },
      ]),
    ),
  );
  const kept = (await count('from files where removed_at is null')) - before;
  tell(
    `9 photos sent at once where 5 may be: ${kept} kept, ${JSON.stringify(tally(sent.map(({ status }) => status)))}`,
  );
  expect(kept).toBe(5);
  expect(await verified(town.url)).toMatchObject({ problems: [] });
});
