import type { TermUnit } from '../../core/deadlines/terms.ts';
import type { PackAuthority, PackDocument } from './pack-document.ts';
import type { Path, Report } from './pack-problem.ts';

type Term = PackDocument['terms'][number];
type Hours = PackAuthority['opening_hours'][number];

/** Dates and hours that cannot be: what ends before it begins, hours that lie over each other, units counted by another's rule. */
export function checkDates({ authorities, calendars, terms }: PackDocument, report: Report): void {
  calendars.forEach(({ covers_from, covers_until }, at) => {
    if (covers_until < covers_from) report(['calendars', at, 'covers_until'], 'dates_inverted', covers_from);
  });
  terms.forEach((term, at) => checkTerm(term, ['terms', at], report));
  authorities.forEach(({ opening_hours }, at) => {
    checkHours(opening_hours, ['authorities', at, 'opening_hours'], report);
  });
}

const RULE_OF_UNIT: Readonly<Record<TermUnit, Term['counting_rule']>> = {
  business_days: 'from_next_business_day',
  calendar_days: 'from_next_day',
  months: 'date_to_date',
  hours: 'from_instant',
};

function checkTerm({ unit, counting_rule, valid_from, valid_until }: Term, path: Path, report: Report): void {
  if (counting_rule !== RULE_OF_UNIT[unit]) {
    report([...path, 'counting_rule'], 'rule_of_another_unit', RULE_OF_UNIT[unit]);
  }
  if (valid_until !== null && valid_until < valid_from) {
    report([...path, 'valid_until'], 'dates_inverted', valid_from);
  }
}

export function checkHours(hours: readonly Hours[], path: Path, report: Report): void {
  hours.forEach((stretch, at) => {
    // A stretch never passes midnight: a night is two stretches.
    if (stretch.closes <= stretch.opens)
      return report([...path, at, 'closes'], 'hours_inverted', stretch.opens);
    const before = hours.slice(0, at).find((other) => overlap(other, stretch));
    if (before !== undefined) report([...path, at], 'hours_overlap', `${before.opens}–${before.closes}`);
  });
}

function overlap(one: Hours, other: Hours): boolean {
  const sameDay = one.channel === other.channel && one.weekday === other.weekday;
  return sameDay && one.opens < other.closes && other.opens < one.closes;
}
