import { setTimeout as pause } from 'node:timers/promises';
import { recordDelivery } from '../actions/delivery/record-delivery.ts';
import type { App } from '../actions/app.ts';
import { isDatabaseAway } from '../actions/outage.ts';

type Delivery = Parameters<typeof recordDelivery>[2];

/** What was sent and is not written down yet, by row of the outbox: whoever meets it again waits instead of sending. */
const unwritten = new Map<string, Promise<void>>();

/** So long a job waits for the database; the writing itself goes on behind it. */
const patience_ms = 10_000;

/**
 * Writes down how a sending went. While the database is away it is tried again for as long as this process lives, so that
 * an outage in the moment of sending sends nothing twice.
 * @throws when the database is away for longer than a job waits
 */
export async function writeDelivery(app: App, delivery: Delivery): Promise<void> {
  const writing = keepTrying(app, delivery).finally(() => unwritten.delete(delivery.outbox_id));
  unwritten.set(delivery.outbox_id, writing);
  await withPatience(writing);
}

/**
 * Waits for what is still to be written of an earlier sending of this message.
 * @throws when the database is away for longer than a job waits
 */
export async function earlierDelivery(outbox_id: string): Promise<void> {
  const writing = unwritten.get(outbox_id);
  if (writing !== undefined) await withPatience(writing);
}

async function keepTrying(app: App, delivery: Delivery): Promise<void> {
  for (let wait_ms = 100; ; wait_ms = Math.min(wait_ms * 2, 2_000)) {
    try {
      await recordDelivery(app, { kind: 'system' }, delivery);
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      await pause(wait_ms, undefined, { ref: false });
    }
  }
}

async function withPatience(writing: Promise<void>): Promise<void> {
  const over = new AbortController();
  // Whoever has gone hears no more of it: the next one does.
  writing.catch(() => undefined);
  const late = pause(patience_ms, 'late' as const, { signal: over.signal, ref: false }).catch(() => null);
  const first = await Promise.race([writing, late]).finally(() => over.abort());
  if (first === 'late') throw Object.assign(new Error('the database is away'), { code: 'ETIMEDOUT' });
}
