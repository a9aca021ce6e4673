import { sql, type SqlBool } from 'kysely';
import { grantsReach } from '../../core/access/permissions.ts';
import { languageOf, type Language } from '../../core/language/sentences.ts';
import { inTransaction, type Reader } from '../../store/database.ts';
import { decryptText, openDataKey, type KeyRing } from '../../store/encryption.ts';
import { petitionsHeldAt } from '../visible-petitions.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import { maskEmail, maySeePerson, noteView } from './petition-contacts.ts';
import { outboxProblem } from './outbox-problem.ts';
import { readingAs, type StaffPorts } from './ports.ts';

export interface OutboxAsked {
  readonly state?: 'queued' | 'sent' | 'kept' | 'failed' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** What was sent, waits, failed or is kept, newest first; recipients masked. Null for a cursor that is none. */
export function listOutbox(ports: StaffPorts, asker: Asker, asked: OutboxAsked) {
  const from = readCursor('outbox', asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  return readingAs(ports, asker.actor, async (reader) => {
    let query = outboxRows(reader, asker)
      .orderBy('o.created_at', 'desc')
      .orderBy('o.id', 'desc')
      .limit(limit + 1);
    if (asked.state !== undefined) query = query.where('o.state', '=', asked.state);
    if (from !== null) query = query.where(sql<SqlBool>`(o.created_at, o.id) < (${from.value}, ${from.id})`);
    const rows = await query.execute();
    const asking = { keys: ports.keys, language: languageOf(asker.city.city.locale) };
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => presentMessage(asking, row, false)),
      next_cursor: last === undefined ? null : writeCursor('outbox', { value: last.created_at, id: last.id }),
    };
  });
}

/** One message as it is read by who gets it, where the asker may know the person; written down. */
export function outboxMessage(ports: StaffPorts, asker: Asker, id: string) {
  const as = { kind: 'staff', authority_ids: asker.actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const row = await outboxRows(tx, asker).where('o.id', '=', id).executeTakeFirst();
    if (!row) return null;
    const { city_id, authority_id, unit_id, identity, petition_id, person_id } = row;
    const known =
      petition_id !== null &&
      maySeePerson({
        actor: asker.actor,
        place: { city_id, authority_id, unit_id },
        petition: { id: petition_id, person_id, identity: identity ?? 'named' },
      });
    const asking = { keys: ports.keys, language: languageOf(asker.city.city.locale) };
    if (!known || row.data_key === null) return { ...presentMessage(asking, row, false), body: null };
    const view = { user_id: asker.actor.user_id, person_id, petition_id, what: 'message' };
    await noteView(tx, { ...view, now: ports.now() });
    const key = openDataKey(ports.keys, row.data_key);
    const body = row.body_cipher === null ? null : decryptText(key, row.body_cipher, 'outbox.body');
    return { ...presentMessage(asking, row, true), body: body === null ? null : withoutSurvey(body) };
  });
}

/** What a person says of how they were attended is theirs to say: nobody at the console gets the link. */
const withoutSurvey = (body: string): string =>
  body.replaceAll(/(\/(?:opinion|encuestas\/invitacion)\/)[\w-]{43}/g, '$1…');

interface MessageRow {
  readonly id: string;
  readonly petition_id: string | null;
  readonly person_id: string | null;
  readonly subscription_id: string | null;
  readonly ticket_id: string | null;
  readonly folio: string | null;
  readonly channel: string;
  readonly template: string;
  readonly subject: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
  readonly recipient_cipher: Buffer | null;
  readonly data_key: Buffer | null;
  readonly identity: string | null;
}

function outboxRows(reader: Reader, { actor, city }: Asker) {
  // Messages of no petition (to staff) are for who may read the outbox of the whole city.
  const whole = grantsReach(actor.grants, 'outbox.read', { city_id: city.city.id });
  return reader
    .selectFrom('outbox as o')
    .leftJoin('petitions as p', 'p.id', 'o.petition_id')
    .leftJoin('persons as r', 'r.id', 'o.person_id')
    .select([
      'o.id',
      'o.petition_id',
      'o.channel',
      'o.template',
      'o.subject',
      'o.state',
      'o.attempts',
      'o.last_error',
    ])
    .select(['o.created_at', 'o.sent_at', 'o.recipient_cipher', 'o.body_cipher', 'o.person_id', 'o.city_id'])
    .select(['o.subscription_id', 'o.ticket_id'])
    .select(['p.folio', 'p.identity', 'p.current_authority_id as authority_id', 'p.unit_id', 'r.data_key'])
    .where('o.city_id', '=', city.city.id)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('p.id', 'is not', null),
          (
            petitionsHeldAt(actor, 'outbox.read', sql`o.created_at`) as never as (
              e: typeof eb,
            ) => ReturnType<typeof eb.and>
          )(eb),
        ]),
        whole ? eb('o.petition_id', 'is', null) : sql<SqlBool>`false`,
      ]),
    );
}

interface Asking {
  readonly keys: KeyRing;
  readonly language: Language;
}

function presentMessage({ keys, language }: Asking, row: MessageRow, clear: boolean) {
  const { id, petition_id, folio, channel, template, subject, attempts, last_error, created_at, sent_at } =
    row;
  return {
    ...{ id, channel, template, subject, attempts, last_error, created_at, sent_at },
    petition: petition_id === null || folio === null ? null : { id: petition_id, folio },
    state: row.state as 'queued' | 'sent' | 'kept' | 'failed',
    recipient: recipientShown(keys, row, clear),
    problem: outboxProblem(language, row),
  };
}

function recipientShown(keys: KeyRing, row: MessageRow, clear: boolean): string | null {
  // Who follows what, and who comes to an office, is nobody's business at the console.
  const isNobodys = row.subscription_id !== null || row.ticket_id !== null;
  const isForStaff = row.person_id === null && row.petition_id === null && !isNobodys;
  const key = row.data_key === null ? (isForStaff ? keys.wrapping : null) : openDataKey(keys, row.data_key);
  if (row.recipient_cipher === null || key === null) return null;
  if (!clear && row.identity === 'reserved') return '•••';
  const recipient = decryptText(key, row.recipient_cipher, 'outbox.recipient');
  return clear ? recipient : maskEmail(recipient);
}
