import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { PacketClient } from './packet-client.ts';
import { DatabaseSilent, type Pulse } from './pulse.ts';
import { nameOf } from './statement-names.ts';
import { endStatementSpan, statementSpan } from './statement-span.ts';

/** How many may wait for a connection; further ones are told to come back. */
const mostWaiting = 500;
/** So long waits whoever finds all connections lent out. */
const turnMs = 8_000;

/**
 * A connection whose statements are watched: when the server falls silent it is cut, since nobody knows what it would
 * say next, and the pool makes a new one.
 */
export function watchedClient(pulse: Pulse, names: boolean): new () => pg.Client {
  return class extends PacketClient {
    protected override ask(given: unknown[]): Promise<unknown> {
      // The one form in which the query builder asks is with text and values; others pass through.
      const [text, values] = given;
      const name = names && typeof text === 'string' ? nameOf(text) : undefined;
      const span = statementSpan(text);
      const result = super.ask(name === undefined ? given : [{ name, text, values }]);
      if (result instanceof Promise) {
        const over = pulse.watch(() => this.cut());
        result.then(
          () => (over(), endStatementSpan(span)),
          (problem: unknown) => (over(), endStatementSpan(span, problem)),
        );
      }
      return result;
    }
  };
}

/** The pool as the query builder asks it: nobody waits for a connection for ever. */
export function watchedPool(pool: pg.Pool, pulse: Pulse): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: () => lend(pool, pulse),
  } as unknown as PostgresPool;
}

/** @throws DatabaseSilent when the server is silent, the queue is too long or the turn does not come */
async function lend(pool: pg.Pool, pulse: Pulse): Promise<PostgresPoolClient> {
  if (pulse.isSilent() || pool.waitingCount >= mostWaiting) throw new DatabaseSilent();
  const isFull = pool.idleCount === 0 && pool.totalCount >= (pool.options.max ?? 10);
  const coming = pool.connect();
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = () => {
      isLate = true;
      over();
      reject(new DatabaseSilent());
    };
    const turn = isFull ? setTimeout(giveUp, turnMs) : undefined;
    const watched = pulse.watch(giveUp);
    const over = () => (clearTimeout(turn), watched());
    coming.then(
      (client) => {
        over();
        if (isLate) client.release();
        else resolve(client as unknown as PostgresPoolClient);
      },
      (problem: unknown) => (over(), reject(problem as Error)),
    );
  });
}
