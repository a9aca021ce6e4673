import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { addSupervisors, ask, installCities } from '../durability/installation.ts';
import { endEverything, scratchFolder, type Folder } from '../durability/program.ts';
import { startProvider, type Provider } from './provider.ts';

/** An installation of Metepec on a database of its own, with a mail provider and no process yet. */
export interface FaultyTown {
  /** The data directory of its processes. */
  readonly folder: Folder;
  readonly database: EmbeddedDatabase;
  readonly provider: Provider;
  /** What its processes are started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly api_key: string;
  /** Asks as the owner of the tables. */
  readonly ask: <Row extends object>(sql: string) => Promise<Row[]>;
  readonly stop: () => Promise<void>;
}

export const password = 'una-frase-de-prueba-9';
export const supervisors = ['elena@metepec.example', 'omar@metepec.example'] as const;

export async function faultyTown(): Promise<FaultyTown> {
  const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
  const database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  const provider = await startProvider();
  const environment = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  const api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  await addSupervisors(
    folder,
    supervisors.map((email) => ({ email, password })),
    environment,
  );
  return {
    ...{ folder, database, provider, environment, api_key },
    ask: (sql) => ask(database.owner_url, sql),
    stop: async () => {
      endEverything();
      await provider.leave();
      await database.stop();
      await Promise.all([folder.remove(), elsewhere.remove()]);
    },
  };
}
