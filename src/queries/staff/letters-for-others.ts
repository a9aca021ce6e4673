import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { entryLabel } from '../../core/correspondence/letter.ts';
import { businessDaysBetween } from '../../core/deadlines/calendar.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { windowVerdict } from '../../core/deadlines/transfer-window.ts';
import { reading } from '../../store/database.ts';
import { lettersFor } from './correspondence-book.ts';
import type { Asker } from './list-petitions.ts';
import { daysLeft } from './petition-row.ts';
import type { StaffPorts } from './ports.ts';

const most = 200;

interface Row {
  readonly id: string;
  readonly year: number;
  readonly entry_number: number;
  readonly received_at: string;
  readonly petition_id: string;
  readonly folio: string;
  readonly filed_on: string;
  readonly version: number;
  readonly city_id: string;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly addressed_to: string;
  readonly answer_due_at: string | null;
}

/**
 * Letters that were meant for another authority and are not with it yet, the oldest first: until when each must leave
 * where the law of the city says so (Ley 1755 art. 21: five business days), else until when the petition is to be answered,
 * which runs on whoever has it; and whether the asker may send it on.
 */
export async function lettersForOthers(ports: StaffPorts, asker: Asker) {
  const { city, actor } = asker;
  const { rows } = await reading(ports.database, { kind: 'system' }, (reader) =>
    sql<Row>`select s.id, s.year, s.entry_number, s.received_at, s.addressed_to, p.id as petition_id, p.folio,
        p.filed_on, p.version, p.city_id, p.current_authority_id as authority_id, p.unit_id,
        coalesce(p.reply_due_at, p.resolve_due_at) as answer_due_at
      from incoming_letters s join petitions p on p.id = s.petition_id
      where s.addressed_to is not null and p.current_authority_id <> s.addressed_to and s.addressed_to <> all(p.authority_ids)
        and p.stage in ('received', 'assigned', 'in_work') and ${lettersFor(asker)}
      order by p.filed_on, s.id limit ${most}`.execute(reader),
  );
  const { transfer } = city.city.settings;
  return {
    citation: transfer.citation,
    items: rows.map((row) => ({
      ...{ id: row.id, entry: entryLabel(row), received_at: row.received_at },
      petition: { id: row.petition_id, folio: row.folio, version: row.version },
      authority: city.authorities.get(row.authority_id)?.short_name ?? '',
      addressed_to: { id: row.addressed_to, name: city.authorities.get(row.addressed_to)?.name ?? '' },
      ...windowOf(asker, row, ports.now()),
      may_transfer: permits(actor, 'petition.transfer_authority', row),
    })),
  };
}

function windowOf({ city }: Asker, row: Row, at: string) {
  const within_business_days = city.city.settings.transfer.to_other_authority_within_business_days;
  const calendar = city.calendars.get(row.authority_id);
  if (calendar === undefined) return noTerm;
  const today = localDateOf(at, calendar.time_zone);
  if (within_business_days === undefined) {
    if (row.answer_due_at === null) return noTerm;
    const due_on = localDateOf(row.answer_due_at, calendar.time_zone);
    return { term: 'answer' as const, due_on, days_left: daysLeft(calendar, due_on, today) };
  }
  const verdict = windowVerdict({ calendar, day_zero: row.filed_on, at, within_business_days });
  const days_left = verdict.late
    ? -businessDaysBetween(calendar, verdict.due_on, today)
    : within_business_days - verdict.day;
  return { term: 'transfer' as const, due_on: verdict.due_on, days_left };
}

const noTerm = { term: null, due_on: null, days_left: null };
