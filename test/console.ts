import type { FastifyInstance, InjectOptions } from 'fastify';
import { sql, type ControlledTransaction } from 'kysely';
import type { App } from '../src/actions/app.ts';
import { openSession } from '../src/actions/identity/sessions.ts';
import { staffRoutes } from '../src/api/staff/routes.ts';
import { sessionCookie } from '../src/api/staff/session-cookie.ts';
import { apiRoutes, type Api } from '../src/console/api.generated.ts';
import { buildServer } from '../src/server/http.ts';
import { inTransaction, type Database } from '../src/store/database.ts';
import type { DB } from '../src/store/schema.generated.ts';

export type RouteName = keyof Api;

export interface Answered<N extends RouteName> {
  readonly status: number;
  /** What the contract promises; only where the status is 200. */
  readonly body: Api[N]['reply'];
  readonly error: {
    readonly code: string;
    readonly fields: Record<string, { readonly code: string }>;
    readonly details: Record<string, unknown>;
  };
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Asked<N extends RouteName> {
  readonly params?: Record<string, string>;
  readonly query?: Partial<Record<string, string | number>>;
  readonly body?: Api[N]['body'] | Record<string, unknown>;
  readonly headers?: Record<string, string>;
  /** The address that the request comes from. */
  readonly from?: string;
}

/** A browser at the console: keeps its cookie and sends the header that the API wants. */
export interface Browser {
  <N extends RouteName>(name: N, asked?: Asked<N>): Promise<Answered<N>>;
  token: string | undefined;
}

/** The console API on a server without a port. */
export async function aConsole(app: App) {
  const server = await buildServer({
    app,
    trusted_proxies: [],
    log_level: process.env['TEST_LOG'] ?? 'silent',
  });
  await server.register(staffRoutes(app));
  await server.ready();
  return {
    server,
    browser: (token?: string) => browserOn(server, token),
    /** A browser in which that person has signed in, both factors. */
    async as(user: { user_id: string }): Promise<Browser> {
      const open = { user_id: user.user_id, now: app.now(), second_factor: true };
      return browserOn(
        server,
        await inTransaction(app.database, { kind: 'system' }, (tx) => openSession(tx, open)),
      );
    },
  };
}

function browserOn(server: FastifyInstance, token?: string): Browser {
  const call = async <N extends RouteName>(name: N, asked: Asked<N> = {}): Promise<Answered<N>> => {
    const { method, path } = apiRoutes[name];
    const { body, headers = {}, from = '127.0.0.1' } = asked;
    const answer = await server.inject({
      ...{
        method,
        url: addressOf(path, asked),
        remoteAddress: from,
        headers: { 'x-atiende': '1', ...headers },
      },
      ...(browser.token === undefined ? {} : { cookies: { [sessionCookie]: browser.token } }),
      ...(body === undefined ? {} : { payload: body as object }),
    } as InjectOptions);
    const set = answer.cookies.find((one) => one.name === sessionCookie);
    if (set !== undefined) browser.token = set.value === '' ? undefined : set.value;
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    const read = (isJson && answer.body !== '' ? JSON.parse(answer.body) : {}) as { error?: object };
    return {
      status: answer.statusCode,
      body: read as Api[N]['reply'],
      error: { code: '', fields: {}, details: {}, ...read.error },
      bytes: answer.rawPayload,
      headers: answer.headers,
    };
  };
  const browser: Browser = Object.assign(call, { token });
  return browser;
}

function addressOf(
  path: string,
  { params = {}, query = {} }: Pick<Asked<RouteName>, 'params' | 'query'>,
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? name));
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `/api/v1${filled}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

/**
 * An installation that can be taken back: from `begin` to `takeBack` everything happens in one transaction that never
 * commits, each of its own transactions a savepoint, so that a request reads what it wrote and the next finds nothing.
 */
export function thatCanBeTakenBack(app: App) {
  let outer: ControlledTransaction<DB> | undefined;
  let count = 0;
  const transaction = () => ({
    setAccessMode: () => transaction(),
    async execute<T>(work: (tx: never) => Promise<T>): Promise<T> {
      const name = sql.ref(`step_${(count += 1)}`);
      await sql`savepoint ${name}`.execute(outer!);
      try {
        return await work(outer as never);
      } catch (error) {
        await sql`rollback to savepoint ${name}`.execute(outer!);
        throw error;
      }
    },
  });
  const database = {
    transaction: () => (outer === undefined ? app.database.transaction() : transaction()),
    selectFrom: (table: 'cities') => (outer ?? app.database).selectFrom(table),
  } as unknown as Database;
  return {
    app: { ...app, database },
    async begin() {
      outer = await app.database.startTransaction().execute();
    },
    async takeBack() {
      await outer?.rollback().execute();
      outer = undefined;
    },
  };
}
