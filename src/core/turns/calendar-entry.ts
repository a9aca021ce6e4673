import type { Instant } from '../deadlines/plain-date.ts';

/** An appointment as a calendar takes it. All words are those that its holder reads. */
export interface CalendarEntry {
  /** The same entry has the same one: `<id>@<host>`. */
  readonly uid: string;
  readonly now: Instant;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly summary: string;
  readonly place: string;
  readonly description: string;
}

const remind_before = '-PT2H';
/** A line is folded after so many octets (RFC 5545 section 3.1). */
const longest_line = 75;

/** An appointment for one's own calendar (RFC 5545), with a reminder two hours before; it names nobody. */
export function calendarEntry({ uid, now, starts, ends, ...words }: CalendarEntry): string {
  const { summary, place, description } = words;
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Atiende//ES', 'BEGIN:VEVENT'],
    ...[`UID:${uid}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(starts)}`, `DTEND:${stamp(ends)}`],
    ...[`SUMMARY:${text(summary)}`, `LOCATION:${text(place)}`, `DESCRIPTION:${text(description)}`],
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${text(summary)}`, `TRIGGER:${remind_before}`],
    ...['END:VALARM', 'END:VEVENT', 'END:VCALENDAR', ''],
  ]
    .map(folded)
    .join('\r\n');
}

const stamp = (instant: Instant): string => instant.replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
const text = (words: string): string =>
  words.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');

/** Folded between characters, never within one. */
function folded(line: string): string {
  let [out, length] = ['', 0];
  for (const sign of line) {
    const octets = octetsOf(sign.codePointAt(0)!);
    if (length + octets > longest_line) [out, length] = [`${out}\r\n `, 1];
    out += sign;
    length += octets;
  }
  return out;
}

/** In UTF-8. */
const octetsOf = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
