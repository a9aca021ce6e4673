import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { ticketAddress } from '../../store/ticket-addresses.ts';
import { ticketToken, type Office } from '../../store/tickets.ts';
import type { ActionContext } from '../action.ts';
import { appointmentWords, type Appointment } from './appointment-words.ts';

type AppointmentTemplate =
  'appointment_booked' | 'appointment_reminder' | 'appointment_closed' | 'appointment_cancelled';

/** What is written of an appointment that is no more: nothing to come to, nothing for a calendar. */
export const isOfNoMore = (template: string): boolean =>
  template === 'appointment_closed' || template === 'appointment_cancelled';

/**
 * Writes to who booked an appointment as an outbox row under the key of its address; each message once. Its link shows
 * the appointment, takes it along and cancels it; of one that is no more, it leads to where another one is booked.
 */
export async function writeOfAppointment(
  { tx, app, now }: Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>,
  message: {
    readonly office: Office;
    readonly city: CityConfiguration;
    readonly appointment: Appointment;
    readonly template: AppointmentTemplate;
  },
): Promise<void> {
  const { office, city, appointment, template } = message;
  const to = await ticketAddress(tx, app.keys, appointment.id);
  if (to === null) return;
  const language = languageOf(to.language);
  const paths = citizenPaths(`/c/${city.city.code}`);
  const { is_offered, check_in } = office.settings.appointments;
  const another = office.is_active && is_offered ? paths.appointment(office.code) : paths.offices();
  const isOver = isOfNoMore(template);
  const link = isOver ? another : paths.ticketLink(ticketToken(app.keys, appointment.id));
  const told = { office, appointment, language, keys: app.keys };
  const words = { ...appointmentWords(told, city), url: app.public_url + link };
  const body = [
    say(language, 'notice.greeting_nobody'),
    say(language, `notice.${template}.body`, words),
    ...(check_in && !isOver ? [say(language, 'notice.appointment.arrive', words)] : []),
    say(language, isOver ? 'notice.appointment.another' : 'notice.appointment.link', words),
    ...(isOver ? [] : [say(language, 'notice.appointment.kept')]),
    city.authorities.get(office.authority_id)?.name ?? city.city.name,
  ].join('\n\n');
  const id = newId();
  const inserted = await tx
    .insertInto('outbox')
    .values({
      ...{ id, city_id: city.city.id, ticket_id: appointment.id, channel: 'email', template },
      ...{ dedupe_key: `${template}/${appointment.id}`, created_at: now },
      recipient_cipher: encryptText(to.key, to.address, 'outbox.recipient'),
      subject: say(language, `notice.${template}.subject`, { office: office.name }),
      body_cipher: encryptText(to.key, body, 'outbox.body'),
      state: app.sends_mail ? 'queued' : 'kept',
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && app.sends_mail)
    await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
}
