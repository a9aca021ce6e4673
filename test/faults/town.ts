import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { freePort } from '../../src/start/free-port.ts';
import { addSupervisors, ask, installCities } from '../durability/installation.ts';
import { endEverything, scratchFolder, until, type Folder } from '../durability/program.ts';
import { startProvider, type Provider } from './provider.ts';

/** An installation of Metepec on a database of its own, with a mail provider and no process yet. */
export interface FaultyTown {
  /** The data directory of its processes. */
  readonly folder: Folder;
  readonly url: string;
  readonly provider: Provider;
  /** What its processes are started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly api_key: string;
  /** Stops PostgreSQL, and starts it again on the same port. */
  readonly stopDatabase: () => Promise<void>;
  readonly startDatabase: () => Promise<void>;
  /** Asks as the owner of the tables. */
  readonly ask: <Row extends object>(sql: string) => Promise<Row[]>;
  /** Waits until no message waits any more. */
  readonly allSent: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const password = 'una-frase-de-prueba-9';
export const supervisors = ['elena@metepec.example', 'omar@metepec.example'] as const;

export async function faultyTown(): Promise<FaultyTown> {
  const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
  const port = await freePort();
  const begin = (): Promise<EmbeddedDatabase> =>
    startEmbeddedDatabase({ data_directory: elsewhere.path, port, log: () => undefined });
  let database = await begin();
  const { url, owner_url } = database;
  const provider = await startProvider();
  const environment = {
    ...{ DATABASE_URL: url, DATABASE_OWNER_URL: owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  const api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  await addSupervisors(
    folder,
    supervisors.map((email) => ({ email, password })),
    environment,
  );
  const own = <Row extends object>(sql: string) => ask<Row>(owner_url, sql);
  return {
    ...{ folder, url, provider, environment, api_key, ask: own },
    stopDatabase: () => database.stop(),
    startDatabase: async () => void (database = await begin()),
    allSent: () => nothingWaits(own),
    stop: async () => {
      endEverything();
      await provider.leave();
      await database.stop();
      await Promise.all([folder.remove(), elsewhere.remove()]);
    },
  };
}

/** Waits until every message is sent and no job of one is left. */
export async function nothingWaits(
  owner: <Row extends object>(sql: string) => Promise<Row[]>,
): Promise<void> {
  await until(async () => {
    const [left] = await owner<{ n: number }>(
      `select (select count(*) from outbox where state <> 'sent')::int
        + (select count(*) from graphile_worker.jobs where task_identifier = 'deliver_message')::int as n`,
    );
    return left?.n === 0;
  });
}
