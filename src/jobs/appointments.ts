import type { App } from '../actions/app.ts';
import { missAppointments } from '../actions/turns/arrive.ts';
import { remindOfAppointmentsDue } from '../actions/turns/remind-of-appointments.ts';

const system = { kind: 'system' } as const;

/** Every minute: appointments to which nobody came within the minutes that the office waits. */
export async function missThose(app: App): Promise<void> {
  await missAppointments(app, system, {});
}

/** Every few minutes: reminders of appointments, and the addresses of those that are over. */
export async function remindOfAppointments(app: App): Promise<void> {
  await remindOfAppointmentsDue(app, system, {});
}
