import { z } from 'zod';
import { slotsFrom } from '../../core/turns/office-day.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addSeconds, compareInstants, secondsBetween } from '../../core/deadlines/plain-date.ts';
import { appointmentPrefix, hoursOf } from '../../core/turns/office.ts';
import { keepTicketAddress } from '../../store/ticket-addresses.ts';
import { addTicket, lockLine, type Office } from '../../store/tickets.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { recordAttempt, refuseTooMany } from '../tracking/attempts.ts';
import { writeOfAppointment } from './appointment-message.ts';
import type { Appointment } from './appointment-words.ts';
import { lineOf, officePlace, type OfficePlace } from './office-place.ts';
import { askPriority, askService, type TicketTaken } from './take-ticket.ts';

/** The address to which whoever booked wants to be written. */
export const appointmentEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'invalid_email');

/** An hour as it is asked for. */
export const hourWanted = {
  line_code: z.string().min(1).max(60),
  at: z.iso.datetime(),
  priority_code: z.string().max(60).nullable().default(null),
};

/** So many hours of an office are booked from one connection in a day: more than share one, fewer than it gives. */
const most_in_a_day = { from_address: 20, in_all: 20, minutes: 24 * 60 };

/**
 * Books an hour at an office on the portal, without an account. Of several who ask for the last place of an hour one
 * gets it. An address that is left is written to at once and before the appointment, where there is a mail server.
 * From one connection no more than twenty in a day, so that nobody keeps the hours of everybody; staff books the rest.
 * @throws Refused `not_found`, `place_taken` for an hour that is full, over or not offered, `invalid_input`,
 *   `too_many_bookings`, `too_many_attempts` for an address that is asked to be written to too often
 */
export const bookAppointment = defineAction({
  name: 'book-appointment',
  permission: 'public',
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    city_id: z.uuid(),
    office_code: z.string().max(80),
    ...hourWanted,
    service_code: z.string().max(80).nullable().default(null),
    /** From where it is asked. */
    address: z.string().max(80),
    written_to: z
      .object({ email: appointmentEmail, language: z.enum(['es', 'en']) })
      .nullable()
      .default(null),
  }),
  async run(context): Promise<TicketTaken> {
    const { tx, input, now } = context;
    const { address, written_to: to } = input;
    const place = await officePlace(tx, { city_id: input.city_id, code: input.office_code }, now);
    await countBooking(context, place.office.id);
    return bookHour(context, place, { ...input, to: to === null ? null : { ...to, address } });
  },
});

/** @throws Refused('too_many_bookings') */
async function countBooking(
  { tx, app, now, input: { address } }: ActionContext<{ address: string }>,
  office_id: string,
): Promise<void> {
  const attempt = { subject: `booking at ${office_id} from ${address}`, address };
  try {
    await refuseTooMany(tx, { keys: app.keys, now, attempt, limits: most_in_a_day });
  } catch (error) {
    if (error instanceof Refused) throw new Refused('too_many_bookings');
    throw error;
  }
  await recordAttempt(tx, { keys: app.keys, now, attempt, succeeded: false });
}

interface Hour {
  readonly line_code: string;
  readonly at: string;
  readonly priority_code: string | null;
  readonly service_code: string | null;
  readonly to: WrittenTo | null;
}

interface WrittenTo {
  readonly email: string;
  /** Who asks for it: a network address, or who of the staff. */
  readonly address: string;
  readonly language: 'es' | 'en';
}

/**
 * One place of an hour, for whoever may book it.
 * @throws Refused `place_taken`, `invalid_input`, `too_many_attempts` as `bookAppointment`
 */
export async function bookHour(
  context: ActionContext<unknown>,
  { office, city }: Pick<OfficePlace, 'office' | 'city'>,
  { line_code, at, priority_code, service_code, to }: Hour,
): Promise<TicketTaken> {
  const { tx, app, now } = context;
  lineOf(office, line_code);
  askPriority(office, priority_code);
  askService({ office, city }, { line_code, service_code });
  const { appointments } = office.settings;
  const slot = slotsFrom({ ...hoursOf(office, city), now }, appointments).find(
    (one) => compareInstants(one.at, at) === 0,
  );
  if (slot === undefined) throw new Refused('place_taken');
  await lockLine(tx, { office_id: office.id, on_day: slot.on });
  const place = await freePlace(tx, { office_id: office.id, at: slot.at, places: appointments.places });
  if (place === null) throw new Refused('place_taken');
  const ticket = {
    ...({ line_code, priority_code, prefix: appointmentPrefix, source: 'appointment', at: now } as const),
    ...{ on_day: slot.on, appointment_at: slot.at, place, service_code },
  };
  const taken = { ...(await addTicket(tx, app.keys, { office, ticket })), prefix: appointmentPrefix };
  const appointment = { id: taken.ticket_id, ...taken, line_code, appointment_at: slot.at };
  if (to !== null && app.sends_mail) await confirmByMail(context, { office, city, appointment, to });
  return taken;
}

interface Confirming {
  readonly office: Office;
  readonly city: CityConfiguration;
  readonly appointment: Appointment;
  readonly to: WrittenTo;
}

/** Who is reminded of it the day before is not told so an hour after booking it. */
const shortest_notice_hours = 2;

/** Keeps the address with the appointment and writes to it. @throws Refused('too_many_attempts'), as each asking writes */
async function confirmByMail(context: ActionContext<unknown>, { to, ...about }: Confirming): Promise<void> {
  const { tx, app, now } = context;
  const attempt = { subject: `appointment ${to.email}`, address: to.address };
  await refuseTooMany(tx, { keys: app.keys, now, attempt, limits: { from_address: 5, in_all: 10 } });
  await recordAttempt(tx, { keys: app.keys, now, attempt, succeeded: false });
  const { id: ticket_id, appointment_at } = about.appointment;
  const { remind_hours } = about.office.settings.appointments;
  const at = addSeconds(appointment_at, -remind_hours * 3600);
  const isLater = secondsBetween(now, at) >= shortest_notice_hours * 3600;
  const remind_at = remind_hours > 0 && isLater ? at : null;
  await keepTicketAddress(tx, app.keys, { ticket_id, email: to.email, language: to.language, remind_at });
  await writeOfAppointment(context, { ...about, template: 'appointment_booked' });
}

/** The first place of an hour that nobody has; null where all are taken. */
async function freePlace(
  tx: Tx,
  { office_id, at, places }: { office_id: string; at: string; places: number },
): Promise<number | null> {
  const rows = await tx
    .selectFrom('tickets')
    .select('place')
    .where('office_id', '=', office_id)
    .where('appointment_at', '=', at)
    .where('place', 'is not', null)
    .where('state', '<>', 'left')
    .execute();
  const taken = new Set(rows.map((row) => row.place));
  for (let place = 1; place <= places; place += 1) if (!taken.has(place)) return place;
  return null;
}
