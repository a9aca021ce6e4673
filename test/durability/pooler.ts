import { chownSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { debianProgram } from '../../scripts/debian-programs.ts';
import { freePort } from '../../src/start/free-port.ts';
import { postgresAccount } from '../../src/start/postgres-account.ts';
import { run, until } from './program.ts';

export interface Pooler {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * PgBouncer in transaction mode before a database, with two connections for everybody: whoever counts on having the
 * same one twice is found out.
 */
export async function startPooler(to: string): Promise<Pooler> {
  const { hostname, port, username, password, pathname } = new URL(to);
  const folder = mkdtempSync(join(tmpdir(), 'atiende-pooler-'));
  const own = await freePort();
  const { uid, gid } = postgresAccount(folder);
  const name = pathname.slice(1);
  const [users, settings] = [join(folder, 'users.txt'), join(folder, 'pgbouncer.ini')];
  writeFileSync(users, `"${username}" "${password}"\n`);
  writeFileSync(
    settings,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 2
`,
  );
  chmodSync(folder, 0o755);
  if (uid !== undefined && gid !== undefined)
    for (const path of [folder, users, settings]) chownSync(path, uid, gid);
  const program = run(
    [debianProgram('pgbouncer')!, settings],
    {},
    uid === undefined ? {} : { uid, gid: gid! },
  );
  const url = Object.assign(new URL(to), { host: `127.0.0.1:${own}` }).href;
  await until(() => answersOn(url), program);
  return {
    url,
    stop: async () => {
      await program.end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answersOn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  await client.query('select 1');
  await client.end();
  return true;
}
