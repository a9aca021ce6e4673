import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { freePort } from '../../src/start/free-port.ts';
import { chance, fileMany, hasEmail, type Run } from './filing-clients.ts';
import { ask, installCities, runningDatabase, verified } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const folder = scratchFolder();
const count = 100;
const random = chance(20_260_911);
let peer: MailPeer;
let environment: Record<string, string>;
let program: Program;
let api_key: string;

beforeAll(async () => {
  peer = await mailPeer();
  // One port for all starts: clients try again where they filed.
  const port = String(await freePort());
  environment = { PORT: port, SMTP_URL: peer.url, MAIL_FROM: 'avisos@example.mx' };
  api_key = (await installCities(folder, [{ pack: 'metepec' }]))['metepec']!;
  program = await startProgram(folder, environment);
});
afterAll(async () => {
  endEverything();
  await peer.close();
  await folder.remove();
});

const owner = <Row extends object>(sql: string) => ask<Row>(runningDatabase(folder).owner_url, sql);

/** Waits until so many reports have their folio and then a random moment more, so that it hits filings at work. */
async function atRandomMoment(run: Run, after: number): Promise<void> {
  await until(async () => run.folios.size >= after);
  await pause(random() * 150);
}

/** Every report has one folio, every folio one petition, and there is no petition that nobody filed. */
async function expectEachOnce(run: Run, others = 0): Promise<void> {
  expect([...run.folios.values()].map((folios) => folios.size)).toEqual(Array(count).fill(1));
  const acknowledged = [...run.folios.values()].flatMap((folios) => [...folios]);
  const kept = await owner<{ folio: string }>('select folio from petitions');
  const folios = kept.map(({ folio }) => folio);
  expect(acknowledged.filter((folio) => !folios.includes(folio))).toEqual([]);
  expect(new Set(acknowledged).size).toBe(count);
  expect(folios).toHaveLength(count + others);
}

test('the application killed again and again loses nothing that it acknowledged and doubles nothing', async () => {
  const run = fileMany({ url: program.url, api_key }, count);
  for (const after of [10, 35, 60, 80]) {
    await atRandomMoment(run, after);
    await program.end('SIGKILL');
    program = await startProgram(folder, environment);
  }
  await run.done;
  expect(run.refusals.filter(({ status }) => status !== 503)).toEqual([]);
  await expectEachOnce(run);

  const receipts = await owner<{ messages: number }>(
    `select count(o.id)::int as messages from petitions p left join outbox o on o.petition_id = p.id
     where exists (select from contacts c where c.petition_id = p.id and c.notify_by = 'email') group by p.id`,
  );
  expect(receipts.map(({ messages }) => messages)).toEqual(Array(count / 2).fill(1));
  const { url } = runningDatabase(folder);
  expect(await verified(url)).toMatchObject({ petitions: count, problems: [] });
});

test('what the killed workers had at hand is done by the next one, and each receipt is the same message', async () => {
  await program.end('SIGTERM');
  program = await startProgram(folder, environment);
  await until(async () => {
    const [left] = await owner<{ n: number }>(
      `select (select count(*) from outbox where state <> 'sent')
            + (select count(*) from graphile_worker.jobs where task_identifier = 'deliver_message') as n`,
    );
    return Number(left?.n) === 0;
  });
  const mails = peer.taken.map(({ raw, to }) => ({
    to: to.join(),
    id: /^Message-ID: (.*)$/im.exec(raw)?.[1],
  }));
  const expected = Array.from({ length: count }, (_, n) => n).filter(hasEmail);
  expect(new Set(mails.map(({ to }) => to))).toEqual(
    new Set(expected.map((n) => `vecina${n}@correo.example`)),
  );
  // Sent again only by a kill between sending and writing it down, and then under the same Message-ID.
  expect(new Set(mails.map(({ id }) => id)).size).toBe(expected.length);
});
