import type { App } from '../actions/app.ts';
import { missAppointments } from '../actions/turns/arrive.ts';
import { remindOfAppointmentsDue } from '../actions/turns/remind-of-appointments.ts';
import { tellOfClosedHours } from '../actions/turns/tell-of-closed-hours.ts';

const system = { kind: 'system' } as const;

/** Every minute: appointments to which nobody came within the minutes that the office waits. */
export async function missThose(app: App): Promise<void> {
  await missAppointments(app, system, {});
}

/** Every few minutes: who is told that the office will not open, reminders, and the addresses of what is over. */
export async function remindOfAppointments(app: App): Promise<void> {
  await tellOfClosedHours(app, system, {});
  await remindOfAppointmentsDue(app, system, {});
}
