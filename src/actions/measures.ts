import { Counter, Gauge, Registry } from 'prom-client';
import type { Tx } from '../store/database.ts';

/** What this process has done since it started; the server's `/metrics` shows it. */
export const measures = new Registry();

export const petitionsFiled = new Counter({
  name: 'atiende_petitions_filed_total',
  help: 'Petitions filed, by channel',
  labelNames: ['channel'],
  registers: [measures],
});

export const messagesDelivered = new Counter({
  name: 'atiende_messages_total',
  help: 'Sendings of messages to citizens, by how they went: sent, refused, try_again',
  labelNames: ['result'],
  registers: [measures],
});

export const jobsDone = new Counter({
  name: 'atiende_jobs_total',
  help: 'Runs of jobs, by job and how they went: done, failed',
  labelNames: ['job', 'result'],
  registers: [measures],
});

export const liveStreams = new Gauge({
  name: 'atiende_live_streams',
  help: 'Windows that are told of changes by this process just now, of staff and of citizens',
  registers: [measures],
});

const waiting = new WeakMap<Tx, (() => void)[]>();

/** Counts something when the transaction that did it is committed; never what was rolled back or was done before. */
export function countAfterCommit(tx: Tx, count: () => void): void {
  waiting.set(tx, [...(waiting.get(tx) ?? []), count]);
}

/** What this transaction has to count, for whoever commits it. */
export function toCount(tx: Tx): () => void {
  const counts = waiting.get(tx) ?? [];
  return () => {
    for (const count of counts) count();
  };
}
