import { expect, it } from 'vitest';
import { calendarEntry } from './calendar-entry.ts';

const entry = calendarEntry({
  ...{ uid: 'a@b.example', now: '2026-04-29T16:00:00.000Z' },
  ...{ starts: '2026-04-30T15:30:00.000Z', ends: '2026-04-30T15:45:00Z' },
  ...{ summary: 'Cita C-01: Trámites', place: 'Sede; calle 1, centro' },
  description: `Al llegar diga el código 123 456.\nÑandú ${'é'.repeat(120)}`,
});

it('is an entry with an alarm, whose words are kept as they are', () => {
  expect(entry).toContain('\r\nDTSTART:20260430T153000Z\r\nDTEND:20260430T154500Z\r\n');
  expect(entry).toContain('\r\nLOCATION:Sede\\; calle 1\\, centro\r\n');
  expect(entry.replaceAll('\r\n ', '')).toContain(`123 456.\\nÑandú ${'é'.repeat(120)}\r\n`);
});

it('has no line of more than 75 octets', () => {
  const lines = entry.split('\r\n').map((line) => Buffer.byteLength(line));
  expect(Math.max(...lines)).toBeLessThanOrEqual(75);
});
