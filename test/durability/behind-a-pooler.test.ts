import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianProgram } from '../../scripts/debian-programs.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { openChangeFeed, type Heard } from '../../src/store/change-feed.ts';
import { openDatabase, reading } from '../../src/store/database.ts';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { fileMany, fileReport, hasEmail } from './filing-clients.ts';
import { installCities, verified } from './installation.ts';
import { startPooler, type Pooler } from './pooler.ts';
import { endEverything, scratchFolder, startProgram, until } from './program.ts';

// On other systems than Debian there may be none; `npm test` says so where it looks for it.
const there = test.skipIf(debianProgram('pgbouncer') === undefined);
const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let database: EmbeddedDatabase;
let pooler: Pooler;
let peer: MailPeer;

beforeAll(async () => {
  if (debianProgram('pgbouncer') === undefined) return;
  database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  pooler = await startPooler(database.url);
  peer = await mailPeer();
});
afterAll(async () => {
  endEverything();
  if (debianProgram('pgbouncer') === undefined) return;
  await pooler.stop();
  await peer.close();
  await database.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

there('the product works behind a pooler: filings, walls, jobs, the live feed', async () => {
  const environment = {
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: database.url,
    DATABASE_OWNER_URL: database.owner_url,
    DATABASE_NAMED_STATEMENTS: 'off',
    SMTP_URL: peer.url,
    MAIL_FROM: 'avisos@example.mx',
  };
  const api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  const program = await startProgram(folder, environment);
  const filing = { url: program.url, api_key };
  const heard: Heard[] = [];
  const feed = openChangeFeed(database.url);
  feed.subscribe((one) => void heard.push(one));
  await until(async () => feed.isListening());

  const count = 40;
  const run = fileMany(filing, count);
  await run.done;
  expect(run.refusals).toEqual([]);
  expect(run.folios.size).toBe(count);
  expect(await verified(database.url)).toMatchObject({ petitions: count, problems: [] });
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);

  // Every second reporter left an address: the jobs ran over the direct address.
  const expected = Array.from({ length: count }, (_, n) => n).filter(hasEmail).length;
  await until(async () => peer.taken.length === expected);
  const told = () => new Set(heard.flatMap((one) => (one.kind === 'petition' ? [one.id] : [])));
  await until(async () => told().size === count);
  await feed.close();
  expect((await fileReport(filing, 900))?.folio).toMatch(/^MET-/);
  await program.end('SIGTERM');
});

there('who asks is forgotten with the transaction, whoever gets the connection next', async () => {
  const { database: through, pool } = openDatabase(pooler.url, 8, { named_statements: false });
  const seen = (actor: Parameters<typeof reading>[1]) =>
    reading(through, actor, async (reader) => {
      const row = await reader
        .selectFrom('petitions')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    });
  const nobody = { kind: 'staff', authority_ids: [] } as const;
  const all = await seen({ kind: 'system' });
  expect(all).toBeGreaterThan(0);
  const counts = await Promise.all(
    Array.from({ length: 60 }, (_, n) => seen(n % 2 === 0 ? nobody : { kind: 'system' })),
  );
  expect(counts).toEqual(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? 0 : all)));
  await pool.end();
});

there('a name given to a statement on one connection is unknown on the next: hence the setting', async () => {
  const [with_names, without] = [true, false].map((named_statements) =>
    openDatabase(pooler.url, 8, { named_statements }),
  );
  const many = ({ database: through }: NonNullable<typeof without>) =>
    Promise.allSettled(
      Array.from({ length: 40 }, () =>
        reading(through, { kind: 'public' }, (reader) => reader.selectFrom('cities').select('id').execute()),
      ),
    );
  const failed = (all: PromiseSettledResult<unknown>[]) => all.filter(({ status }) => status === 'rejected');
  expect(failed(await many(without!))).toEqual([]);
  expect(failed(await many(with_names!)).length).toBeGreaterThan(0);
  await Promise.all([with_names!.pool.end(), without!.pool.end()]);
});

there('a statement that takes too long is ended by the server, behind the pooler as well', async () => {
  const { database: through, pool } = openDatabase(pooler.url, 2, { named_statements: false });
  const limits = await reading(through, { kind: 'public' }, async (reader) => {
    const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(reader);
    return rows;
  });
  expect(limits).toEqual([{ statement_timeout: '15s' }]);
  await pool.end();
});
