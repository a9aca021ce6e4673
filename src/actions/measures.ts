import { Counter, Registry } from 'prom-client';

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
