import { sql, type SqlBool } from 'kysely';
import { isCalling, MOST_ATTEMPTS } from '../../core/satisfaction/asking-in-person.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { permits } from '../../core/access/actor.ts';
import { reading, type Reader } from '../../store/database.ts';
import { openContacts } from '../../store/people.ts';
import { surveyPaper } from '../documents/survey-document.ts';
import { typeset } from '../documents/typeset.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

interface Row {
  readonly id: string;
  readonly asks: Asks;
  readonly carried_by: 'phone' | 'paper';
  readonly channel: string;
  readonly closed_on: string;
  readonly expires_at: string;
  readonly call_back_on: string | null;
  readonly caller_id: string | null;
  readonly called_at: string | null;
  readonly attempts: number;
  readonly petition_id: string;
  readonly city_id: string;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly service_id: string;
}

/** What can still be asked, by who did not attend to it. */
const askable = (user_id: string, now: string) => sql<SqlBool>`
  s.carried_by in ('phone', 'paper') and s.answered_at is null and s.refused_at is null and s.declined_at is null
  and s.expires_at > ${now}::timestamptz and s.responsible_id is distinct from ${user_id}::uuid
  and p.stage = 'closed' and p.closed_at = s.closed_at`;
const columns = sql`s.id, s.asks, s.carried_by, s.channel, s.closed_on, s.expires_at, s.call_back_on, s.caller_id, s.called_at,
  s.petition_id, s.city_id, s.authority_id, s.unit_id, s.service_id,
  (select count(*) from survey_attempts a where a.survey_id = s.id) as attempts`;

/**
 * Closings whose person is asked by telephone or on paper, the next to close first. Without name, number or folio: those
 * are for the call alone. Null for a cursor that is none.
 */
export function surveysToAsk(
  ports: StaffPorts,
  { actor, city }: Asker,
  asked: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
) {
  const from = readCursor('surveys-to-ask', asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  const now = ports.now();
  const today = localDateOf(now, city.city.time_zone);
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(s.expires_at, s.id) > (${from.value}::timestamptz, ${from.id}::uuid)`;
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<Row>`
      select * from (select ${columns} from surveys s join petitions p on p.id = s.petition_id
        where s.city_id = ${city.city.id} and ${lyingWithin(actor, 'satisfaction.ask', city.city.id)}
          and ${askable(actor.user_id, now)} and (s.call_back_on is null or s.call_back_on <= ${today}::date)
          and ${after}) as s
      where attempts < ${MOST_ATTEMPTS} order by expires_at, id limit ${limit + 1}`.execute(reader);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => present(row, { city, user_id: actor.user_id, now })),
      next_cursor:
        last === undefined ? null : writeCursor('surveys-to-ask', { value: last.expires_at, id: last.id }),
    };
  });
}

function present(row: Row, { city, user_id, now }: { city: Asker['city']; user_id: string; now: string }) {
  const { id, asks, carried_by, channel, expires_at, attempts, caller_id, call_back_on } = row;
  const isBusy = caller_id !== null && isCalling(row, { user_id: caller_id, now });
  return {
    ...{ id, asks, carried_by, channel, expires_at, attempts, call_back_on },
    // The month alone: the day would lead to the petition.
    closed_in: row.closed_on.slice(0, 7),
    authority: { id: row.authority_id, name: city.authorities.get(row.authority_id)?.name ?? '' },
    service: { id: row.service_id, name: city.services.get(row.service_id)?.name ?? '' },
    is_mine: isBusy && caller_id === user_id,
    is_anothers: isBusy && caller_id !== user_id,
  };
}

async function oneToAsk(
  reader: Reader,
  { actor, city, now }: Asker & { now: string },
  id: string,
): Promise<Row | null> {
  const { rows } = await sql<Row>`
    select ${columns} from surveys s join petitions p on p.id = s.petition_id
    where s.id = ${id} and s.city_id = ${city.city.id} and ${askable(actor.user_id, now)}`.execute(reader);
  const [row] = rows;
  return row !== undefined && permits(actor, 'satisfaction.ask', row) ? row : null;
}

/** Whom to call or write to: only for who began the call, and only while it is theirs. Null: not theirs. */
export function surveyCall(ports: StaffPorts, asker: Asker, id: string) {
  const now = ports.now();
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const row = await oneToAsk(reader, { ...asker, now }, id);
    const { user_id } = asker.actor;
    if (row === null || !isCalling(row, { user_id, now })) return null;
    const contacts = await openContacts(reader, ports.keys, row.petition_id);
    const person = contacts.find(({ part }) => part === 'petitioner');
    return {
      ...present(row, { city: asker.city, user_id, now }),
      person: {
        ...{ name: person?.name ?? null, phone: person?.phone ?? null },
        address: row.carried_by === 'paper' ? (person?.address ?? null) : null,
      },
    };
  });
}

/** The questions on paper, as PDF: a code in place of the folio, and the link as a QR. Null: not theirs to ask. */
export function surveyOnPaper(ports: StaffPorts, asker: Asker, id: string): Promise<Buffer | null> {
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const row = await oneToAsk(reader, { ...asker, now: ports.now() }, id);
    if (row === null) return null;
    return typeset('survey', await surveyPaper(ports, { ...row, city: asker.city }));
  });
}
