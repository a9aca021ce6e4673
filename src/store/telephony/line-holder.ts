import type pg from 'pg';
import { clientAt, placed, type Whereabouts } from '../whereabouts.ts';

/** A connection that says which exchanges this process speaks with, and hears that an order waits. */
export interface LineHolder {
  /** Takes the line of an exchange for this process; false while another process has it. */
  readonly take: (exchange_id: string) => Promise<boolean>;
  readonly giveBack: (exchange_id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Hearing {
  readonly onOrder: (exchange_id: string) => void;
  /** The connection was lost: another process may have taken every line by now. */
  readonly onLost: () => void;
}

const lock = `hashtextextended('telephone line ' || $1, 0)`;

/**
 * One process of all speaks with an exchange: it holds an advisory lock, which the database takes back when the process
 * or its connection is gone.
 * @param at a direct address: behind a pooler that shares connections a lock is nobody's
 */
export function openLineHolder(at: string | Whereabouts, { onOrder, onLost }: Hearing): LineHolder {
  const where = placed(at);
  let opened: Promise<pg.Client> | null = null;
  let isClosed = false;
  const open = async (): Promise<pg.Client> => {
    const client = new (clientAt(where))({
      ...{ connectionString: where.now(), application_name: 'atiende-telephone', keepAlive: true },
      connectionTimeoutMillis: 5_000,
    }) as pg.Client;
    let isOver = false;
    const lost = () => {
      if (isOver) return;
      isOver = true;
      opened = null;
      void client.end().catch(() => undefined);
      if (!isClosed) onLost();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => onOrder(payload ?? ''));
    try {
      await client.connect();
      await client.query('LISTEN exchange_order');
    } catch (problem) {
      lost();
      throw problem;
    }
    return client;
  };
  const connected = () => (opened ??= open());
  return {
    async take(exchange_id) {
      const client = await connected();
      const { rows } = await client.query<{ taken: boolean }>(
        `select pg_try_advisory_lock(${lock}) as taken`,
        [exchange_id],
      );
      return rows[0]!.taken;
    },
    async giveBack(exchange_id) {
      const client = await opened?.catch(() => null);
      await client?.query(`select pg_advisory_unlock(${lock})`, [exchange_id]).catch(() => undefined);
    },
    async close() {
      isClosed = true;
      const client = await opened?.catch(() => null);
      await client?.end().catch(() => undefined);
    },
  };
}
