import type { Socket } from 'node:net';
import pg from 'pg';

/** How a transaction says who asks in it: always its first statement. */
export const actor_is = 'set local atiende.actor';
const beginnings = new Set(['begin', 'start transaction read only']);
const endings = new Set(['commit', 'rollback']);

const said = (command: string) => Promise.resolve({ command, rows: [], rowCount: null });

/**
 * A connection that sends statements without waiting for the answers to those before, and all that is asked in one turn
 * as one packet. The beginning of a transaction, and who asks in it, travel with its first question; a transaction in
 * which nothing was asked sends nothing. Needs the driver's `pipeline`.
 */
export class PacketClient extends pg.Client {
  #beginning = '';
  #isHeld = false;

  override query(...given: unknown[]): never {
    const text = typeof given[0] === 'string' ? given[0] : '';
    const beginning = this.#beginning;
    if (beginnings.has(text) || (beginning !== '' && text.startsWith(actor_is))) {
      this.#beginning = beginning === '' ? text : `${beginning}; ${text}`;
      return said('BEGIN') as never;
    }
    this.#beginning = '';
    if (beginning === '') return this.ask(given) as never;
    // Nothing was asked between: there is nothing to end.
    if (endings.has(text)) return said(text.toUpperCase()) as never;
    // Where it cannot begin, the connection is lost or the transaction refuses what follows: that is heard there.
    this.ask([beginning]).catch(() => undefined);
    return this.ask(given) as never;
  }

  /** Sends one statement, in any form that the driver knows. */
  protected ask(given: unknown[]): Promise<unknown> {
    this.#holdUntilAllIsSaid();
    return (super.query as (...all: unknown[]) => Promise<unknown>)(...given);
  }

  /** Ends the connection at once: to end it politely it would wait for the answers. */
  protected cut(): void {
    this.#stream().destroy();
  }

  // Handing a packet over costs more than making it.
  #holdUntilAllIsSaid(): void {
    if (this.#isHeld) return;
    const stream = this.#stream();
    this.#isHeld = true;
    stream.cork();
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }

  #stream(): Socket {
    return (this as unknown as { connection: { stream: Socket } }).connection.stream;
  }
}
