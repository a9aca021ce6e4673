import { useEffect, useSyncExternalStore } from 'react';
import type { InteractionWhole } from '../../api.generated.ts';
import { ApiError, call } from '../../api/client.ts';

/** An interaction that has ended and may not have arrived; `refused`: the server's sentence about why it never will. */
export interface Unsent {
  readonly user_id: string;
  readonly body: InteractionWhole;
  readonly refused?: string;
}

// On this machine and not in the window alone: it must outlast both. Without name or number, and gone once it arrived.
const key = 'atiende.desk.unsent';
const again_ms = 15_000;
/** What will be answered the same however often it is sent. */
const final: ReadonlySet<number> = new Set([403, 404, 409, 410, 413, 422]);
const listeners = new Set<() => void>();
let shown: { text: string; items: readonly Unsent[] } = { text: '', items: [] };

function read(): readonly Unsent[] {
  const text = localStorage.getItem(key) ?? '[]';
  if (text !== shown.text) {
    try {
      shown = { text, items: JSON.parse(text) as Unsent[] };
    } catch {
      shown = { text, items: [] };
    }
  }
  return shown.items;
}

function write(items: readonly Unsent[]): void {
  localStorage.setItem(key, JSON.stringify(items));
  for (const listener of listeners) listener();
}

const isSame =
  ({ body }: Unsent) =>
  (one: Unsent) =>
    one.body.interaction_id === body.interaction_id;

/** Keeps it before it is sent, so that it is lost with nothing. */
export function keep(one: Unsent): void {
  write([...read().filter((other) => !isSame(one)(other)), one]);
}

export function discard(one: Unsent): void {
  write(read().filter((other) => !isSame(one)(other)));
}

let sending: Promise<boolean> | null = null;

/**
 * Sends what this person has ended, in order and under one key each: sent twice, it counts once.
 * @returns whether all of it arrived
 */
export function sendUnsent(user_id: string): Promise<boolean> {
  sending ??= sendAll(user_id).finally(() => (sending = null));
  return sending;
}

async function sendAll(user_id: string): Promise<boolean> {
  for (;;) {
    // Read anew each time: another one may have ended meanwhile.
    const one = read().find((item) => item.user_id === user_id && item.refused === undefined);
    if (one === undefined) return true;
    try {
      const idempotency_key = `${one.body.interaction_id}/end`;
      // Whoever has the browser by now, it is theirs who attended.
      await call('end_interaction', { body: one.body, idempotency_key, as: user_id });
      discard(one);
    } catch (error) {
      if (!(error instanceof ApiError) || !final.has(error.status)) return false;
      write(read().map((item) => (isSame(one)(item) ? { ...item, refused: error.message } : item)));
    }
  }
}

/** What waits on this machine for its person; tried again when the network comes back, and now and then. */
export function useUnsent(user_id: string): readonly Unsent[] {
  const items = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
  const own = items.filter((item) => item.user_id === user_id);
  const waits = own.some(({ refused }) => refused === undefined);
  useEffect(() => {
    if (!waits) return;
    const send = () => void sendUnsent(user_id);
    const timer = setInterval(send, again_ms);
    addEventListener('online', send);
    send();
    return () => {
      clearInterval(timer);
      removeEventListener('online', send);
    };
  }, [waits, user_id]);
  return own;
}
