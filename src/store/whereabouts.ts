import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Where a database is just now: one address for good, or that one of several servers which accepts writes. */
export interface Whereabouts {
  readonly now: () => string;
  /** Something failed there: looks where it is, until one of the servers accepts writes. */
  readonly doubt: () => void;
  /** Null where it never moves. @returns what to call when it need not be told any more */
  readonly whenMoved: ((tell: () => void) => () => void) | null;
}

/** The servers of which one is the primary. */
export interface Hosts {
  /** An address, written with any host, on the server that is the primary. */
  readonly at: (url: string) => Whereabouts;
  /** Looks once; true when a primary was found. */
  readonly find: () => Promise<boolean>;
}

const againMs = 500;
const patienceMs = 3_000;

/** A database that stays where its address says. */
export const fixedAt = (url: string): Whereabouts => ({
  now: () => url,
  doubt: () => undefined,
  whenMoved: null,
});

export const placed = (where: string | Whereabouts): Whereabouts =>
  typeof where === 'string' ? fixedAt(where) : where;

/**
 * Follows the primary among several servers, for all connections of this process together.
 * @param hosts `host:port` each; none: every address stays as it is written
 * @param url a direct address, with which the servers are asked
 */
export function databaseHosts(hosts: readonly string[], url: string): Hosts {
  const [first] = hosts;
  if (first === undefined) return { at: fixedAt, find: async () => true };
  const state: { host: string; searching: Promise<void> | null } = { host: first, searching: null };
  const hearers = new Set<() => void>();
  const find = async () => {
    const found = await primaryOf(hosts, url);
    if (found === undefined) return false;
    const moved = found !== state.host;
    state.host = found;
    if (moved) for (const tell of [...hearers]) tell();
    return true;
  };
  const search = async () => {
    while (!(await find())) await pause(againMs, undefined, { ref: false });
  };
  const doubt = () => void (state.searching ??= search().finally(() => (state.searching = null)));
  const whenMoved = (tell: () => void) => {
    hearers.add(tell);
    return () => void hearers.delete(tell);
  };
  return { at: (written) => ({ now: () => onHost(written, state.host), doubt, whenMoved }), find };
}

/**
 * Of the servers that accept writes the one with the highest timeline: a promotion begins a new one, so a former
 * primary that comes back as if nothing had happened is known by its lower number.
 */
async function primaryOf(hosts: readonly string[], url: string): Promise<string | undefined> {
  const asked = await Promise.all(
    hosts.map(async (host) => ({ host, timeline: await timelineOf(onHost(url, host)).catch(() => 0) })),
  );
  return asked.filter(({ timeline }) => timeline > 0).sort((a, b) => b.timeline - a.timeline)[0]?.host;
}

/** The timeline that a server writes, from the name of its log's current file; 0 of a standby. */
async function timelineOf(url: string): Promise<number> {
  const client = new pg.Client({
    ...{ connectionString: url, application_name: 'atiende-search' },
    ...{ connectionTimeoutMillis: patienceMs, query_timeout: patienceMs },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ file: string | null }>(
      `select case when not pg_is_in_recovery() then pg_walfile_name(pg_current_wal_lsn()) end as file`,
    );
    return Number.parseInt(rows[0]?.file?.slice(0, 8) ?? '0', 16);
  } finally {
    // Whoever kept silent would not say goodbye either.
    void client.end().catch(() => undefined);
  }
}

function onHost(url: string, host: string): string {
  const [address, { hostname, port }] = [new URL(url), new URL(`postgres://${host}`)];
  address.hostname = hostname;
  address.port = port === '' ? '5432' : port;
  return address.href;
}

type ClientClass = new (config?: string | pg.ClientConfig) => pg.Client;

/**
 * A client that connects to where the database is, refuses a server that accepts no writes, and is cut when the
 * database is found elsewhere: a server that lost its power would never say that a connection is over.
 */
export function clientAt(where: Whereabouts, Base: ClientClass = pg.Client): ClientClass {
  const { whenMoved } = where;
  return whenMoved === null ? Base : following(where, whenMoved, Base);
}

function following(
  where: Whereabouts,
  subscribe: NonNullable<Whereabouts['whenMoved']>,
  Base: ClientClass,
): ClientClass {
  return class extends Base {
    constructor(config?: string | pg.ClientConfig) {
      super({ ...(typeof config === 'string' ? {} : config), connectionString: where.now() });
      const { connection } = this as unknown as { connection: { stream: { destroy: () => void } } };
      const forget = subscribe(() => connection.stream.destroy());
      this.once('end', forget);
    }

    override connect(...given: unknown[]): never {
      const [done] = given;
      const opened = this.openForWriting();
      if (typeof done !== 'function') return opened as never;
      const tell = done as (problem: unknown) => void;
      opened.then(() => tell(null), tell);
      return undefined as never;
    }

    private async openForWriting(): Promise<void> {
      try {
        await super.connect();
        const { rows } = await super.query<{ transaction_read_only: string }>('show transaction_read_only');
        if (rows[0]?.transaction_read_only !== 'off') throw new NoPrimary();
      } catch (problem) {
        where.doubt();
        if (problem instanceof NoPrimary) void this.end().catch(() => undefined);
        throw problem;
      }
    }
  };
}

/** A standby answered where the primary was expected: an outage until the primary is found. */
class NoPrimary extends Error {
  override readonly name = 'NoPrimary';
  readonly code = '08000';
  constructor() {
    super('the server accepts no writes');
  }
}
