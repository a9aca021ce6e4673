import type { Channel } from '../../core/cities/settings.ts';
import type { OutcomeClass } from '../../core/petitions/stages.ts';
import { carriedBy, closesBy, type CarriedBy } from '../../core/satisfaction/asking-in-person.ts';
import { inFrame, mayAsk, type Closing } from '../../core/satisfaction/invitation.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { askAgainAt } from '../../core/satisfaction/lasting.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { blindIndex } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { openContacts, type OpenedContact } from '../../store/people.ts';
import { hashSecret } from '../../store/secrets.ts';
import { askedBefore, paperCode, surveyToken } from '../../store/surveys.ts';
import type { ActionContext } from '../action.ts';
import { sendSurvey } from './survey-message.ts';

export interface AskedHow {
  readonly asked: boolean;
  /** Why not, or by what. */
  readonly because: string;
}

type Context = ActionContext<unknown>;
export type ClosedPetition = NonNullable<Awaited<ReturnType<typeof closedPetition>>>;

/** A petition that is closed now. */
export function closedPetition(tx: Tx, petition_id: string) {
  return tx
    .selectFrom('petitions')
    .select(['id', 'city_id', 'folio', 'person_id', 'stage', 'closed_at', 'outcome_class', 'identity'])
    .select([
      'visibility',
      'current_authority_id',
      'unit_id',
      'service_id',
      'kind_code',
      'channel',
      'assignee_id',
    ])
    .where('id', '=', petition_id)
    .where('stage', '=', 'closed')
    .executeTakeFirst();
}

/** Which closing is asked about, and how the frame knows it: a second question lies where the first does. */
export interface Asked {
  readonly petition: ClosedPetition;
  readonly asks: Asks;
  /** When it became time to ask. */
  readonly since: string | null;
  readonly framed: {
    readonly authority_id: string;
    readonly unit_id: string;
    readonly service_id: string;
    readonly kind_code: string;
    readonly channel: string;
    readonly responsible_id: string | null;
    readonly closed_on: string;
  };
}

/**
 * Puts a closing in the frame of what can be asked about, and asks its person where that may be (protocol K.3): by e-mail
 * where they chose that for notices, by a clerk where they came by telephone or in person and left no e-mail; else the
 * petition's page asks whoever holds its key. The same for all questions after a closing and for the one a month later.
 */
export async function askPerson(context: Context, about: Asked): Promise<AskedHow> {
  const { tx, now } = context;
  const { petition, asks } = about;
  const contact = await contactOf(context, petition.id);
  const contact_hash = hashOf(context, contact);
  const before = await askedBefore(tx, { person_id: petition.person_id, contact_hash });
  const closing: Closing = {
    ...before,
    stage: petition.stage,
    closed_at: petition.closed_at,
    outcome_class: petition.outcome_class as OutcomeClass | null,
    reserved: petition.identity === 'reserved' || petition.visibility === 'reserved',
  };
  const frame = inFrame(closing, now, about.since);
  if (!frame.accepted) return { asked: false, because: frame.code };
  const may = mayAsk(closing, now);
  const reach = { ...nowhere, ...contact, channel: petition.channel as Channel };
  const by = may.accepted ? carriedBy(reach) : null;
  const because = may.accepted ? by! : may.code;
  const id = await insertSurvey(context, about, { by, because, contact_hash });
  if (id === null) return { asked: false, because: 'asked_already' };
  if (by === 'email') await sendSurvey(context, { id, asks, petition, to: contact!, reminder: false });
  return { asked: by !== null, because };
}

const nowhere = { notify_by: null, email: null, phone: null, address: null };

/** Of the e-mail, else of the telephone: whoever has the same one is not asked again so soon. */
function hashOf({ app }: Context, contact: OpenedContact | null): Buffer | null {
  if (contact?.email != null) return blindIndex(app.keys, 'email', contact.email);
  return contact?.phone == null ? null : blindIndex(app.keys, 'phone', contact.phone);
}

async function contactOf({ tx, app }: Context, petition_id: string): Promise<OpenedContact | null> {
  const contacts = await openContacts(tx, app.keys, petition_id);
  return contacts.find(({ part }) => part === 'petitioner') ?? null;
}

/** @returns null where this closing has its row already */
async function insertSurvey(
  { tx, app, now }: Context,
  { petition, asks, framed }: Asked,
  { by, because, contact_hash }: { by: CarriedBy | null; because: string; contact_hash: Buffer | null },
): Promise<string | null> {
  const id = newId();
  const { city_id, id: petition_id } = petition;
  const closed_at = petition.closed_at!;
  const ask_again_at = asks === 'if_it_lasts' ? null : await againAt({ tx, now }, petition);
  const inserted = await tx
    .insertInto('surveys')
    .values({
      ...{ id, city_id, petition_id, asks, closed_at, ask_again_at, ...framed },
      ...(by === null
        ? { not_asked: because }
        : { carried_by: by, asked_at: now, expires_at: closesBy(by, now), contact_hash }),
      token_hash: by === null || by === 'page' ? null : hashSecret(surveyToken(app.keys, id)),
      paper_code: by === 'phone' || by === 'paper' ? paperCode(app.keys, id) : null,
    })
    .onConflict((conflict) => conflict.columns(['petition_id', 'closed_at', 'asks']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

/** When to ask whether it lasts; also of who was not asked today, since another rest is over by then. */
async function againAt(
  { tx, now }: Pick<Context, 'tx' | 'now'>,
  { city_id, service_id, outcome_class }: ClosedPetition,
): Promise<string | null> {
  const service = (await cityConfiguration(tx, city_id))?.services.get(service_id);
  const closing = {
    is_about_works: service?.asks_if_it_lasts ?? false,
    outcome_class: outcome_class as OutcomeClass | null,
  };
  return askAgainAt(closing, now);
}
