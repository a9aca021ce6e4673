import { businessDaysBetween, type Calendar } from '../../core/deadlines/calendar.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { ClockEntry } from '../../core/deadlines/clock-entries.ts';
import { daysUsedAt, leftOf, unitsUsed, type ClockAct } from '../../core/deadlines/clock-moves.ts';
import { foldClock, isOverdue, type ClockState } from '../../core/deadlines/clock.ts';
import { explainDue } from '../../core/deadlines/explain.ts';
import { daysBetween, localDateOf } from '../../core/deadlines/plain-date.ts';
import { shortDate } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { Ledger } from '../../store/clocks.ts';
import type { Reading } from './own-period.ts';

export interface ClockScope {
  readonly ledger: Ledger;
  readonly city: CityConfiguration;
  /** Of the authority that has the petition now. */
  readonly calendar: Calendar;
  readonly now: string;
}

const orderOfClocks = ['accept', 'reply', 'resolve', 'completion'];

/**
 * The ledger up to when the petition left the reader, and how the days went on; the clocks that began with the next
 * authority are that one's. Whole where the petition is read whole.
 */
export function ledgerRead({ left }: Reading, ledger: Ledger): Ledger {
  if (left === null) return ledger;
  return new Map([...ledger].map(([clock, entries]) => [clock, entriesUntil(entries, left.until)]));
}

/** With it goes how the days were handed on; a clock that was not handed on ends before. */
function entriesUntil(entries: readonly ClockEntry[], until: string): readonly ClockEntry[] {
  const handed = entries.findLastIndex(({ at, type }) => type === 'transferred' && at === until);
  if (handed >= 0) return entries.slice(0, handed + 1);
  const before = entries.filter(({ at }) => at < until);
  return before.length > 0 ? before : entries.slice(0, 1).filter(({ at }) => at === until);
}

/** The strip of each clock, in the order in which they matter, with its ledger as sentences. */
export function clockStrips(scope: ClockScope & { readonly reads: Reading }) {
  const clocks = [...scope.ledger.keys()].filter((clock) => scope.ledger.get(clock)!.length > 0);
  return clocks
    .sort((one, other) => rank(one) - rank(other))
    .map((clock) => strip(clock, scope.ledger.get(clock)!, scope))
    .map((one) => ({ ...one, entries: one.entries.filter(({ at }) => scope.reads.at(at)) }));
}

const rank = (clock: string) => (orderOfClocks.includes(clock) ? orderOfClocks.indexOf(clock) : 99);

function strip(clock: string, entries: readonly ClockEntry[], scope: ClockScope) {
  const { city, now, calendar } = scope;
  const state = foldClock(entries);
  const language = languageOf(city.city.locale);
  return {
    clock,
    name: sayCode(language, 'clock', clock) ?? clock,
    status: state.status,
    is_overdue: isOverdue(state, now),
    started_on: state.day_zero,
    ...{ due_on: state.due_on, due_at: state.due_at, length: state.length_total, unit: state.term.unit },
    ...usedAndLeft(entries, { now, calendar }),
    extended_by: state.extended_by,
    citation: state.term.citation,
    met_at: state.met_at,
    entries: entries.map((entry) => told(entry, city)),
    spans: state.spans.map(({ kind, authority, from, to, used }) => ({
      ...{ kind, authority_code: authority, from, to, used },
    })),
  };
}

/** Days used so far and left, below zero once the due date has gone by; null left where nothing runs, or where no calendar covers the day. */
function usedAndLeft(entries: readonly ClockEntry[], at: { now: string; calendar: Calendar }) {
  const state = foldClock(entries);
  if (state.status === 'paused') {
    return { days_used: state.days_used, days_left: state.days_left_when_paused };
  }
  if (state.status !== 'running' && state.status !== 'missed') {
    return { days_used: state.days_used, days_left: null };
  }
  const act = { at: at.now, calendar: at.calendar };
  try {
    return { days_used: daysUsedAt(state, act), days_left: daysLeft(state, act) };
  } catch {
    return { days_used: state.days_used, days_left: null };
  }
}

/** From today to the due date as the list of petitions counts it: 0 on the last day, -2 two days after it. */
function daysLeft(state: ClockState, act: ClockAct): number {
  const { due_on, running } = state;
  if (due_on === null || running.unit === 'hours') return leftOf(state, act, unitsUsed(state, act)).length;
  const today = localDateOf(act.at, act.calendar.time_zone);
  if (running.unit !== 'business_days') return daysBetween(today, due_on);
  return today <= due_on
    ? businessDaysBetween(act.calendar, today, due_on)
    : -businessDaysBetween(act.calendar, due_on, today);
}

function told(entry: ClockEntry, city: CityConfiguration) {
  const { locale } = city.city;
  const due_on = dueOf(entry);
  const authority = 'to_authority' in entry ? nameOfAuthority(city, entry.to_authority) : '';
  const values = {
    date: due_on === null ? '' : shortDate(due_on, { locale }),
    date_before: 'due_before' in entry ? shortDate(entry.due_before, { locale }) : '',
    reason: entry.reason ?? '',
    authority,
    number:
      'extra' in entry
        ? entry.extra
        : 'left' in entry
          ? entry.left.length
          : 'used' in entry
            ? entry.used
            : '',
  };
  return {
    ...{ type: entry.type, at: entry.at, on: entry.on, due_on, reason: entry.reason ?? null },
    text: sayCode(languageOf(locale), 'clock_entry', entry.type, values) ?? entry.type,
  };
}

function dueOf(entry: ClockEntry): string | null {
  if (entry.type === 'transferred') return entry.due?.due_on ?? null;
  return 'due_on' in entry ? entry.due_on : null;
}

function nameOfAuthority(city: CityConfiguration, code: string): string {
  return [...city.authorities.values()].find((authority) => authority.code === code)?.name ?? code;
}

/** Every day of a clock, counted or not and why. @returns null where the petition has no such clock */
export function explainClock(clock: string, { ledger, city, calendar }: ClockScope) {
  const entries = ledger.get(clock);
  if (entries === undefined || entries.length === 0) return null;
  const byCode = (code: string) => [...city.calendars.values()].find((one) => one.code === code) ?? calendar;
  const { due_on, due_at, days } = explainDue(entries, byCode);
  const language = languageOf(city.city.locale);
  return {
    clock,
    citation: foldClock(entries).term.citation,
    ...{ due_on, due_at },
    days: days.map((day) => ({
      ...{ on: day.on, weekday: day.weekday, counted: day.counted, number: day.number ?? null, why: day.why },
      ...{ name: day.name ?? null, source: day.source ?? null },
      authority: day.authority === undefined ? null : nameOfAuthority(city, day.authority),
      text:
        sayCode(language, 'day_why', day.why, { name: day.name ?? '', number: day.number ?? '' }) ?? day.why,
    })),
  };
}
