import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import type { Notified } from '../../core/correspondence/notification.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Calendar } from '../../core/deadlines/calendar.ts';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import type { ActionContext } from '../action.ts';
import { placeOf, record, seenAndLocked } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';

/** How a way of delivery is named as a channel in the history. */
const channels = { in_person: 'counter', post: 'letter', list: 'list' } as const;

export interface PaperPetition {
  readonly petition: LockedPetition;
  readonly city: CityConfiguration;
  readonly calendar: Calendar;
}

/** The petition of a reply on paper, locked. @throws Refused `not_found`, `forbidden`, `with_another_authority` */
export async function paperPetition(
  context: ActionContext<unknown>,
  petition_id: string,
): Promise<PaperPetition> {
  const petition = await seenAndLocked(context, petition_id);
  if (!permits(context.actor, 'correspondence.deliver', placeOf(petition))) throw new Refused('forbidden');
  const city = (await cityConfiguration(context.tx, petition.row.city_id))!;
  return { petition, city, calendar: city.calendars.get(petition.row.current_authority_id)! };
}

/** The reply is notified: history tells it, and the first time is the petition's. */
export async function tellDelivered(
  context: ActionContext<unknown>,
  { petition, city }: PaperPetition,
  { reply_id, way, notified }: { reply_id: string; way: keyof typeof channels; notified: Notified },
): Promise<void> {
  const told = event('reply_delivered', 'public', { reply_id, channel: channels[way] });
  const columns = { notified_at: petition.row.notified_at ?? notified.notified_at };
  await record(context, { petition, city }, { events: [told], columns });
}

/** It was a mistake: what was notified by it is not. */
export async function tellTakenBack(
  context: ActionContext<unknown>,
  { petition, city }: PaperPetition,
  { reply_id, reason, notified_at }: { reply_id: string; reason: string; notified_at: string | null },
): Promise<void> {
  const told = event('reply_delivery_undone', 'citizen', { reply_id, reason });
  const wasIts = notified_at !== null && petition.row.notified_at === notified_at;
  const columns = wasIts ? { columns: { notified_at: await otherNotice(context.tx, petition.row.id) } } : {};
  await record(context, { petition, city }, { events: [told], ...columns });
}

/** The first of the deliveries that stand, by paper or by mail; null where there is none. */
async function otherNotice(tx: Tx, petition_id: string): Promise<string | null> {
  const { rows } = await sql<{ notified_at: string | null }>`select min(at) as notified_at from (
    select d.notified_at as at from paper_deliveries d where d.petition_id = ${petition_id} and d.state = 'delivered'
    union all select e.at from petition_events e
      where e.petition_id = ${petition_id} and e.type = 'reply_delivered' and e.payload ->> 'channel' = 'email') as stands`.execute(
    tx,
  );
  return rows[0]?.notified_at ?? null;
}

/** A scan that was stored on this petition, as proof. @throws Refused `not_found` */
export async function askProof(
  { tx }: ActionContext<unknown>,
  petition_id: string,
  proof_file_id: string | null,
): Promise<void> {
  if (proof_file_id === null) return;
  const found = await tx
    .selectFrom('files')
    .select('id')
    .where('id', '=', proof_file_id)
    .where('petition_id', '=', petition_id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new Refused('not_found');
}
