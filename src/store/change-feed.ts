import type { BoardMoved } from '../core/access/boards.ts';
import { boardIn, boardsMoved } from './board-news.ts';
import { clientAt, placed, type Whereabouts } from './whereabouts.ts';

/**
 * What is heard: a petition that changed, after its commit; something at a person's telephone; something on a board that
 * is open at a few desks; or whether anything is heard at all.
 */
export type Heard =
  | { readonly kind: 'petition'; readonly id: string }
  | { readonly kind: 'telephone'; readonly user_id: string }
  | { readonly kind: 'board'; readonly moved: BoardMoved }
  | { readonly kind: 'listening'; readonly now: boolean };

/** The changes of petitions of the whole installation, whichever process made them. */
export interface ChangeFeed {
  /** Whether changes are heard just now; while they are not, whoever needs them looks for them. */
  readonly isListening: () => boolean;
  /** @returns a function that ends it */
  readonly subscribe: (hear: (heard: Heard) => void) => () => void;
  readonly close: () => Promise<void>;
}

const channel = 'petition_changed';
const telephones = 'telephone_changed';
const soonestMs = 500;
const latestMs = 15_000;

/**
 * Listens to the database over one connection of its own, and connects again by itself when that is lost.
 * @param at a direct address: behind a pooler that shares connections, LISTEN does not work
 */
export function openChangeFeed(at: string | Whereabouts): ChangeFeed {
  const hearers = new Set<(heard: Heard) => void>();
  const state: State = { client: null, isClosed: false, again: undefined, waitMs: soonestMs };
  const tell = (heard: Heard) => {
    for (const hear of hearers) hear(heard);
  };
  void connect({ where: placed(at), state, tell });
  return {
    isListening: () => state.client !== null,
    subscribe(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    async close() {
      state.isClosed = true;
      clearTimeout(state.again);
      const { client } = state;
      state.client = null;
      await client?.end().catch(() => undefined);
    },
  };
}

interface State {
  /** The connection that listens; null while there is none. */
  client: InstanceType<ReturnType<typeof clientAt>> | null;
  isClosed: boolean;
  again: NodeJS.Timeout | undefined;
  waitMs: number;
}

interface Listening {
  readonly where: Whereabouts;
  readonly state: State;
  readonly tell: (heard: Heard) => void;
}

async function connect(listening: Listening): Promise<void> {
  const { where, state, tell } = listening;
  const client = new (clientAt(where))({
    ...{ connectionString: where.now(), application_name: 'atiende-feed', connectionTimeoutMillis: 5_000 },
    // A database that vanished without a word is noticed all the same.
    keepAlive: true,
  });
  let isOver = false;
  const lost = () => {
    if (isOver) return;
    isOver = true;
    void client.end().catch(() => undefined);
    const wasListening = state.client === client;
    if (wasListening) state.client = null;
    if (state.isClosed) return;
    if (wasListening) tell({ kind: 'listening', now: false });
    state.again = setTimeout(() => void connect(listening), state.waitMs).unref();
    state.waitMs = Math.min(state.waitMs * 2, latestMs);
  };
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', ({ channel: on, payload }) => {
    if (on === telephones) return isId(payload) ? tell({ kind: 'telephone', user_id: payload }) : undefined;
    if (on === boardsMoved) {
      const moved = boardIn(payload);
      return moved === null ? undefined : tell({ kind: 'board', moved });
    }
    const id = idIn(payload);
    if (id !== null) tell({ kind: 'petition', id });
  });
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}; LISTEN ${telephones}; LISTEN ${boardsMoved}`);
  } catch {
    return lost();
  }
  if (state.isClosed) return lost();
  state.client = client;
  state.waitMs = soonestMs;
  tell({ kind: 'listening', now: true });
}

const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f-]{36}$/.test(text);

/** Anybody with a connection can notify: what is no id of a petition is not heard. */
function idIn(payload: string | undefined): string | null {
  try {
    const { id } = JSON.parse(payload ?? '') as { id?: unknown };
    return isId(id) ? id : null;
  } catch {
    return null;
  }
}
