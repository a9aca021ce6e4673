import { createHmac } from 'node:crypto';
import type { Updateable } from 'kysely';
import type { OfficeSettings } from '../core/turns/office.ts';
import { calledAs, type CalledAs } from '../core/turns/next-ticket.ts';
import type { TicketState } from '../core/turns/ticket.ts';
import { tellBoards } from './board-news.ts';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { newId } from './ids.ts';
import type { DB } from './schema.generated.ts';
import { hashSecret } from './secrets.ts';

/** An office as it stands. */
export interface Office {
  readonly id: string;
  readonly city_id: string;
  readonly authority_id: string;
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly settings: OfficeSettings;
  readonly version: number;
  readonly is_active: boolean;
}

const columns = [
  ...(['id', 'city_id', 'authority_id', 'code', 'name', 'address'] as const),
  ...(['settings', 'version', 'is_active'] as const),
] as const;

/** An office by its id, or by its code within a city; null where there is none that the actor may know of. */
export async function readOffice(
  reader: Reader,
  by: { readonly id: string } | { readonly city_id: string; readonly code: string },
): Promise<Office | null> {
  const offices = reader.selectFrom('offices').select(columns);
  const found =
    'id' in by
      ? offices.where('id', '=', by.id)
      : offices.where('city_id', '=', by.city_id).where('code', '=', by.code);
  return ((await found.executeTakeFirst()) as unknown as Office | undefined) ?? null;
}

/** The offices of a city that the actor may know of, by name. */
export async function readOffices(reader: Reader, city_id: string): Promise<Office[]> {
  const rows = reader.selectFrom('offices').select(columns).where('city_id', '=', city_id);
  return (await rows.orderBy('name').orderBy('id').execute()) as unknown as Office[];
}

/** The secret of the link to a number (256 bits, base64url); derived, so that only its hash is stored. */
export const ticketToken = (keys: KeyRing, ticket_id: string): string =>
  createHmac('sha256', keys.access).update(`ticket ${ticket_id}`).digest('base64url');

/** Six digits by which somebody with an appointment says at the kiosk that they came; derived, never stored. */
export const arrivalCode = (keys: KeyRing, ticket_id: string): string => {
  const derived = createHmac('sha256', keys.access).update(`arrival ${ticket_id}`).digest();
  return String(derived.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
};

/**
 * Locks the line of an office on a day and says that it changed: of all that change it at the same time each sees what
 * the one before did, and whoever looks at it looks again: the pages of the waiting room by its version, the counters by
 * the live feed.
 */
export async function lockLine(
  tx: Tx,
  { office_id, on_day }: { office_id: string; on_day: string },
): Promise<void> {
  await tx
    .insertInto('office_days')
    .values({ office_id, on_day })
    .onConflict((conflict) =>
      conflict
        .columns(['office_id', 'on_day'])
        .doUpdateSet((eb) => ({ version: eb('office_days.version', '+', 1) })),
    )
    .execute();
  const { id, city_id, authority_id } = await tx
    .selectFrom('offices')
    .select(['id', 'city_id', 'authority_id'])
    .where('id', '=', office_id)
    .executeTakeFirstOrThrow();
  await tellBoards(tx, [{ board: 'turns', id, city_id, authority_id, unit_id: null }]);
}

export interface NewTicket {
  readonly line_code: string;
  readonly prefix: string;
  readonly priority_code: string | null;
  readonly service_code?: string | null;
  readonly source: 'kiosk' | 'link' | 'desk' | 'appointment' | 'carried';
  readonly at: string;
  readonly on_day: string;
  readonly appointment_at?: string;
  readonly place?: number;
}

/**
 * The next number of its series on that day, of a line that was locked. Its secret is in no answer: answers are kept
 * with the keys of their calls; whoever hands it over derives it (`ticketToken`).
 */
export async function addTicket(
  tx: Tx,
  keys: KeyRing,
  { office, ticket }: { office: Office; ticket: NewTicket },
): Promise<{ ticket_id: string; number: number }> {
  const { at, ...given } = ticket;
  const last = await tx
    .selectFrom('tickets')
    .select('number')
    .where('office_id', '=', office.id)
    .where('on_day', '=', ticket.on_day)
    .where('prefix', '=', ticket.prefix)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const [id, number] = [newId(), (last?.number ?? 0) + 1];
  const { id: office_id, city_id, authority_id } = office;
  await tx
    .insertInto('tickets')
    .values({
      ...{ id, office_id, city_id, authority_id, number, state: 'waiting', taken_at: at },
      ...{ ...given, token_hash: hashSecret(ticketToken(keys, id)) },
    })
    .execute();
  await tellOfTicket(tx, { ticket_id: id, at, type: 'take' });
  return { ticket_id: id, number };
}

/** Writes down what happened to a number. */
export async function tellOfTicket(
  tx: Tx,
  event: {
    readonly ticket_id: string;
    readonly at: string;
    readonly type: string;
    readonly counter_code?: string | null;
    readonly user_id?: string | null;
    readonly reason?: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('ticket_events')
    .values({ id: newId(), ...event })
    .execute();
}

/** A number as an action needs it. */
export interface TicketRow {
  readonly id: string;
  readonly office_id: string;
  readonly city_id: string;
  readonly authority_id: string;
  readonly on_day: string;
  readonly line_code: string;
  readonly state: TicketState;
  readonly counter_code: string | null;
  readonly user_id: string | null;
  readonly called_at: string | null;
  readonly first_called_at: string | null;
  readonly parked_at: string | null;
  readonly interaction_id: string | null;
  readonly serving_at: string | null;
  readonly source: string;
  readonly appointment_at: string | null;
  readonly arrived_at: string | null;
}

const row = [
  ...(['id', 'office_id', 'city_id', 'authority_id', 'on_day', 'line_code', 'state'] as const),
  ...(['counter_code', 'user_id', 'called_at', 'first_called_at', 'parked_at'] as const),
  ...(['interaction_id', 'serving_at', 'source', 'appointment_at', 'arrived_at'] as const),
] as const;

/** A number and the line that it is of, both locked; null where there is none that the actor may know of. */
export async function lockTicket(
  tx: Tx,
  by: { readonly id: string } | { readonly token: string; readonly city_id: string },
): Promise<TicketRow | null> {
  const which = tx.selectFrom('tickets').select(row);
  const mine =
    'id' in by
      ? which.where('id', '=', by.id)
      : which.where('token_hash', '=', hashSecret(by.token)).where('city_id', '=', by.city_id);
  const seen = await mine.executeTakeFirst();
  if (seen === undefined) return null;
  await lockLine(tx, seen);
  const found = await tx.selectFrom('tickets').select(row).where('id', '=', seen.id).forUpdate().execute();
  return found[0] as TicketRow;
}

/** Changes a number. */
export async function setTicket(tx: Tx, id: string, changed: Updateable<DB['tickets']>): Promise<void> {
  await tx.updateTable('tickets').set(changed).where('id', '=', id).execute();
}

/** Somebody who waits, with what the rule and the pages ask. */
export interface WaitingTicket {
  readonly id: string;
  readonly line_code: string;
  readonly prefix: string;
  readonly number: number;
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly has_priority: boolean;
  readonly priority_code: string | null;
  readonly for_counter: string | null;
  readonly source: string;
  readonly arrived_at: string | null;
}

interface Line {
  readonly office_id: string;
  readonly on_day: string;
}

/** Everybody who waits in an office on a day, and who has an appointment then. */
export async function waitingIn(reader: Reader, { office_id, on_day }: Line): Promise<WaitingTicket[]> {
  const rows = await reader
    .selectFrom('tickets')
    .select(['id', 'line_code', 'prefix', 'number', 'taken_at', 'appointment_at', 'priority_code'])
    .select(['for_counter', 'source', 'arrived_at'])
    .where('office_id', '=', office_id)
    .where('on_day', '=', on_day)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map((one) => ({ ...one, has_priority: one.priority_code !== null }));
}

/** How many calls back the rule looks: no streak is longer. */
const most_recent = 40;

/** How those before were called on some lines of an office on a day, the last one first. */
export async function recentCalls(
  reader: Reader,
  { office_id, on_day, lines }: Line & { lines: readonly string[] },
): Promise<CalledAs[]> {
  if (lines.length === 0) return [];
  const rows = await reader
    .selectFrom('tickets')
    .select(['appointment_at', 'priority_code'])
    .where('office_id', '=', office_id)
    .where('on_day', '=', on_day)
    .where('line_code', 'in', [...lines])
    .where('first_called_at', 'is not', null)
    .orderBy('first_called_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most_recent)
    .execute();
  return rows.map(({ appointment_at, priority_code }) =>
    calledAs({ appointment_at, has_priority: priority_code !== null }),
  );
}

/** Who was being attended within an interaction has been attended when it ends. */
export async function finishTicketOf(
  tx: Tx,
  { interaction_id, user_id, at }: { interaction_id: string; user_id: string; at: string },
): Promise<void> {
  const held = await tx
    .selectFrom('tickets')
    .select('id')
    .where('interaction_id', '=', interaction_id)
    .where('state', '=', 'serving')
    .executeTakeFirst();
  const ticket = held === undefined ? null : await lockTicket(tx, { id: held.id });
  if (ticket?.state !== 'serving') return;
  await setTicket(tx, ticket.id, { state: 'done', ended_at: at });
  const { id: ticket_id, counter_code } = ticket;
  await tellOfTicket(tx, { ticket_id, at, type: 'finish', counter_code, user_id });
}
