import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Channel } from '../../core/cities/settings.ts';
import type { OutcomeClass } from '../../core/petitions/stages.ts';
import { carriedBy, closesBy, type CarriedBy } from '../../core/satisfaction/asking-in-person.ts';
import { inFrame, mayAsk, type Closing } from '../../core/satisfaction/invitation.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { blindIndex } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { openContacts, type OpenedContact } from '../../store/people.ts';
import { hashSecret } from '../../store/secrets.ts';
import { askedBefore, paperCode, surveyToken } from '../../store/surveys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { sendSurvey } from './survey-message.ts';

export interface AskedHow {
  readonly asked: boolean;
  /** Why not, or by what. */
  readonly because: string;
}

/**
 * After a closing: puts it in the frame of what can be asked about, and asks its person how it went where that may be
 * (protocol K.3): by e-mail where they chose that for notices, by a clerk where they came by telephone or in person and
 * left no e-mail; else the petition's page asks whoever holds its key.
 */
export const askHowItWent = defineAction({
  name: 'ask-how-it-went',
  permission: 'system',
  input: z.object({ petition_id: z.uuid() }),
  async run(context): Promise<AskedHow> {
    const { tx, now, input } = context;
    const petition = await closedPetition(tx, input.petition_id);
    if (!petition) return { asked: false, because: 'not_closed' };
    const contact = await contactOf(context);
    const contact_hash = hashOf(context, contact);
    const before = await askedBefore(tx, { person_id: petition.person_id, contact_hash });
    const closing: Closing = {
      ...before,
      stage: petition.stage,
      closed_at: petition.closed_at,
      outcome_class: petition.outcome_class as OutcomeClass | null,
      reserved: petition.identity === 'reserved' || petition.visibility === 'reserved',
    };
    const frame = inFrame(closing, now);
    if (!frame.accepted) return { asked: false, because: frame.code };
    const may = mayAsk(closing, now);
    const reach = { ...nowhere, ...contact, channel: petition.channel as Channel };
    const by = may.accepted ? carriedBy(reach) : null;
    const because = may.accepted ? by! : may.code;
    const id = await insertSurvey(context, petition, { by, because, contact_hash });
    if (id === null) return { asked: false, because: 'asked_already' };
    if (by === 'email') await sendSurvey(context, { id, petition, to: contact!, reminder: false });
    return { asked: by !== null, because };
  },
});

const nowhere = { notify_by: null, email: null, phone: null, address: null };

/** Of the e-mail, else of the telephone: whoever has the same one is not asked again so soon. */
function hashOf({ app }: Context, contact: OpenedContact | null): Buffer | null {
  if (contact?.email != null) return blindIndex(app.keys, 'email', contact.email);
  return contact?.phone == null ? null : blindIndex(app.keys, 'phone', contact.phone);
}

type Context = ActionContext<{ petition_id: string }>;
type ClosedPetition = NonNullable<Awaited<ReturnType<typeof closedPetition>>>;

function closedPetition(tx: Tx, petition_id: string) {
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

async function contactOf({ tx, app, input }: Context): Promise<OpenedContact | null> {
  const contacts = await openContacts(tx, app.keys, input.petition_id);
  return contacts.find(({ part }) => part === 'petitioner') ?? null;
}

/** @returns null where this closing has its row already */
async function insertSurvey(
  { tx, app, now }: Context,
  petition: ClosedPetition,
  { by, because, contact_hash }: { by: CarriedBy | null; because: string; contact_hash: Buffer | null },
): Promise<string | null> {
  const id = newId();
  const { city_id, unit_id, service_id, kind_code, channel, current_authority_id: authority_id } = petition;
  const city = await cityConfiguration(tx, city_id);
  const time_zone = city?.calendars.get(authority_id)?.time_zone ?? 'UTC';
  const inserted = await tx
    .insertInto('surveys')
    .values({
      ...{ id, city_id, petition_id: petition.id, authority_id, unit_id, service_id, kind_code, channel },
      responsible_id: petition.assignee_id,
      closed_at: petition.closed_at!,
      closed_on: localDateOf(petition.closed_at!, time_zone),
      ...(by === null
        ? { not_asked: because }
        : { carried_by: by, asked_at: now, expires_at: closesBy(by, now), contact_hash }),
      token_hash: by === null || by === 'page' ? null : hashSecret(surveyToken(app.keys, id)),
      paper_code: by === 'phone' || by === 'paper' ? paperCode(app.keys, id) : null,
    })
    .onConflict((conflict) => conflict.columns(['petition_id', 'closed_at']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}
