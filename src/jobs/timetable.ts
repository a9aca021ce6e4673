import type { App } from '../actions/app.ts';
import type { Mailer } from '../channels/email/send-email.ts';
import { deliverMessage } from './deliver-message.ts';
import type { Attempt } from './job.ts';
import { releaseDead } from './release-dead.ts';
import { sealNew } from './seal-new.ts';
import { sweep } from './sweep.ts';

/** What a job has at hand. */
export interface JobTools {
  readonly app: App;
  readonly mailer: Mailer | null;
}
type Job = (tools: JobTools, attempt: Attempt) => Promise<void>;

/** Jobs of the queue: enqueued with their cause, or by the timetable below; tried again when they fail. */
export const jobs: Readonly<Record<string, Job>> = {
  deliver_message: ({ app, mailer }, attempt) => deliverMessage(app, mailer, attempt),
  sweep_expired: ({ app }) => sweep(app),
};

/** The whole timetable, in UTC. One process of all takes each turn; a turn missed while all were down is made up. */
export const timetable: readonly { job: keyof typeof jobs; at: string; make_up_hours: number }[] = [
  { job: 'sweep_expired', at: '23 9 * * *', make_up_hours: 24 },
];

/** Small things that run in every process, too often for the queue; each finds nothing to do at hardly any cost. */
export const rounds: readonly { name: string; every_seconds: number; run: (app: App) => Promise<void> }[] = [
  { name: 'seal_histories', every_seconds: 10, run: sealNew },
  { name: 'release_dead_workers', every_seconds: 30, run: releaseDead },
];
