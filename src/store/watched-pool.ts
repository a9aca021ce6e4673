import type { Socket } from 'node:net';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseSilent, type Pulse } from './pulse.ts';
import { nameOf } from './statement-names.ts';
import { endStatementSpan, statementSpan } from './statement-span.ts';

/** How many may wait for a connection; further ones are told to come back. */
const mostWaiting = 500;
/** So long waits whoever finds all connections lent out. */
const turnMs = 8_000;

/** How a transaction says who asks in it: always its first statement. */
export const actor_is = 'set local atiende.actor';
const beginnings = new Set(['begin', 'start transaction read only']);
const endings = new Set(['commit', 'rollback']);
const said = (command: string) => Promise.resolve({ command, rows: [], rowCount: null });

/**
 * A connection whose statements are watched: when the server falls silent it is cut, since nobody knows what it would
 * say next, and the pool makes a new one. Statements are sent without waiting for the answers to those before; the
 * beginning of a transaction, and who asks in it, travel with its first question.
 */
export function watchedClient(pulse: Pulse, names: boolean): new () => pg.Client {
  return class extends pg.Client {
    #beginning = '';

    override query(...given: unknown[]): never {
      const text = typeof given[0] === 'string' ? given[0] : '';
      const beginning = this.#beginning;
      if (beginnings.has(text) || (beginning !== '' && text.startsWith(actor_is))) {
        this.#beginning = beginning === '' ? text : `${beginning}; ${text}`;
        return said('BEGIN') as never;
      }
      if (beginning === '') return this.#ask(given) as never;
      this.#beginning = '';
      // Nothing was asked between: there is nothing to end.
      if (endings.has(text)) return said(text.toUpperCase()) as never;
      const stream = this.#stream();
      stream.cork();
      // Where it cannot begin, the connection is lost or the transaction refuses what follows: that is heard there.
      this.#ask([beginning]).catch(() => undefined);
      const answer = this.#ask(given);
      stream.uncork();
      return answer as never;
    }

    // The one form in which the query builder asks is with text and values; others pass through.
    #ask(given: unknown[]): Promise<unknown> {
      const [text, values] = given;
      const name = names && typeof text === 'string' ? nameOf(text) : undefined;
      const asked = name === undefined ? given : [{ name, text, values }];
      const span = statementSpan(text);
      const result = (super.query as (...all: unknown[]) => unknown)(...asked);
      if (result instanceof Promise) {
        const over = pulse.watch(() => this.#cut());
        result.then(
          () => (over(), endStatementSpan(span)),
          (problem: unknown) => (over(), endStatementSpan(span, problem)),
        );
      }
      return result as Promise<unknown>;
    }

    // To end it politely it would wait for the answers.
    #cut(): void {
      this.#stream().destroy();
    }

    #stream(): Socket {
      return (this as unknown as { connection: { stream: Socket } }).connection.stream;
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
