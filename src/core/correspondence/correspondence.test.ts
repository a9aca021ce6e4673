import { describe, expect, it } from 'vitest';
import type { Calendar } from '../deadlines/calendar.ts';
import { composeCoverCode, parseCoverCode } from './cover-sheet.ts';
import { entryLabel, parseEntry, receivedBy } from './letter.ts';
import { isWithin, mayTakeBack, nextWay, notifiedBy } from './notification.ts';

const calendar: Calendar = {
  ...{ code: 'prueba', time_zone: 'America/Mexico_City', business_weekdays: [1, 2, 3, 4, 5] },
  ...{ covers_from: '2026-01-01', covers_until: '2026-12-31' },
  days: new Map([
    [
      '2026-09-16',
      { on: '2026-09-16', is_business: false, kind: 'holiday', name: 'Independencia', source: 'Ley' },
    ],
  ]),
};

describe('a letter', () => {
  const now = '2026-09-14T16:00:00.000Z';
  it('was received before it is registered, and not years ago', () => {
    expect(receivedBy('2026-09-12T15:00:00.000Z', now)).toMatchObject({ value: '2026-09-12T15:00:00.000Z' });
    expect(receivedBy('2026-09-14T16:02:00.000Z', now)).toMatchObject({ value: now });
    for (const wrong of ['2026-09-15T16:00:00.000Z', '2024-09-14T16:00:00.000Z'])
      expect(receivedBy(wrong, now)).toMatchObject({ code: 'letter_times_wrong' });
  });
  it('has an entry that is read as it is typed', () => {
    expect(entryLabel({ year: 2026, entry_number: 123 })).toBe('2026/000123');
    for (const typed of ['2026/000123', ' 2026-123 '])
      expect(parseEntry(typed)).toEqual({ year: 2026, entry_number: 123 });
    expect(parseEntry('000123')).toEqual({ year: null, entry_number: 123 });
    for (const none of ['0', 'IZP-2026-000123-X', '12a', '']) expect(parseEntry(none)).toBeNull();
  });
});

describe('a cover sheet', () => {
  it('has a code that a scanner, a person and a worn key read the same', () => {
    const code = composeCoverCode('IZP', 2026, 45);
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', "'")])
      expect(parseCoverCode(typed)).toBe(code);
  });
  it('is refused with a wrong digit', () => {
    const code = composeCoverCode('IZP', 2026, 45);
    expect(parseCoverCode(code.replace('045', '046'))).toBeNull();
    expect(parseCoverCode('IZP-2026-000045-A')).toBeNull();
  });
});

describe('a delivery', () => {
  it('notifies on the day of handing over or of the carrier, local to the authority', () => {
    const at = '2026-09-15T03:30:00.000Z';
    expect(notifiedBy({ way: 'in_person', at }, calendar)).toEqual({
      ...{ notified_at: at, notified_on: '2026-09-14', rule: 'handed_over' },
    });
    expect(notifiedBy({ way: 'post', at }, calendar).rule).toBe('carrier_delivered');
  });
  it('by list notifies on the business day after the last day on it', () => {
    const told = notifiedBy({ way: 'list', until: '2026-09-15' }, calendar);
    expect(told).toEqual({
      ...{ notified_on: '2026-09-17', rule: 'after_list', notified_at: '2026-09-17T06:00:00Z' },
    });
  });
  it('was after the reply was sent, to the minute, and not tomorrow', () => {
    const sent = { from: '2026-09-14T16:00:40.000Z', until: '2026-09-14T16:30:00.000Z' };
    expect(isWithin('2026-09-14T16:00:00.000Z', sent)).toBe(true);
    expect(isWithin('2026-09-14T15:59:59.000Z', sent)).toBe(false);
    expect(isWithin('2026-09-14T16:30:01.000Z', sent)).toBe(false);
  });
  it('that came back leads to the next way', () => {
    const ways = (attempts: Parameters<typeof nextWay>[0], has_address = true) =>
      nextWay(attempts, { has_address });
    expect(ways([])).toBe('post');
    expect(ways([], false)).toBe('in_person');
    expect(ways([{ way: 'post', state: 'returned' }])).toBe('list');
    expect(ways([{ way: 'post', state: 'undone' }])).toBe('post');
    expect(ways([{ way: 'in_person', state: 'returned' }])).toBe('post');
    expect(ways([{ way: 'post', state: 'under_way' }])).toBeNull();
  });
  it('is taken back on its own local day alone', () => {
    const one = { state: 'delivered' as const, decided_at: null, recorded_at: '2026-09-14T16:00:00.000Z' };
    const at = (now: string) => mayTakeBack(one, { now, calendar });
    expect(at('2026-09-15T05:59:00.000Z')).toMatchObject({ accepted: true });
    expect(at('2026-09-15T06:01:00.000Z')).toMatchObject({ code: 'delivery_not_today' });
    expect(mayTakeBack({ ...one, state: 'undone' }, { now: one.recorded_at, calendar })).toMatchObject({
      code: 'delivery_not_in_this_state',
    });
  });
});
