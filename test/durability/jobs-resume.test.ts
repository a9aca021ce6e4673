import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { fileReport } from './filing-clients.ts';
import { ask, installCities, runningDatabase } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until } from './program.ts';

const folder = scratchFolder();
/** A mail server that holds its answer at one command of the conversation until it is told otherwise. */
const mail = { holds_at: 'nothing', asked: 0, taken: [] as string[] };
let server: SMTPServer;
let environment: Record<string, string>;
let api_key: string;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => {
      mail.asked += 1;
      if (mail.holds_at !== 'sender') done();
    },
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        mail.taken.push(/^Message-ID: (.*)$/im.exec(text)?.[1] ?? '');
        if (mail.holds_at !== 'receipt') done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  environment = { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'avisos@example.mx' };
  api_key = (await installCities(folder, [{ pack: 'metepec' }]))['metepec']!;
});
afterAll(async () => {
  endEverything();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await folder.remove();
});

/** Files a report with an address, ends the program with SIGKILL when `moment` has come, and starts it again. */
async function killedAt(n: number, moment: () => boolean): Promise<void> {
  const program = await startProgram(folder, environment);
  const answer = await fileReport({ url: program.url, api_key }, n);
  expect(answer?.folio).toMatch(/^MET-/);
  await until(async () => moment());
  await program.end('SIGKILL');
  mail.holds_at = 'nothing';
  const again = await startProgram(folder, environment);
  // A message is written down as sent a moment before its job goes.
  await until(async () => {
    const [left] = await ask<{ n: number }>(
      runningDatabase(folder).owner_url,
      `select (select count(*) from outbox where state <> 'sent')::int
        + (select count(*) from graphile_worker.jobs where task_identifier = 'deliver_message')::int as n`,
    );
    return left?.n === 0;
  });
  await again.end('SIGTERM');
}

test('a worker killed before the mail server took the message: it is delivered afterwards, exactly once', async () => {
  [mail.holds_at, mail.asked, mail.taken] = ['sender', 0, []];
  await killedAt(2, () => mail.asked === 1);
  expect(mail.taken).toHaveLength(1);
});

// The one window in which a message can go twice: taken by the server, not yet written down. Perhaps twice was chosen
// over perhaps never, and both are the same message to a mailbox.
test('a worker killed after the mail server took the message: it goes again under the same Message-ID', async () => {
  [mail.holds_at, mail.asked, mail.taken] = ['receipt', 0, []];
  await killedAt(4, () => mail.taken.length === 1);
  expect(mail.taken).toHaveLength(2);
  expect(new Set(mail.taken).size).toBe(1);
});
