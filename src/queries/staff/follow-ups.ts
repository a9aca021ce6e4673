import { sql, type SqlBool } from 'kysely';
import type { Trigger } from '../../core/satisfaction/instrument.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { reading } from '../../store/database.ts';
import { decryptText, openDataKey, type KeyRing } from '../../store/encryption.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

export interface FollowUpsAsked {
  readonly state?: 'open' | 'mine' | 'closed' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/**
 * What somebody must see to after a bad answer: open ones by the day they are due, closed ones newest first. The petition
 * is named only where its person asked to be contacted: else nobody at the console may join an answer to a person.
 * Null for a cursor that is none.
 */
export function listFollowUps(ports: StaffPorts, { actor, city }: Asker, asked: FollowUpsAsked) {
  const closed = asked.state === 'closed';
  const order = `follow-ups-${closed ? 'closed' : 'open'}`;
  const from = readCursor(order, asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  const [key, way] = closed ? [sql`s.closed_at`, sql`desc`] : [sql`s.due_on`, sql`asc`];
  const after = closed ? sql`<` : sql`>`;
  const conditions = [
    sql`s.city_id = ${city.city.id}`,
    lyingWithin(actor, 'satisfaction.follow_up', city.city.id),
    closed ? sql`s.closed_at is not null` : sql`s.closed_at is null`,
    ...(asked.state === 'mine' ? [sql`s.owner_id = ${actor.user_id}`] : []),
    ...(from === null
      ? []
      : [
          sql<SqlBool>`(${key}, s.id) ${after} (${from.value}::${closed ? sql`timestamptz` : sql`date`}, ${from.id}::uuid)`,
        ]),
  ];
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<FollowUpRow>`
      select s.id, s.trigger, s.opened_at, s.due_on, s.contacts, s.cause, s.closing_note, s.closed_at, s.version,
        s.authority_id, s.unit_id, s.owner_id, o.name as owner_name, c.name as closed_by_name,
        a.asks, a.service_id, a.channel, a.closed_on, a.satisfaction, a.ease, a.solved, a.clarity, a.wants_contact,
        a.comment_cipher, a.comment_person_id, r.data_key, p.id as petition_id, p.folio
      from survey_follow_ups s join surveys a on a.id = s.survey_id join petitions p on p.id = a.petition_id
        left join users o on o.id = s.owner_id left join users c on c.id = s.closed_by
        left join persons r on r.id = a.comment_person_id
      where ${sql.join(conditions, sql` and `)}
      order by ${key} ${way}, s.id ${way} limit ${limit + 1}`.execute(reader);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const today = localDateOf(ports.now(), city.city.time_zone);
    return {
      items: shown.map((row) => present(row, { keys: ports.keys, city, today, me: actor.user_id })),
      next_cursor:
        last === undefined
          ? null
          : writeCursor(order, { value: closed ? last.closed_at : last.due_on, id: last.id }),
    };
  });
}

interface FollowUpRow {
  readonly id: string;
  readonly trigger: Trigger;
  readonly asks: Asks;
  readonly opened_at: string;
  readonly due_on: string;
  readonly contacts: number;
  readonly cause: string | null;
  readonly closing_note: string | null;
  readonly closed_at: string | null;
  readonly version: number;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly closed_by_name: string | null;
  readonly service_id: string;
  readonly channel: string;
  readonly closed_on: string;
  readonly satisfaction: number | null;
  readonly ease: number | null;
  readonly solved: 'yes' | 'partly' | 'no' | 'unknown';
  readonly clarity: number | null;
  readonly wants_contact: boolean;
  readonly comment_cipher: Buffer | null;
  readonly comment_person_id: string | null;
  readonly data_key: Buffer | null;
  readonly petition_id: string;
  readonly folio: string;
}

interface Presenting {
  readonly keys: KeyRing;
  readonly city: Asker['city'];
  readonly today: string;
  readonly me: string;
}

function present(row: FollowUpRow, { keys, city, today, me }: Presenting) {
  const { id, trigger, opened_at, due_on, contacts, cause, closing_note, closed_at, version } = row;
  const { asks, satisfaction, ease, solved, clarity, channel, wants_contact } = row;
  return {
    ...{ id, trigger, opened_at, due_on, contacts, cause, closing_note, closed_at, version, wants_contact },
    ...{ asks, satisfaction, ease, solved, clarity, channel },
    authority: { id: row.authority_id, name: city.authorities.get(row.authority_id)?.name ?? '' },
    unit: { id: row.unit_id, name: city.units.get(row.unit_id)?.name ?? '' },
    service: { id: row.service_id, name: city.services.get(row.service_id)?.name ?? '' },
    // The month alone: the day would lead to the petition.
    closed_in: row.closed_on.slice(0, 7),
    overdue: closed_at === null && due_on < today,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    is_mine: row.owner_id === me,
    closed_by: row.closed_by_name,
    comment: commentOf(keys, row),
    petition: wants_contact ? { id: row.petition_id, folio: row.folio } : null,
  };
}

function commentOf(
  keys: KeyRing,
  { comment_cipher, comment_person_id, data_key }: FollowUpRow,
): string | null {
  if (comment_cipher === null) return null;
  if (comment_person_id === null) return decryptText(keys.wrapping, comment_cipher, 'surveys.comment');
  return data_key === null
    ? null
    : decryptText(openDataKey(keys, data_key), comment_cipher, 'surveys.comment');
}
