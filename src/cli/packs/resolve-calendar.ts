import { createHash } from 'node:crypto';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackDocument } from '../../actions/packs/pack-document.ts';
import { daysByDate, type Calendar, type CalendarDay } from '../../core/deadlines/calendar.ts';
import type { Term } from '../../core/deadlines/terms.ts';
import { accepted, refused, type Decision, type Refusal } from '../../core/decision.ts';
import type { PackDeadlines } from '../due.ts';
import { describeProblem, readPackFolder } from './read-pack-folder.ts';

const documents = new Map<string, Promise<PackDocument | null>>();

/**
 * What a pack says about the deadlines of one of its authorities. The hours are those of the counter, which is where
 * a filing is registered; a pack without them has the whole business day. The city's own code stands for its
 * government. Each pack is read once. Throws where a pack is there but wrong, naming file, line and field.
 */
export async function resolvePack(
  packsDir: string,
  pack: string,
  authority: string,
): Promise<Decision<PackDeadlines, 'unknown_pack' | 'unknown_authority'>> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(pack)) return unknownPack(packsDir);
  const folder = join(packsDir, pack);
  const reading = documents.get(folder) ?? readDocument(folder, packsDir);
  documents.set(folder, reading);
  const document = await reading;
  if (document === null) return unknownPack(packsDir);
  const place =
    document.authorities.find(({ code }) => code === authority) ??
    document.authorities.find(({ level }) => authority === document.city.code && level === 'city');
  if (place === undefined) {
    return refused('unknown_authority', { known: document.authorities.map(({ code }) => code).join(', ') });
  }
  return accepted({
    calendar: calendarOf(document, place.calendar),
    hours: place.opening_hours
      .filter(({ channel }) => channel === 'counter')
      .map(({ weekday, opens, closes }) => ({ weekday, opens, closes })),
    filing_rule: document.city.settings.filing_rule,
    // A term of this authority names it by its code, whatever name was asked with.
    terms: document.terms
      .filter((term) => term.is_active && (term.authority === null || term.authority === place.code))
      .map((term) => termOf({ ...term, authority: null }, term.authority === null ? undefined : authority)),
    kinds: document.kinds.filter(({ is_active }) => is_active).map(({ code }) => code),
    services: document.services.map(({ code }) => code),
  });
}

/** The refusal with the packs that are there. */
async function unknownPack(packsDir: string): Promise<Refusal<'unknown_pack'>> {
  const folders = await readdir(packsDir, { withFileTypes: true });
  const isPack = (name: string) => isThere(join(packsDir, name, 'pack.yaml'));
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const packs = await Promise.all(names.map(async (name) => ((await isPack(name)) ? [name] : [])));
  return refused('unknown_pack', { known: packs.flat().sort().join(', ') });
}

async function readDocument(folder: string, packsDir: string): Promise<PackDocument | null> {
  if (!(await isThere(join(folder, 'pack.yaml')))) return null;
  const reading = await readPackFolder(folder, packsDir);
  if (reading.ok) return reading.document;
  throw new Error(reading.problems.map(describeProblem).join('\n'));
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The calendar as the deadline rules read it: the pack's days above the country's. */
export function calendarOf({ calendars }: PackDocument, code: string): Calendar {
  const calendar = calendars.find((one) => one.code === code)!;
  const dated = [...calendar.country_days, ...calendar.days].map((day): CalendarDay => {
    const { kind, name, source } = day;
    const reason = 'reason' in day && typeof day.reason === 'string' ? { reason: day.reason } : {};
    return { on: day.day, is_business: kind === 'working_day', kind, name, source, ...reason };
  });
  const { time_zone, business_weekdays, covers_from, covers_until } = calendar;
  const version = createHash('sha256').update(JSON.stringify(calendar)).digest('hex').slice(0, 12);
  return { code, version, time_zone, business_weekdays, covers_from, covers_until, days: daysByDate(dated) };
}

function termOf(term: PackDocument['terms'][number], authority: string | undefined): Term {
  const { clock, length, unit, counting_rule, citation, valid_from } = term;
  return {
    id: term.code,
    clock,
    length,
    unit,
    counting_rule,
    citation,
    valid_from,
    ...(term.kind === null ? {} : { kind: term.kind }),
    ...(term.service === null ? {} : { service: term.service }),
    ...(authority === undefined ? {} : { authority }),
    ...(term.valid_until === null ? {} : { valid_until: term.valid_until }),
    ...(term.extension === null ? {} : { extension: term.extension }),
  };
}
