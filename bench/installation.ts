import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
import { admitLoader, loader } from './loader-role.ts';
import { mixOf, type Report } from './mix.ts';
import { startProgram, type Program } from './program.ts';

/** Somebody who reads lists: of the whole city, of one authority, or of one unit. */
export interface Viewer {
  readonly actor: StaffActor;
  readonly cookie: string;
}

const viewers = {
  city: 'supervision@cdmx.example',
  authority: 'turnos.cuauhtemoc@cdmx.example',
  unit: 'agua@cdmx.example',
} as const;
export type ViewerName = keyof typeof viewers;

/** The demonstration of Mexico City, served by the real program, and its database opened here as well. */
export interface Installation {
  readonly program: Program;
  readonly url: string;
  /** Of the process's very first start, which makes the database and loads the demonstration; null where it is kept. */
  readonly first_start_s: number | null;
  readonly data_directory: string;
  readonly database_url: string;
  /** For what only the owner of the tables may do. */
  readonly owner_url: string;
  readonly loader_url: string;
  readonly app: App;
  readonly city_id: string;
  readonly city: CityConfiguration;
  /** A supervisor of the whole city, and somebody else with the same rights. */
  readonly staff: { readonly clerk: StaffActor; readonly head: StaffActor };
  readonly means_of_appeal: string;
  readonly api_key: string;
  /** A cookie of a supervisor who sees the whole city. */
  readonly staff_cookie: string;
  readonly viewers: Readonly<Record<ViewerName, Viewer>>;
  /** The n-th report of the mix. */
  readonly report: (n: number) => Report;
  readonly close: () => Promise<void>;
}

/**
 * Starts twice (the second start is measured too) on a scratch data directory that `close` takes away; or, with
 * `at`, on one that is kept, and once only where it is there already.
 */
export async function makeInstallation(
  note: (line: string) => void,
  at: string | undefined,
): Promise<Installation> {
  const { folder, first, program, password, stop } = await startedIn(at, note);
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
  const { city } = needed;
  const city_id = city.city.id;
  const appeal = await cityText(app.database, city_id, 'means_of_appeal');
  const name = `bench ${app.now()}`;
  const { key } = await createApiKey(app, { kind: 'system' }, { city_id, name });
  return {
    ...{ program, url: program.url, data_directory: folder, database_url: connection.url },
    first_start_s: first?.ready_s ?? null,
    owner_url: connection.owner_url,
    loader_url: withRole(connection.owner_url, loader, password),
    ...{ app, city, city_id, staff: needed.staff, means_of_appeal: appeal?.body ?? '' },
    ...{ report: mixOf(city), api_key: key, staff_cookie: needed.viewers.city.cookie },
    viewers: needed.viewers,
    close: async () => {
      await opened.close();
      await stop();
    },
  };
}

/** The program on that folder, or on one of its own that goes with it; whoever fills it is let in before. */
async function startedIn(at: string | undefined, note: (line: string) => void) {
  const folder = at === undefined ? mkdtempSync(join(tmpdir(), 'atiende-bench-')) : resolve(at);
  mkdirSync(folder, { recursive: true });
  let running: Program | undefined;
  const stop = async () => {
    await running?.stop();
    if (at === undefined) rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(130)));
  let first: Program | null = null;
  if (!existsSync(join(folder, 'database-passwords.json'))) {
    note('first start…');
    first = running = await startProgram(folder);
    await first.stop();
  }
  const password = admitLoader(folder);
  note('start…');
  const program = (running = await startProgram(folder));
  return { folder, first, program, password, stop };
}

function withRole(address: string, role: string, password: string): string {
  const url = new URL(address);
  url.username = role;
  url.password = password;
  return url.href;
}

function whatIsNeeded(app: App) {
  return inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const { id: city_id } = await tx.selectFrom('cities').select('id').executeTakeFirstOrThrow();
    const city = (await cityConfiguration(tx, city_id))!;
    const users = await tx.selectFrom('users').select(['id', 'name', 'email']).execute();
    const seen = {} as Record<ViewerName, Viewer>;
    for (const [name, address] of Object.entries(viewers) as [ViewerName, string][]) {
      const user = users.find(({ email }) => email === address)!;
      const token = await openSession(tx, { user_id: user.id, now: app.now(), second_factor: true });
      seen[name] = { actor: await staffActor(tx, user), cookie: `${sessionCookie}=${token}` };
    }
    const clerk = seen.city.actor;
    const other = users.find(({ id }) => id !== clerk.user_id)!;
    return { city, viewers: seen, staff: { clerk, head: { ...clerk, user_id: other.id } } };
  });
}
