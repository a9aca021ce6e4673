import { builtInRoles } from '../../core/access/roles.ts';
import { checkArticles } from './check-articles.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkDates } from './check-dates.ts';
import { checkOffices } from './check-offices.ts';
import { checkTerritory } from './check-territory.ts';
import type { PackAuthority, PackDocument } from './pack-document.ts';
import { reportDuplicates, type PackProblem, type Path, type Report } from './pack-problem.ts';

/**
 * What the schema cannot see: references between the parts of a pack, duplicates, overlaps, shapes.
 * Gives every problem with its path in the document; an empty list means that the pack can be loaded.
 */
export function checkPack(document: PackDocument): PackProblem[] {
  const problems: PackProblem[] = [];
  const report: Report = (path, code, value) => problems.push({ path, code, details: { value } });
  checkCity(document, report);
  checkAuthorities(document, report);
  checkCalendars(document, report);
  checkDates(document, report);
  checkCatalogue(document, report);
  checkTerritory(document, report);
  checkArticles(document, report);
  checkOffices(document, report);
  checkUsers(document, report);
  return problems;
}

function checkCity({ city, kinds, authorities }: PackDocument, report: Report): void {
  if (Intl.DateTimeFormat.supportedLocalesOf([city.locale]).length === 0) {
    report(['city', 'locale'], 'unknown_locale', city.locale);
  }
  if (!isTimeZone(city.time_zone)) report(['city', 'time_zone'], 'unknown_time_zone', city.time_zone);
  if (!authorities.some(({ level, is_active }) => level === 'city' && is_active)) {
    report(['authorities'], 'no_city_authority', city.code);
  }
  city.settings.first_reply?.kinds.forEach((kind, at) => {
    if (kinds.some(({ code }) => code === kind)) return;
    report(['city', 'settings', 'first_reply', 'kinds', at], 'unknown_kind', kind);
  });
  city.settings.interaction_kinds.forEach(({ opens_kind }, at) => {
    if (opens_kind === undefined || kinds.some(({ code }) => code === opens_kind)) return;
    report(['city', 'settings', 'interaction_kinds', at, 'opens_kind'], 'unknown_kind', opens_kind);
  });
  checkDocumentNumber(city.settings.document_number, report);
  for (const list of ['priority_groups', 'interaction_kinds', 'wrap_ups'] as const) {
    const codes = (city.settings[list] ?? []).map(({ code }) => code);
    reportDuplicates(codes, (at) => ['city', 'settings', list, at, 'code'], report);
  }
}

function checkDocumentNumber(
  number: PackDocument['city']['settings']['document_number'],
  report: Report,
): void {
  if (number === undefined) return;
  const path = ['city', 'settings', 'document_number'];
  if (!isPattern(number.pattern)) report([...path, 'pattern'], 'not_a_pattern', number.pattern);
  // The example is shown to whoever got it wrong: it must be right.
  else if (!new RegExp(number.pattern, 'u').test(number.example)) {
    report([...path, 'example'], 'example_mismatch', number.example);
  }
}

function checkAuthorities({ authorities, calendars }: PackDocument, report: Report): void {
  const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  reportDuplicates(codes(authorities), (at) => ['authorities', at, 'code'], report);
  const folios = authorities.map(({ folio_code }) => folio_code);
  reportDuplicates(folios, (at) => ['authorities', at, 'folio_code'], report);
  const known = new Set(codes(calendars));
  authorities.forEach((authority, at) => {
    const path = ['authorities', at];
    if (!known.has(authority.calendar)) report([...path, 'calendar'], 'unknown_calendar', authority.calendar);
    if (authority.time_zone !== null && !isTimeZone(authority.time_zone)) {
      report([...path, 'time_zone'], 'unknown_time_zone', authority.time_zone);
    }
    const triage = authority.units.find(({ code }) => code === authority.triage_unit);
    if (triage === undefined) report([...path, 'triage_unit'], 'unknown_unit', authority.triage_unit);
    else if (!triage.is_active) report([...path, 'triage_unit'], 'inactive_unit', authority.triage_unit);
    reportDuplicates(codes(authority.units), (unit) => [...path, 'units', unit, 'code'], report);
    checkUnitTree(authority, path, report);
  });
}

function checkUnitTree({ units }: PackAuthority, path: Path, report: Report): void {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]));
  units.forEach(({ code, parent }, at) => {
    if (parent === null) return;
    const where = [...path, 'units', at, 'parent'];
    if (!parents.has(parent)) return report(where, 'unknown_parent', parent);
    let [above, steps]: [string | null, number] = [parent, 0];
    for (; above !== null && above !== code && steps <= units.length; steps += 1)
      above = parents.get(above) ?? null;
    if (above === code) report(where, 'circular_parent', parent);
  });
}

function checkCalendars({ calendars }: PackDocument, report: Report): void {
  const codes = calendars.map(({ code }) => code);
  reportDuplicates(codes, (at) => ['calendars', at, 'code'], report);
  calendars.forEach(({ days, time_zone, covers_from, covers_until }, at) => {
    const path = ['calendars', at];
    if (!isTimeZone(time_zone)) report([...path, 'time_zone'], 'unknown_time_zone', time_zone);
    const dates = days.map(({ day }) => day);
    reportDuplicates(dates, (day) => [...path, 'days', day, 'day'], report);
    dates.forEach((day, index) => {
      if (day >= covers_from && day <= covers_until) return;
      report([...path, 'days', index, 'day'], 'day_outside_coverage', day);
    });
  });
}

function checkUsers({ city, demo_users, roles, authorities }: PackDocument, report: Report): void {
  const emails = demo_users.map(({ email }) => email);
  reportDuplicates(emails, (at) => ['demo_users', at, 'email'], report);
  const roleCodes = roles.map(({ code }) => code);
  reportDuplicates(roleCodes, (at) => ['roles', at, 'code'], report);
  const all = new Set([...Object.keys(builtInRoles), ...roleCodes]);
  city.settings.second_factor_roles?.forEach((role, at) => {
    if (!all.has(role)) report(['city', 'settings', 'second_factor_roles', at], 'unknown_role', role);
  });
  demo_users.forEach((user, at) => {
    user.roles.forEach(({ role, authority, unit }, grant) => {
      const path = ['demo_users', at, 'roles', grant];
      if (!all.has(role)) report([...path, 'role'], 'unknown_role', role);
      if (authority === null && unit === null) return;
      const place = authorities.find(({ code }) => code === authority);
      if (place === undefined) return report([...path, 'authority'], 'unknown_authority', authority ?? '');
      if (unit !== null && !place.units.some(({ code }) => code === unit)) {
        report([...path, 'unit'], 'unknown_unit', unit);
      }
    });
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('es', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
