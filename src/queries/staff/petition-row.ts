import type { Calendar } from '../../core/deadlines/calendar.ts';
import { businessDaysBetween } from '../../core/deadlines/calendar.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Channel } from '../../core/cities/settings.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Identity, OutcomeClass, Stage, Visibility } from '../../core/petitions/stages.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import type { Left } from './own-period.ts';
import { soonLimit, type Flag } from './petition-filter.ts';

/** The columns that a row of a list needs, with the name of who has it. */
export const rowColumns = [
  ...(['p.id', 'p.folio', 'p.version', 'p.kind_code', 'p.service_id', 'p.stage', 'p.outcome_class'] as const),
  ...(['p.visibility', 'p.moderation', 'p.identity', 'p.channel', 'p.priority', 'p.description'] as const),
  ...(['p.address_text', 'p.zone_code', 'p.current_authority_id', 'p.unit_id', 'p.assignee_id'] as const),
  ...(['p.received_at', 'p.filed_on', 'p.updated_at', 'p.accept_due_at', 'p.reply_due_at'] as const),
  ...(['p.resolve_due_at', 'p.citizen_due_at', 'p.due_at', 'p.closes_on', 'p.supporters_count'] as const),
  ...(['p.reopened_count', 'p.transferred_count', 'p.extended', 'p.merged_into'] as const),
] as const;

type ColumnName = (typeof rowColumns)[number] extends `p.${infer C}` ? C : never;
export type RowColumns = Pick<PetitionRow, ColumnName & keyof PetitionRow> & {
  assignee_name: string | null;
  /** Set where the row is as it was when it left the reader (`asTheyLeft`). */
  left: Left | null;
};

const longestSummary = 160;

/** A row as every list shows it. Days left are business days of the authority that has it now. */
export function presentRow(row: RowColumns, city: CityConfiguration, now: string) {
  const calendar = city.calendars.get(row.current_authority_id);
  const zone = calendar?.time_zone ?? city.city.time_zone;
  const dateOf = (at: string | null) => (at === null ? null : localDateOf(at, zone));
  const service = city.services.get(row.service_id);
  const due_on = dateOf(row.due_at);
  const place = row.zone_code === null ? undefined : city.zones.get(row.zone_code);
  return {
    ...{ id: row.id, folio: row.folio, version: row.version },
    kind: { code: row.kind_code, name: city.kinds.get(row.kind_code)?.name ?? row.kind_code },
    service: { code: service?.code ?? '', name: service?.name ?? '' },
    stage: row.stage as Stage,
    outcome_class: row.outcome_class as OutcomeClass | null,
    visibility: row.visibility as Visibility,
    moderation: row.moderation as 'pending' | 'published' | 'withheld' | 'quarantined',
    identity: row.identity as Identity,
    channel: row.channel as Channel,
    flags: flagsOf(row, now, zone),
    priority: row.priority,
    summary: summaryOf(row.description),
    address_text: row.address_text,
    zone: place === undefined ? null : { code: place.code, name: place.name },
    authority: named(row.current_authority_id, city.authorities.get(row.current_authority_id)?.short_name),
    unit: named(row.unit_id, city.units.get(row.unit_id)?.name),
    assignee: row.assignee_id === null ? null : named(row.assignee_id, row.assignee_name),
    ...{ received_at: row.received_at, filed_on: row.filed_on, updated_at: row.updated_at },
    due_clock: dueClock(row),
    ...{ due_at: row.due_at, due_on, days_left: daysLeft(calendar, due_on, dateOf(now)!) },
    citizen_due_on: dateOf(row.citizen_due_at),
    ...{ closes_on: row.closes_on, supporters_count: row.supporters_count },
    left: leftShown(row.left, city),
  };
}

export type PresentedRow = ReturnType<typeof presentRow>;

export function named(id: string, name: string | null | undefined): { id: string; name: string } {
  return { id, name: name ?? '' };
}

/** When it was with an authority of the reader, and with whom it is now; null where it is read whole. */
function leftShown(left: Left | null, city: CityConfiguration) {
  if (left === null) return null;
  const { periods, now_with } = left;
  return { periods: [...periods], now_with: named(now_with, city.authorities.get(now_with)?.short_name) };
}

/** The beginning of what the person wrote, on one line. */
export function summaryOf(description: string): string {
  const line = description.replace(/\s+/g, ' ').trim();
  return line.length <= longestSummary ? line : `${line.slice(0, longestSummary - 1).trimEnd()}…`;
}

function dueClock(row: RowColumns): 'accept' | 'reply' | 'resolve' | null {
  if (row.due_at === null) return null;
  if (row.due_at === row.accept_due_at) return 'accept';
  return row.due_at === row.reply_due_at ? 'reply' : 'resolve';
}

/** Business days until a local date, below zero where it is past; null outside the years that the calendar covers. */
export function daysLeft(
  calendar: Calendar | undefined,
  due_on: string | null,
  today: string,
): number | null {
  if (due_on === null || calendar === undefined) return null;
  const covered = [due_on, today].every((day) => day >= calendar.covers_from && day <= calendar.covers_until);
  if (!covered) return null;
  return due_on >= today
    ? businessDaysBetween(calendar, today, due_on)
    : -businessDaysBetween(calendar, due_on, today);
}

function flagsOf(row: RowColumns, now: string, zone: string): Flag[] {
  const open = row.stage !== 'closed' && row.due_at !== null;
  const all: Record<Flag, boolean> = {
    overdue: open && row.due_at! < now,
    due_soon: open && row.due_at! >= now && row.due_at! <= soonLimit(now, zone),
    reopened: row.reopened_count > 0,
    transferred: row.transferred_count > 0,
    extended: row.extended,
    priority: row.priority > 0,
    merged: row.merged_into !== null,
    quarantined: row.moderation === 'quarantined',
  };
  return (Object.keys(all) as Flag[]).filter((flag) => all[flag]);
}
