import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarWith, closure, CO, MX } from '../../../test/calendars.ts';
import { businessDaysBetween, isBusinessDay, OutsideCalendarCoverage, type Calendar } from './calendar.ts';
import { foldClock } from './clock.ts';
import type { ClockEntry, TransferPolicy } from './clock-entries.ts';
import { extendClock } from './clock-extension.ts';
import { meetClock, missClock, pauseClock, recomputeClock, resumeClock } from './clock-moves.ts';
import { startClock, stopClock } from './clock-moves.ts';
import { transferClock, type ClockTransfer } from './clock-transfer.ts';
import { explainDue, explainTerm } from './explain.ts';
import { addDays, addMonths, addSeconds, endOfDayInstant, localDateOf } from './plain-date.ts';
import { dueOf, longestLengthOf, type Term, type TermUnit } from './terms.ts';

const START = '2020-01-01';

const date = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays(START, days));
// By name, so that a counterexample does not print every holiday.
const CALENDARS = { MX, CO };
const country = fc.constantFrom<keyof typeof CALENDARS>('MX', 'CO');
const dayUnit = fc.constantFrom<TermUnit>('business_days', 'calendar_days');

const term: fc.Arbitrary<Term> = fc
  .record({ length: fc.integer({ min: 1, max: 60 }), unit: dayUnit, extra: fc.integer({ min: 1, max: 30 }) })
  .map(({ length, unit, extra }) => ({
    ...{ clock: 'reply', length, unit, citation: 'de prueba', valid_from: START },
    counting_rule: 'from_next_business_day',
    extension: { at_most_total_factor: 2, at_most_extra: extra, times: 1, before_expiry: true },
  }));

/** Something done to a clock, so many days after the last thing. */
const step = fc.record({
  after: fc.integer({ min: 0, max: 12 }),
  what: fc.constantFrom(
    'pause',
    'resume',
    'extend',
    'keeps_running',
    'resume_days_left',
    'new_term',
    'meet',
    'stop',
  ),
  extra: fc.integer({ min: 1, max: 40 }),
});

const history = fc.record({ country, term, day_zero: date, steps: fc.array(step, { maxLength: 8 }) });

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function play({ country, term, day_zero, steps }: History): ClockEntry[] {
  const calendar = CALENDARS[country];
  let at = `${day_zero}T17:00:00Z`;
  const entries: ClockEntry[] = [startClock({ at, calendar, term, day_zero })];
  for (const { after, what, extra } of steps) {
    at = addSeconds(at, after * 86_400);
    const entry = move(entries, { at, calendar, term, what, extra });
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

interface Move {
  readonly at: string;
  readonly calendar: Calendar;
  readonly term: Term;
  readonly what: string;
  readonly extra: number;
}

function move(entries: ClockEntry[], { at, calendar, term, what, extra }: Move): ClockEntry | null {
  const act = { at, calendar };
  const missed = missClock(entries, act);
  if (missed !== null) return missed;
  const moves = { pause: pauseClock, resume: resumeClock, meet: meetClock, stop: stopClock };
  const simple = moves[what as keyof typeof moves];
  const policy = what === 'new_term' ? 'new_term_from_receipt' : (what as TransferPolicy);
  const transfer: ClockTransfer = {
    at,
    policy,
    from_calendar: calendar,
    to_calendar: calendar,
    to_authority: 'B',
    term,
  };
  const decision =
    simple !== undefined
      ? simple(entries, act)
      : what === 'extend'
        ? extendClock(entries, { ...act, extra, reason: 'motivo' })
        : transferClock(entries, transfer);
  return decision.accepted ? decision.value : null;
}

test('a term is never due on a non-business day', () => {
  const unit = fc.constantFrom<TermUnit>('business_days', 'calendar_days', 'months');
  const length = fc.integer({ min: 1, max: 60 });
  const plainTerm = fc.record({ country, day: date, length, unit });
  fc.assert(
    fc.property(plainTerm, ({ country, day, length, unit }) => {
      const calendar = CALENDARS[country];
      const { due_on } = dueOf({ length, unit }, calendar, day);
      expect(isBusinessDay(calendar, due_on)).toBe(true);
      expect(due_on > day).toBe(true);
    }),
  );
});

test('no history of a clock makes it due on a non-business day', () => {
  fc.assert(
    fc.property(history, (played) => {
      const { due_on } = foldClock(play(played));
      if (due_on !== null) expect(isBusinessDay(CALENDARS[played.country], due_on)).toBe(true);
    }),
  );
});

const wait = fc.record({
  country,
  term,
  day_zero: date,
  after: fc.nat({ max: 60 }),
  waited: fc.nat({ max: 90 }),
});

test('pausing and resuming never shortens', () => {
  fc.assert(
    fc.property(wait, ({ country, term, day_zero, after, waited }) => {
      const calendar = CALENDARS[country];
      const entries: ClockEntry[] = [startClock({ at: `${day_zero}T17:00:00Z`, calendar, term, day_zero })];
      const before = foldClock(entries).due_on ?? '';
      const at = `${addDays(day_zero, after)}T17:00:00Z`;
      const paused = pauseClock(entries, { at, calendar });
      fc.pre(paused.accepted);
      if (!paused.accepted) return;
      const resumed = resumeClock([...entries, paused.value], {
        at: addSeconds(at, waited * 86_400),
        calendar,
      });
      expect(resumed.accepted && resumed.value.due_on >= before).toBe(true);
    }),
  );
});

test('adding a holiday never brings a date forward', () => {
  fc.assert(
    fc.property(
      fc.record({ country, term, day: date, ahead: fc.nat({ max: 90 }) }),
      ({ country, term, day, ahead }) => {
        const calendar = CALENDARS[country];
        const closed = addDays(day, ahead);
        const more = calendarWith(calendar, closure(closed, closed));
        expect(dueOf(term, more, day).due_on >= dueOf(term, calendar, day).due_on).toBe(true);
      },
    ),
  );
});

test('an extension never exceeds the law and always gives more', () => {
  fc.assert(
    fc.property(history, (played) => {
      const entries = play(played);
      const state = foldClock(entries);
      expect(state.length_total).toBeLessThanOrEqual(longestLengthOf(state.term));
      expect(state.extensions).toBeLessThanOrEqual(1);
      for (const entry of entries) {
        if (entry.type === 'extended') expect(entry.due_on > entry.due_before).toBe(true);
      }
    }),
  );
});

test('the fold is the same each time, leaves its ledger as it was, and its dates need no recomputing', () => {
  fc.assert(
    fc.property(history, (played) => {
      const entries = play(played);
      const copy: ClockEntry[] = JSON.parse(JSON.stringify(entries));
      expect(foldClock(copy)).toEqual(foldClock(entries));
      expect(copy).toEqual(entries);
      const at = entries.at(-1)?.at ?? '';
      expect(recomputeClock(entries, { at, calendar: CALENDARS[played.country] })).toBeNull();
    }),
  );
});

test('the last counted day of a term is its due date, and the days counted are its length', () => {
  fc.assert(
    fc.property(country, term, date, (country, term, day) => {
      const calendar = CALENDARS[country];
      const { days, due_on } = explainTerm(term, calendar, day);
      const counted = days.filter((each) => each.counted);
      expect(counted.at(-1)).toMatchObject({ on: due_on, number: term.length });
      expect(counted).toHaveLength(term.length);
    }),
  );
});

test('every history explains each day once, in order, and counts what the term gives', () => {
  fc.assert(
    fc.property(history, (played) => {
      const entries = play(played);
      const state = foldClock(entries);
      const { days } = explainDue(entries, CALENDARS[played.country]);
      expect(days.map(({ on }) => on)).toEqual(days.map((_, index) => addDays(played.day_zero, index)));
      if (state.due_on === null || entries.some(({ type }) => type === 'missed')) return;
      const counted = days.filter((day) => day.counted && day.round === state.round);
      expect(counted.at(-1)?.on).toBe(state.due_on);
      expect(counted).toHaveLength(state.length_total);
    }),
  );
});

test('months end on the same day of the month or on its last', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 24 }), (day, months) => {
      const end = addMonths(day, months);
      const sameDay = end.slice(8) === day.slice(8);
      expect(sameDay || addDays(end, 1).endsWith('-01')).toBe(true);
    }),
  );
});

test('the end of a day is its last second in every zone, changes of hour included', () => {
  const zone = fc.constantFrom('America/Mexico_City', 'America/Bogota', 'America/Cancun', 'America/Santiago');
  fc.assert(
    fc.property(date, zone, (day, zone) => {
      const end = endOfDayInstant(day, zone);
      expect(localDateOf(end, zone)).toBe(day);
      expect(localDateOf(addSeconds(end, 1), zone)).toBe(addDays(day, 1));
    }),
  );
});

test('business days between two dates are those that are met when walking there day by day', () => {
  const walked = (calendar: Calendar, from: string, to: string) => {
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
      count += isBusinessDay(calendar, day) ? 1 : 0;
    return count;
  };
  const saturday = {
    ...closure('2025-05-10', '2025-05-10')[0]!,
    is_business: true,
    kind: 'working_day' as const,
  };
  const otherwise = calendarWith(MX, [saturday, ...closure('2025-02-28', '2025-03-20')]);
  fc.assert(
    fc.property(fc.constantFrom(MX, CO, otherwise), date, date, (calendar, from, to) => {
      fc.pre([from, to].every((day) => day >= calendar.covers_from && day <= calendar.covers_until));
      expect(businessDaysBetween(calendar, from, to)).toBe(walked(calendar, from, to));
    }),
  );
  const beyond = addDays(MX.covers_until, 30);
  expect(() => businessDaysBetween(MX, MX.covers_until, beyond)).toThrow(OutsideCalendarCoverage);
});
