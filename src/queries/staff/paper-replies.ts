import { sql, type SqlBool } from 'kysely';
import { permitsAnywhere } from '../../core/access/actor.ts';
import {
  mayTakeBack,
  nextWay,
  type Attempt,
  type DeliveryWay,
} from '../../core/correspondence/notification.ts';
import { openNote } from '../../store/correspondence.ts';
import { inTransaction, type Tx } from '../../store/database.ts';
import { openContacts } from '../../store/people.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';

/** What is delivered stays in sight for so long, to add a proof or to look it up. */
const shown_days = 30;
const most = 200;
const day_ms = 86_400_000;

export interface PaperDelivery {
  readonly id: string;
  readonly way: DeliveryWay;
  readonly state: Attempt['state'];
  readonly begun_on: string;
  readonly ended_on: string | null;
  readonly tracking: string;
  readonly receiver: string | null;
  readonly returned_reason: string;
  readonly notified_on: string | null;
  readonly rule: string | null;
  readonly proof_url: string | null;
  readonly by: string;
  readonly may_undo: boolean;
}

/**
 * Sent replies of petitions that asked for an answer by letter and that the asker may deliver, the oldest first: whose
 * they are and where they live, what was printed, every way that was tried, and the one to try next. Of a reserved
 * identity the name is for who may read it. That names were shown is written down.
 */
export function paperReplies(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  const now = ports.now();
  const since = new Date(Date.parse(now) - shown_days * day_ms).toISOString();
  const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const rows = await tx
      .selectFrom('replies as r')
      .innerJoin('petitions as p', 'p.id', 'r.petition_id')
      .select(['r.id', 'r.petition_id', 'r.document_number', 'r.outcome_code', 'p.folio', 'p.identity'])
      .select(['p.person_id', 'p.current_authority_id', 'p.unit_id'])
      .select(({ ref }) => ref('r.sent_at').$notNull().as('sent_at'))
      .select(
        sql<string | null>`(select max(x.at) from reply_prints x where x.reply_id = r.id)`.as('printed_at'),
      )
      .where('r.state', '=', 'sent')
      .where('r.sent_at', 'is not', null)
      .where('p.city_id', '=', city.city.id)
      .where(petitionsHeldNow(actor, 'correspondence.deliver') as never)
      .where(
        sql<SqlBool>`exists (select from contacts c where c.petition_id = p.id and c.part = 'petitioner' and c.notify_by = 'letter')`,
      )
      .where(
        sql<SqlBool>`not exists (select from paper_deliveries d where d.reply_id = r.id and d.state = 'delivered' and d.decided_at < ${since})`,
      )
      .orderBy('r.sent_at')
      .limit(most)
      .execute();
    const items = [];
    for (const row of rows) items.push(await present({ tx, ports, asker, now }, row));
    if (items.some(({ name }) => name !== null))
      await noteView(tx, {
        ...{ user_id: actor.user_id, person_id: null, petition_id: null, what: 'correspondence', now },
      });
    return { items };
  });
}

interface Row {
  readonly id: string;
  readonly petition_id: string;
  readonly document_number: string | null;
  readonly outcome_code: string | null;
  readonly folio: string;
  readonly identity: string;
  readonly person_id: string | null;
  readonly current_authority_id: string;
  readonly unit_id: string;
  readonly sent_at: string;
  readonly printed_at: string | null;
}
interface Scope {
  readonly tx: Tx;
  readonly ports: StaffPorts;
  readonly asker: Asker;
  readonly now: string;
}

async function present(scope: Scope, row: Row) {
  const { tx, ports, asker } = scope;
  const { city, actor } = asker;
  const isTold = row.identity !== 'reserved' || permitsAnywhere(actor, 'petition.read_reserved_identity');
  const contacts = isTold ? await openContacts(tx, ports.keys, row.petition_id) : [];
  const person = contacts.find(({ part }) => part === 'petitioner');
  const deliveries = await deliveriesOf(scope, row);
  const has_address = (person?.address ?? '') !== '';
  return {
    ...{ reply_id: row.id, petition_id: row.petition_id, folio: row.folio, sent_at: row.sent_at },
    document_number: row.document_number ?? '',
    outcome: row.outcome_code === null ? null : (city.outcomes.get(row.outcome_code)?.name ?? null),
    unit: city.units.get(row.unit_id)?.name ?? '',
    ...{ name: person?.name ?? null, address: person?.address ?? null, is_withheld: !isTold },
    ...{ printed_at: row.printed_at, deliveries, next_way: nextWay(deliveries, { has_address }) },
  };
}

async function deliveriesOf(
  { tx, ports, asker, now }: Scope,
  { id: reply_id, person_id, current_authority_id }: Row,
): Promise<PaperDelivery[]> {
  const calendar = asker.city.calendars.get(current_authority_id)!;
  const rows = await tx
    .selectFrom('paper_deliveries as d')
    .innerJoin('users as u', 'u.id', 'd.recorded_by')
    .select(['d.id', 'd.way', 'd.state', 'd.begun_on', 'd.ended_on', 'd.tracking', 'd.receiver_cipher'])
    .select([
      'd.returned_reason',
      'd.notified_on',
      'd.rule',
      'd.proof_file_id',
      'd.recorded_at',
      'd.decided_at',
    ])
    .select('u.name as by')
    .where('d.reply_id', '=', reply_id)
    .orderBy('d.recorded_at')
    .execute();
  const deliveries = [];
  for (const { receiver_cipher: cipher, proof_file_id, recorded_at, decided_at, ...row } of rows) {
    const state = row.state as Attempt['state'];
    deliveries.push({
      ...row,
      ...{ way: row.way as DeliveryWay, state },
      receiver: await openNote(tx, ports.keys, { person_id, cipher, place: 'paper_deliveries.receiver' }),
      proof_url: proof_file_id === null ? null : `/api/v1/files/${proof_file_id}`,
      may_undo: mayTakeBack({ state, recorded_at, decided_at }, { now, calendar }).accepted,
    });
  }
  return deliveries;
}
