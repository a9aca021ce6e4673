import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  Transaction,
  type ConnectionProvider,
  type Dialect,
} from 'kysely';
import pg from 'pg';
import { actor_is } from './packet-client.ts';
import { answers, takePulse } from './pulse.ts';
import type { DB } from './schema.generated.ts';
import { watchedClient, watchedPool } from './watched-pool.ts';

import { clientAt, placed, type Whereabouts } from './whereabouts.ts';

/** The pool. Only `inTransaction` and `reading` take it; every query takes a Tx or a Reader. */
export type Database = Kysely<DB>;
/** An open transaction with its actor set. The pool does not satisfy it. */
export type Tx = Transaction<DB>;
/** What a query reads through: a transaction too, because the actor is set per transaction. */
export type Reader = Transaction<DB>;

/** Who the database believes is asking; see migrations/0005_second_wall.sql. */
export type DatabaseActor =
  | { kind: 'system' }
  | { kind: 'staff'; authority_ids: readonly string[] }
  | { kind: 'citizen'; petition_id: string }
  | { kind: 'public' };

const timestamptz = 1184;
const date = 1082;
const int8 = 20;

// Instants and dates travel as ISO 8601 strings; counts are numbers (none comes near 2^53).
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === timestamptz) return (text: string) => new Date(text).toISOString();
    if (oid === date) return (text: string) => text;
    if (oid === int8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface DatabaseOptions {
  /** False behind a pooler that lends a connection for one transaction: a name given on one is unknown on the next. */
  readonly named_statements?: boolean;
}

/**
 * Opens a pool of at most `size` connections. More than about ten were measured slower on two cores. A database that
 * is away, silent or has no connection to spare is an outage (503) in bounded time, not a wait; a slow one is waited for.
 */
export function openDatabase(
  at: string | Whereabouts,
  size = 10,
  { named_statements = true }: DatabaseOptions = {},
): { database: Database; pool: pg.Pool } {
  const where = placed(at);
  const pulse = takePulse(where.now(), async (_, within_ms) => {
    const isAlive = await answers(where.now(), within_ms);
    if (!isAlive) where.doubt();
    return isAlive;
  });
  const pool = new pg.Pool({
    connectionString: where.now(),
    max: size,
    types,
    // Making a connection takes several words each way, and each may take two seconds.
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    // What a connection has planned goes with it: a quiet city does not plan everything anew at each request.
    idleTimeoutMillis: 10 * 60_000,
    pipeline: true,
    application_name: 'atiende',
    Client: clientAt(where, watchedClient(pulse, named_statements)),
  });
  pool.on('error', () => undefined);
  // A connection that breaks while it is lent out and between two queries tells nobody but itself; unheard, that ends
  // the process. Its next query fails, and that is what the borrower sees.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const end = pool.end.bind(pool) as () => Promise<void>;
  pool.end = (() => (pulse.stop(), end())) as typeof pool.end;
  const database = new Kysely<DB>({ dialect: new PostgresDialect({ pool: watchedPool(pool, pulse) }) });
  return { database, pool };
}

/** What is asked last in a transaction, by the transaction. */
const lasts = new WeakMap<Tx, Promise<unknown>[]>();

/** Runs `work` in one transaction as `actor`; commits when it returns, rolls back when it throws. */
export async function inTransaction<T>(
  database: Database,
  actor: DatabaseActor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const last: Promise<unknown>[] = [];
  try {
    return await database.transaction().execute(async (tx) => {
      await setActor(tx, actor);
      const own = await unqueued(tx);
      lasts.set(own, last);
      return work(own);
    });
  } finally {
    // Where one of them failed, the commit ended the transaction as a rollback, and what came after it only says so.
    await Promise.all(last);
  }
}

/**
 * Ends a transaction with what was just asked: nobody waits for its answer before the commit, which leaves in the same
 * packet when `work` returns. Where it fails, nothing is committed and `inTransaction` throws what it threw.
 */
export function endWith(tx: Tx, asked: Promise<unknown>): void {
  asked.catch(() => undefined);
  lasts.get(tx)?.push(asked);
}

/** Runs `work` in one read-only transaction as `actor`. */
export function reading<T>(
  database: Database,
  actor: DatabaseActor,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return database
    .transaction()
    .setAccessMode('read only')
    .execute(async (reader) => {
      await setActor(reader, actor);
      return work(await unqueued(reader));
    });
}

/**
 * The same where all that is asked is known at the start: the questions and the end of the transaction are one packet.
 * @param ask asks everything before it waits for anything; what it asks later fails
 */
export async function readingAtOnce<T>(
  database: Database,
  actor: DatabaseActor,
  ask: (reader: Reader) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction().setAccessMode('read only');
  const { answers } = await transaction.execute(async (reader) => {
    await setActor(reader, actor);
    const state = { isOver: false };
    const answers = ask(await unqueued(reader, state));
    state.isOver = true;
    answers.catch(() => undefined);
    // In an object: a promise by itself would be waited for before the end is sent.
    return { answers };
  });
  return answers;
}

/**
 * The same transaction, in which questions may be asked side by side (`Promise.all`): all are sent at once and answered
 * in the order in which they were asked. The query builder's own would hold each back until the one before is answered.
 */
function unqueued(tx: Tx, state = { isOver: false }): Promise<Tx> {
  const executor = tx.getExecutor();
  return executor.provideConnection(async (connection) => {
    const provider: ConnectionProvider = {
      provideConnection: (ask) =>
        state.isOver ? Promise.reject(new Error('asked after the end of a transaction')) : ask(connection),
    };
    return new Transaction<DB>({ ...parts, executor: executor.withConnectionProvider(provider) });
  });
}

// What a transaction is made of besides; within one nothing opens another connection.
const dialect: Dialect = new PostgresDialect({
  pool: () => Promise.reject(new Error('within a transaction')),
});
const parts = { config: { dialect }, dialect, driver: dialect.createDriver() };

/**
 * Asks one thing that needs no actor, in one message: a transaction of its own, in which nothing behind the wall is seen.
 */
export function readingOpenly<R>(
  database: Database,
  ask: (reader: Database) => { execute(): Promise<R[]> },
): Promise<R[]> {
  return ask(database).execute();
}

// The limits travel with the actor and not with the connection: a pooler takes neither from a client. Words without
// parameters, since only those go in one message with the beginning of the transaction.
async function setActor(tx: Tx, actor: DatabaseActor): Promise<void> {
  const authorities = actor.kind === 'staff' ? `{${actor.authority_ids.join(',')}}` : '{}';
  const petition = actor.kind === 'citizen' ? actor.petition_id : '';
  const local = (name: string, value: string) => `; set local ${name} = ${pg.escapeLiteral(value)}`;
  const said = [
    `${actor_is} = ${pg.escapeLiteral(actor.kind)}`,
    ...[local('atiende.authorities', authorities), local('atiende.petition', petition)],
    ...[local('statement_timeout', '15s'), local('idle_in_transaction_session_timeout', '15s')],
  ].join('');
  await tx.executeQuery(CompiledQuery.raw(said));
}
