import { describe, expect, it } from 'vitest';
import { daysByDate, type Calendar } from '../deadlines/calendar.ts';
import { officeDay, slotsFrom } from './office-day.ts';
import {
  attends,
  settingsFaults,
  shownNumber,
  usualRules,
  type OfficeCounter,
  type OfficeSettings,
} from './office.ts';
import { moveTicket } from './ticket.ts';

const calendar: Calendar = {
  ...{ code: 'x', time_zone: 'America/Mexico_City', business_weekdays: [1, 2, 3, 4, 5] },
  ...{ covers_from: '2026-01-01', covers_until: '2026-05-05' },
  days: daysByDate([
    { on: '2026-05-01', is_business: false, kind: 'holiday', name: 'Día del trabajo', source: 'art. 74' },
  ]),
};
const hours = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '09:00', closes: '13:00' },
  { weekday, opens: '14:00', closes: '15:00' },
]);
// The town is six hours behind UTC.
const at = (local: string) => {
  const [day, time] = local.split(' ') as [string, string];
  return new Date(`${day}T${time}:00-06:00`).toISOString();
};
const day = (local: string, stop = 30) => officeDay({ hours, calendar, now: at(local) }, stop);

describe('the day of an office', () => {
  it.each([
    ['2026-04-30 08:59', false],
    ['2026-04-30 09:00', true],
    // Who waits through the pause keeps waiting inside.
    ['2026-04-30 13:30', true],
    ['2026-04-30 14:29', true],
    ['2026-04-30 14:30', false],
    ['2026-05-02 10:00', false],
  ])('gives numbers at %s: %s', (now, gives) => {
    expect(day(now).gives_numbers).toBe(gives);
  });

  it('says when it opens: later today, or after a holiday and a weekend', () => {
    expect(day('2026-04-30 07:00').opens_at).toBe('2026-04-30T15:00:00Z');
    expect(day('2026-04-30 14:45').opens_at).toBe('2026-05-04T15:00:00Z');
    expect(day('2026-04-30 10:00').opens_at).toBeNull();
  });

  it('is over with its last stretch', () => {
    expect(day('2026-04-30 14:59').is_over).toBe(false);
    expect(day('2026-04-30 15:00').is_over).toBe(true);
    expect(day('2026-05-01 15:00').is_over).toBe(false);
  });

  it('without hours gives no number and knows no opening', () => {
    const none = officeDay({ hours: [], calendar, now: at('2026-04-30 10:00') }, 0);
    expect(none).toMatchObject({ gives_numbers: false, opens_at: null, closes_at: null });
  });
});

describe('the hours that can be booked', () => {
  const rules = { ...usualRules.appointments, slot_minutes: 30, days_ahead: 30 };
  const slots = slotsFrom({ hours, calendar, now: at('2026-04-30 12:00') }, rules);
  it('lie within the opening hours, after now, on days on which it opens and that are known', () => {
    const local = slots.map(({ at: instant }) => instant);
    expect(local.slice(0, 4)).toEqual([
      '2026-04-30T18:30:00Z',
      '2026-04-30T20:00:00Z',
      '2026-04-30T20:30:00Z',
      '2026-05-04T15:00:00Z',
    ]);
    expect([...new Set(slots.map(({ on }) => on))]).toEqual(['2026-04-30', '2026-05-04', '2026-05-05']);
  });
  it('are none where appointments are not offered', () => {
    expect(
      slotsFrom({ hours, calendar, now: at('2026-04-30 12:00') }, { ...rules, is_offered: false }),
    ).toEqual([]);
  });
});

describe('settings', () => {
  const line = { code: 'a', name: 'A', prefix: 'A', minutes: 5, service_codes: [], is_active: true };
  const counter = { code: '1', name: '1', lines: [], is_active: true };
  const sound: OfficeSettings = {
    ...usualRules,
    hours: null,
    lines: [line],
    counters: [counter],
    priorities: [],
  };
  it.each<[string, Partial<OfficeSettings>, string | null]>([
    ['sound', {}, null],
    ['without a line', { lines: [] }, 'lines'],
    ['with all lines closed', { lines: [{ ...line, is_active: false }] }, 'lines'],
    ['without a counter', { counters: [] }, 'counters'],
    ['with one letter twice', { lines: [line, { ...line, code: 'b' }] }, 'lines'],
    ['with the letter of appointments', { lines: [{ ...line, prefix: 'C' }] }, 'lines'],
    ['with a counter for a line that is not', { counters: [{ ...counter, lines: ['z'] }] }, 'counters'],
    ['that close before they open', { hours: [{ weekday: 1, opens: '10:00', closes: '09:00' }] }, 'hours'],
  ])('%s', (_, changed, fault) => {
    expect(Object.keys(settingsFaults({ ...sound, ...changed }))).toEqual(fault === null ? [] : [fault]);
  });
});

it('moves a number only from where it may be moved', () => {
  expect(moveTicket('called', 'attend')).toEqual({ accepted: true, value: 'serving' });
  expect(moveTicket('done', 'call')).toMatchObject({ accepted: false, code: 'ticket_not_in_this_state' });
  expect(moveTicket('serving', 'no_show')).toMatchObject({ accepted: false });
});

it('shows a number with two digits at least', () => {
  expect(shownNumber({ prefix: 'A', number: 7 })).toBe('A-07');
  expect(shownNumber({ prefix: 'B', number: 112 })).toBe('B-112');
});

describe('who is attended by whom', () => {
  const line = (code: string, prefix: string) => ({
    ...{ code, name: code, prefix, minutes: 5, service_codes: [], is_active: true },
  });
  const counter = (code: string, lines: string[], is_active = true) => ({
    code,
    name: code,
    lines,
    is_active,
  });
  const settings: OfficeSettings = {
    ...usualRules,
    ...{ hours: null, lines: [line('a', 'A'), line('b', 'B')], priorities: [] },
    counters: [counter('1', ['a']), counter('2', []), counter('3', ['b'], false)],
  };
  const [one, two] = settings.counters as [OfficeCounter, OfficeCounter, OfficeCounter];
  const at = (counters: OfficeCounter, line_code: string, for_counter: string | null = null) =>
    attends(settings, counters, { line_code, for_counter });

  it('is by line, or by the one counter to which somebody was sent', () => {
    expect([at(one, 'a'), at(two, 'a'), at(one, 'b'), at(two, 'b')]).toEqual([true, true, false, true]);
    expect([at(one, 'b', '1'), at(two, 'b', '1')]).toEqual([true, false]);
  });

  it('is at any counter where the line or the counter is gone, so that nobody waits for ever', () => {
    expect([at(one, 'gone'), at(two, 'gone')]).toEqual([true, true]);
    // The third is closed: who was sent there goes by line again.
    expect([at(one, 'b', '3'), at(two, 'b', '3')]).toEqual([false, true]);
  });
});

it('a day that the calendar does not know is closed, and nobody knows when it opens', () => {
  expect(day('2026-05-05 14:45')).toMatchObject({ is_open: true, opens_at: null });
  expect(day('2026-05-06 10:00')).toMatchObject({ is_open: false, gives_numbers: false, opens_at: null });
});
