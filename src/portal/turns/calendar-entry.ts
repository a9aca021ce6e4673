import { addSeconds } from '../../core/deadlines/plain-date.ts';
import type { HeldTicket } from '../../queries/public/turns.ts';
import type { Visit } from '../layout/visit.ts';

const remind_before = '-PT2H';

/** An appointment for one's own calendar (RFC 5545), with a reminder two hours before; it names nobody. */
export function calendarEntry(
  { say, now, app }: Visit,
  { id, office, shown, line_name, appointment_at }: HeldTicket & { appointment_at: string },
): string {
  const { slot_minutes } = office.settings.appointments;
  const stamp = (instant: string) => `${instant.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}`;
  const text = (words: string) => words.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
  const host = URL.parse(app.public_url)?.hostname ?? 'localhost';
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Atiende//ES', 'BEGIN:VEVENT'],
    ...[`UID:${id}@${host}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(appointment_at)}`],
    `DTEND:${stamp(addSeconds(appointment_at, slot_minutes * 60))}`,
    `SUMMARY:${text(say('portal.turns.entry', { number: shown, line: line_name }))}`,
    `LOCATION:${text([office.name, office.address].filter((part) => part !== null).join(', '))}`,
    ...[
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${text(shown)}`,
      `TRIGGER:${remind_before}`,
      'END:VALARM',
    ],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
}
