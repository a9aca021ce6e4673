import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '../src/actions/identity/sessions.ts';
import { createApiKey } from '../src/actions/open311/create-api-key.ts';
import { cityText } from '../src/queries/public/city-text.ts';
import { staffActor } from '../src/queries/staff/actor-of-session.ts';
import type { StaffActor } from '../src/core/access/actor.ts';
import type { CityConfiguration } from '../src/core/cities/configuration.ts';
import type { App } from '../src/actions/app.ts';
import { sessionCookie } from '../src/api/staff/session-cookie.ts';
import { readConfig } from '../src/config.ts';
import { openApp } from '../src/start/open-app.ts';
import { cityConfiguration } from '../src/store/city-configuration.ts';
import { inTransaction } from '../src/store/database.ts';
import { mixOf, type Report } from './mix.ts';
import { startProgram, type Program } from './program.ts';

/** The demonstration of Mexico City, served by the real program, and its database opened here as well. */
export interface Installation {
  readonly program: Program;
  readonly url: string;
  /** Of the process's very first start, which makes the database and loads the demonstration. */
  readonly first_start_s: number;
  readonly database_url: string;
  /** For what only the owner of the tables may do. */
  readonly owner_url: string;
  readonly app: App;
  readonly city_id: string;
  readonly city: CityConfiguration;
  /** A supervisor of the whole city, and somebody else with the same rights. */
  readonly staff: { readonly clerk: StaffActor; readonly head: StaffActor };
  readonly means_of_appeal: string;
  readonly api_key: string;
  /** A cookie of a supervisor who sees the whole city. */
  readonly staff_cookie: string;
  /** The n-th report of the mix. */
  readonly report: (n: number) => Report;
  readonly close: () => Promise<void>;
}

/** Starts twice (the second start is measured too) on a scratch data directory that `close` takes away. */
export async function makeInstallation(note: (line: string) => void): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'atiende-bench-'));
  let running: Program | undefined;
  const cleanUp = async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().then(() => process.exit(130)));
  note('first start…');
  const first = (running = await startProgram(folder));
  await first.stop();
  note('second start…');
  const program = (running = await startProgram(folder));
  const connection = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as {
    url: string;
    owner_url: string;
  };
  const config = readConfig({ DATA_DIRECTORY: folder });
  const opened = await openApp(
    config,
    { ...connection, direct_url: connection.url, stop: async () => undefined },
    { public_url: program.url, demo_at_first: true },
  );
  const { app } = opened;
  const needed = await whatIsNeeded(app);
  const { city, token } = needed;
  const city_id = city.city.id;
  const appeal = await cityText(app.database, city_id, 'means_of_appeal');
  const { key } = await createApiKey(app, { kind: 'system' }, { city_id, name: 'bench' });
  return {
    ...{ program, url: program.url, first_start_s: first.ready_s, database_url: connection.url },
    owner_url: connection.owner_url,
    ...{ app, city, city_id, staff: needed.staff, means_of_appeal: appeal?.body ?? '' },
    ...{ report: mixOf(city), api_key: key, staff_cookie: `${sessionCookie}=${token}` },
    close: async () => {
      await opened.close();
      await cleanUp();
    },
  };
}

function whatIsNeeded(app: App) {
  return inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const { id: city_id } = await tx.selectFrom('cities').select('id').executeTakeFirstOrThrow();
    const city = (await cityConfiguration(tx, city_id))!;
    const users = await tx.selectFrom('users').select(['id', 'name', 'email']).execute();
    const supervisor = users.find(({ email }) => email === 'supervision@cdmx.example')!;
    const other = users.find(({ id }) => id !== supervisor.id)!;
    const token = await openSession(tx, { user_id: supervisor.id, now: app.now(), second_factor: true });
    const clerk = await staffActor(tx, supervisor);
    return { city, token, staff: { clerk, head: { ...clerk, user_id: other.id } } };
  });
}
