import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createUser } from '../../src/actions/identity/create-user.ts';
import { createApiKey } from '../../src/actions/open311/create-api-key.ts';
import { savePack } from '../../src/actions/packs/save-pack.ts';
import { readPackFolder } from '../../src/cli/packs/read-pack-folder.ts';
import { readConfig } from '../../src/config.ts';
import { verifyHistories, type Verification } from '../../src/queries/verification/verify-histories.ts';
import { connectToServe } from '../../src/start/connect.ts';
import { openApp } from '../../src/start/open-app.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { root, type Folder } from './program.ts';

const system = { kind: 'system' } as const;

export interface NewCity {
  readonly pack: string;
  /** Its own host name, where it shares the installation. */
  readonly host?: string;
}

/**
 * Makes an installation with real packs and no demonstration, without serving it.
 * @returns an Open311 key for each city, by the name of its pack
 */
export async function installCities(
  folder: Folder,
  cities: readonly NewCity[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const config = readConfig({ DATA_DIRECTORY: folder.path, ...environment });
  const connection = await connectToServe(config, () => undefined);
  const { app, close } = await openApp(config, connection, {
    public_url: 'http://localhost',
    demo_at_first: false,
  });
  const keys: Record<string, string> = {};
  for (const { pack, host } of cities) {
    const reading = await readPackFolder(join(root, 'packs', pack));
    if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
    const { document } = reading;
    const city = host === undefined ? document.city : { ...document.city, host };
    const { city_id } = await savePack(app, system, { document: { ...document, city }, is_demo: false });
    keys[pack] = (await createApiKey(app, system, { city_id, name: 'pruebas' })).key;
  }
  await close();
  await connection.stop();
  return keys;
}

/** Addresses of the database that a running program has started for itself. */
export function runningDatabase(folder: Folder): { url: string; owner_url: string } {
  const text = readFileSync(join(folder.path, 'running.json'), 'utf8');
  return JSON.parse(text) as { url: string; owner_url: string };
}

/** Asks as the owner of the tables, who may see everything once it says that it is the system. */
export async function ask<Row extends object>(owner_url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: owner_url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select set_config('atiende.actor', 'system', false)`);
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Checks every history of the running program's database. */
export async function verified(url: string): Promise<Verification> {
  const { database, pool } = openDatabase(url, 2);
  try {
    return await verifyHistories(database);
  } finally {
    await pool.end();
  }
}

/** Adds supervisors of the only city, with passwords that need not be changed. */
export async function addSupervisors(
  folder: Folder,
  users: readonly { email: string; password: string }[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const config = readConfig({ DATA_DIRECTORY: folder.path, ...environment });
  const connection = await connectToServe(config, () => undefined);
  const { app, close } = await openApp(config, connection, {
    public_url: 'http://localhost',
    demo_at_first: false,
  });
  const { id: city_id } = await inTransaction(app.database, system, (tx) =>
    tx.selectFrom('cities').select('id').executeTakeFirstOrThrow(),
  );
  const grants = [{ role_code: 'supervisor', authority_id: null, unit_id: null }];
  const own = { city_id, name: 'Elena Ruiz', grants, must_change_password: false };
  for (const user of users) await createUser(app, system, { ...own, ...user });
  await close();
  await connection.stop();
}
