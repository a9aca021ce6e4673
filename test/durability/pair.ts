import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { postgresEnvironment, prepareCluster } from '../../src/start/cluster.ts';
import { databasePlace, folderOfAccount } from '../../src/start/database-location.ts';
import { freePort } from '../../src/start/free-port.ts';
import { stopWhatWasLeftBehind } from '../../src/start/left-behind.ts';
import { postgresBinaries } from '../../src/start/postgres-binaries.ts';
import { run, until, type Folder, type Process } from './program.ts';

/** One of two PostgreSQL servers that a test may kill, which nobody starts again. */
export interface Server {
  readonly host: string;
  readonly url: string;
  readonly owner_url: string;
  /** Asks as the superuser. */
  readonly ask: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly process: Process;
}

export interface Pair {
  readonly primary: Server;
  readonly standby: Server;
  readonly stop: () => Promise<void>;
}

/**
 * A primary and its streaming standby, with synchronous replication: a commit is acknowledged when the standby has it
 * on disk too. The standby begins as a copy of the primary's files before that was ever started.
 */
export async function startPair({ path }: Folder): Promise<Pair> {
  const place = databasePlace(path);
  const binaries = postgresBinaries(place.account, place.spare_directory);
  const passwords = prepareCluster(place, binaries, join(path, 'passwords.json'));
  const clusters = { primary: place.cluster, standby: join(place.base, 'standby') };
  // Only for this pair: replication, promotion and looks at both are the superuser's. The first rule that fits holds.
  const rules = join(clusters.primary, 'pg_hba.conf');
  const own = ['all', 'replication'].map((kind) => `host ${kind} atiende_superuser 127.0.0.1/32 trust\n`);
  writeFileSync(rules, own.join('') + readFileSync(rules, 'utf8'));
  folderOfAccount(clusters.standby, place.account);
  cpSync(clusters.primary, clusters.standby, { recursive: true, preserveTimestamps: true });
  const { uid, gid } = place.account;
  writeFileSync(join(clusters.standby, 'standby.signal'), '');
  if (uid !== undefined) await run(['chown', '-R', `${uid}:${gid}`, clusters.standby]).ended;
  const begin = async (cluster: string, settings: Record<string, string>): Promise<Server> => {
    const port = await freePort();
    const given = { port: String(port), ...common, ...settings };
    const options = Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const process = run([binaries.postgres, '-D', cluster, ...options], postgresEnvironment(), place.account);
    return serverOn(port, process, passwords);
  };
  const primary = await begin(clusters.primary, { synchronous_standby_names: '*' });
  await until(() => primary.ask('select 1'), primary.process);
  const conninfo = `host=127.0.0.1 port=${new URL(primary.url).port} user=atiende_superuser`;
  const standby = await begin(clusters.standby, { primary_conninfo: conninfo });
  await until(async () => {
    const [row] = await primary.ask(`select 1 from pg_stat_replication where sync_state = 'sync'`);
    return row;
  }, standby.process);
  return {
    primary,
    standby,
    stop: async () => void (await Promise.all(Object.values(clusters).map(stopWhatWasLeftBehind))),
  };
}

const common = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // As much as the copied cluster was made with: a standby refuses to have less.
  max_connections: '100',
  shared_buffers: '64MB',
  wal_level: 'replica',
  hot_standby_feedback: 'on',
  timezone: 'UTC',
  lc_messages: 'C',
};

function serverOn(port: number, process: Process, passwords: { app: string; owner: string }): Server {
  const address = (user: string, database = 'atiende') => `postgres://${user}@127.0.0.1:${port}/${database}`;
  return {
    host: `127.0.0.1:${port}`,
    url: address(`atiende_app:${passwords.app}`),
    owner_url: address(`atiende_owner:${passwords.owner}`),
    process,
    ask: async (sql) => {
      const client = new pg.Client({
        connectionString: address('atiende_superuser', 'postgres'),
        ...{ connectionTimeoutMillis: 5_000, query_timeout: 20_000 },
      });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows;
      } finally {
        await client.end();
      }
    },
  };
}
