import type { App } from '../actions/app.ts';
import type { Mailer } from '../channels/email/send-email.ts';
import { askAfterClosing, askWhetherItLasts, inviteThose, remindThose } from './ask-how-it-went.ts';
import { collectNewRecordings, deleteOldRecordings } from './collect-recordings.ts';
import { bindRegistered, bindScanned, readScanned } from './bind-letter.ts';
import { endOfficeDays } from './close-office-days.ts';
import { missThose, remindOfAppointments } from './appointments.ts';
import { closeAnsweredPetitions } from './close-answered.ts';
import { closeLeftOpenInteractions } from './close-left-open.ts';
import { deliverMessage } from './deliver-message.ts';
import { findAllCriticalPoints } from './find-critical-points.ts';
import type { JobName } from '../store/job-queue.ts';
import type { Attempt } from './job.ts';
import { addUpAll } from '../actions/satisfaction/count-surveys.ts';
import { markMissedClocks } from './mark-missed.ts';
import { countChanges } from './project-statistics.ts';
import { publishAllOpenData } from './publish-open-data.ts';
import { readLogs } from './read-exchange-logs.ts';
import { recomputeAfterCalendar } from './recompute-after-calendar.ts';
import { releaseDead } from './release-dead.ts';
import { remindOwners } from './remind-of-reviews.ts';
import { removeFile } from './remove-file.ts';
import { removeUnnamed } from './remove-unnamed.ts';
import { sealNew } from './seal-new.ts';
import { tellSubscribers } from './send-digests.ts';
import { sweep } from './sweep.ts';
import { endStale, tellSoftphone } from './tell-softphone.ts';
import { writeOrdered } from './write-report.ts';

/** What a job has at hand. */
export interface JobTools {
  readonly app: App;
  readonly mailer: Mailer | null;
}
export type Job = (tools: JobTools, attempt: Attempt) => Promise<void>;

/** Jobs of the queue: enqueued with their cause, or by the timetable below; tried again when they fail. */
export const jobs = {
  deliver_message: ({ app, mailer }, attempt) => deliverMessage(app, mailer, attempt),
  close_answered_petitions: ({ app }) => closeAnsweredPetitions(app),
  close_left_open_interactions: ({ app }) => closeLeftOpenInteractions(app),
  close_office_days: ({ app }) => endOfficeDays(app),
  miss_appointments: ({ app }) => missThose(app),
  remind_of_appointments: ({ app }) => remindOfAppointments(app),
  ask_how_it_went: ({ app }, attempt) => askAfterClosing(app, attempt),
  bind_letter: ({ app }, attempt) => bindRegistered(app, attempt),
  read_pile: ({ app }, attempt) => readScanned(app, attempt),
  bind_pile: ({ app }, attempt) => bindScanned(app, attempt),
  ask_what_lasts: ({ app }) => askWhetherItLasts(app),
  remind_of_surveys: ({ app }) => remindThose(app),
  remind_of_reviews: ({ app }) => remindOwners(app),
  send_digests: ({ app }) => tellSubscribers(app),
  add_up_surveys: ({ app }) => addUpAll(app),
  invite_to_campaign: ({ app }, attempt) => inviteThose(app, attempt),
  mark_missed_clocks: ({ app }) => markMissedClocks(app),
  recompute_clocks: ({ app }, attempt) => recomputeAfterCalendar(app, attempt),
  find_critical_points: ({ app }, attempt) => findAllCriticalPoints(app, attempt),
  publish_open_data: ({ app }) => publishAllOpenData(app),
  write_report: ({ app }, attempt) => writeOrdered(app, attempt),
  collect_recordings: ({ app }) => collectNewRecordings(app),
  delete_recordings: ({ app }) => deleteOldRecordings(app),
  read_exchange_logs: ({ app }) => readLogs(app),
  remove_file: ({ app }, attempt) => removeFile(app, attempt),
  remove_unnamed_files: ({ app }) => removeUnnamed(app),
  tell_softphone: ({ app }, attempt) => tellSoftphone(app, attempt),
  end_softphones: ({ app }) => endStale(app),
  sweep_expired: ({ app }) => sweep(app),
} as const satisfies Readonly<Partial<Record<JobName, Job>>>;

/** The whole timetable, in UTC. One process of all takes each turn; a turn missed while all were down is made up. */
export const timetable: readonly { job: keyof typeof jobs; at: string; make_up_hours: number }[] = [
  { job: 'mark_missed_clocks', at: '* * * * *', make_up_hours: 0 },
  { job: 'end_softphones', at: '* * * * *', make_up_hours: 0 },
  // Local midnight is at another hour in each time zone: what closes today closes within the hour.
  { job: 'close_answered_petitions', at: '7 * * * *', make_up_hours: 1 },
  // The working day ends at another hour in each time zone and city.
  { job: 'close_left_open_interactions', at: '13,43 * * * *', make_up_hours: 1 },
  { job: 'ask_what_lasts', at: '27 * * * *', make_up_hours: 2 },
  { job: 'close_office_days', at: '*/5 * * * *', make_up_hours: 0 },
  { job: 'miss_appointments', at: '* * * * *', make_up_hours: 0 },
  { job: 'remind_of_appointments', at: '*/5 * * * *', make_up_hours: 0 },
  { job: 'remind_of_surveys', at: '37 * * * *', make_up_hours: 2 },
  // In the morning of each time zone.
  { job: 'send_digests', at: '3 * * * *', make_up_hours: 2 },
  { job: 'collect_recordings', at: '* * * * *', make_up_hours: 0 },
  { job: 'read_exchange_logs', at: '*/10 * * * *', make_up_hours: 0 },
  { job: 'delete_recordings', at: '17 * * * *', make_up_hours: 2 },
  { job: 'add_up_surveys', at: '*/10 * * * *', make_up_hours: 0 },
  { job: 'sweep_expired', at: '23 9 * * *', make_up_hours: 24 },
  // In the morning of the Americas, when there is time to read.
  { job: 'remind_of_reviews', at: '29 13 * * *', make_up_hours: 24 },
  // The quietest hour of the Americas.
  { job: 'publish_open_data', at: '41 8 * * *', make_up_hours: 24 },
  { job: 'find_critical_points', at: '11 9 * * *', make_up_hours: 24 },
  { job: 'remove_unnamed_files', at: '41 9 * * *', make_up_hours: 24 },
];

export interface Round {
  readonly name: string;
  readonly every_seconds: number;
  /** Also soon after a petition changed, where changes are heard. */
  readonly follows_changes?: boolean;
  readonly run: (app: App) => Promise<void>;
}

/** Small things that run in every process, too often for the queue; each finds nothing to do at hardly any cost. */
export const rounds = (): readonly Round[] => [
  { name: 'seal_histories', every_seconds: 10, run: sealNew },
  { name: 'count_statistics', every_seconds: 5, run: countChanges, follows_changes: true },
  { name: 'release_dead_workers', every_seconds: 3, run: releaseDead() },
];
