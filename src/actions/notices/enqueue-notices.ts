import type { KeyObject } from 'node:crypto';
import type { RawBuilder } from 'kysely';
import {
  say,
  languageOf,
  type Language,
  type SentenceKey,
  type Values,
} from '../../core/language/sentences.ts';
import { longDate } from '../../core/language/format.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { NoticeTemplate } from '../../core/petitions/lifecycle.ts';
import { clockOf, type Ledger } from '../../store/clocks.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { rowsFor, type NewRows } from '../../store/insert-together.ts';
import { enqueuedJob, enqueueJob, type NewJob } from '../../store/job-queue.ts';
import { openContacts, personKey } from '../../store/people.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { emailOfPerson } from '../../store/person-emails.ts';
import type { ActionContext } from '../action.ts';
import type { App } from '../app.ts';

/** A message to the petitioner (and, where it concerns them, the supporters); queued with its cause. */
export interface Notice {
  readonly template: NoticeTemplate;
  readonly values?: Values;
  /** Supporters get this one: the same news in words that are not about them, without the reply itself. */
  readonly supporters_template?: NoticeTemplate;
  /** Goes to the e-mail of the contact even where no notices were wanted: a key that was asked for again. */
  readonly asked_for?: boolean;
  /** Only this person, not the petitioner: a supporter's own key. */
  readonly only_person_id?: string;
  readonly reply_id?: string;
}

/** What a notice tells of a petition. */
export interface PetitionTold {
  readonly row: Pick<
    PetitionRow,
    'id' | 'city_id' | 'folio' | 'version' | 'service_id' | 'unit_id' | 'current_authority_id'
  >;
  readonly ledger: Ledger;
}
interface Told {
  readonly petition: PetitionTold;
  readonly city: CityConfiguration;
}

interface Recipient {
  readonly template: NoticeTemplate;
  readonly person_id: string;
  readonly name: string | null;
  readonly email: string;
}

/**
 * Writes the notices as outbox rows, rendered as they will be read, and enqueues their delivery. Without a mail server
 * they are kept and shown in the console. One row per template, version of the petition and person: never twice.
 */
export async function enqueueNotices(
  context: ActionContext<unknown>,
  { petition, city }: Told,
  notices: readonly Notice[],
): Promise<void> {
  for (const notice of notices) {
    for (const recipient of await recipientsOf(context, petition, notice)) {
      await enqueueOne(context, { petition, city, notice, recipient });
    }
  }
}

async function recipientsOf(
  { tx, app }: ActionContext<unknown>,
  petition: PetitionTold,
  notice: Notice,
): Promise<Recipient[]> {
  const { template, supporters_template } = notice;
  if (notice.only_person_id !== undefined) {
    const email = await emailOfPerson(tx, app.keys, notice.only_person_id);
    return email === null ? [] : [{ template, person_id: notice.only_person_id, name: null, email }];
  }
  const recipients: Recipient[] = [];
  for (const contact of await openContacts(tx, app.keys, petition.row.id)) {
    if (contact.part !== 'petitioner' || contact.email === null) continue;
    if (contact.notify_by !== 'email' && !notice.asked_for) continue;
    recipients.push({ template, person_id: contact.person_id, name: contact.name, email: contact.email });
  }
  if (supporters_template === undefined) return recipients;
  const supporters = await tx
    .selectFrom('supporters')
    .select('person_id')
    .where('petition_id', '=', petition.row.id)
    .where('person_id', 'is not', null)
    .execute();
  for (const { person_id } of supporters) {
    if (person_id === null || recipients.some((recipient) => recipient.person_id === person_id)) continue;
    const email = await emailOfPerson(tx, app.keys, person_id);
    if (email !== null) recipients.push({ template: supporters_template, person_id, name: null, email });
  }
  return recipients;
}

async function enqueueOne(
  { tx, app, now }: ActionContext<unknown>,
  given: Told & { notice: Notice; recipient: Recipient },
): Promise<void> {
  const key = await personKey(tx, app.keys, given.recipient.person_id);
  if (key === null) return;
  const message = messageRow(app, { ...given, key, now });
  const inserted = await tx
    .insertInto('outbox')
    .values(message)
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && app.sends_mail) await enqueueJob(tx, deliveryOf(message.id));
}

/** The first notice of a petition that is being filed, to be written together with it: its rows, and its delivery. */
export function firstNotice(
  { app, now }: ActionContext<unknown>,
  given: Told & { notice: Notice; recipient: Omit<Recipient, 'template'>; key: KeyObject },
): { rows: NewRows; calls: RawBuilder<unknown>[] } {
  const recipient = { ...given.recipient, template: given.notice.template };
  const message = messageRow(app, { ...given, recipient, now });
  const calls = app.sends_mail ? [enqueuedJob(deliveryOf(message.id))] : [];
  return { rows: rowsFor('outbox', [message]), calls };
}

const deliveryOf = (id: string): NewJob => ({
  name: 'deliver_message',
  payload: { outbox_id: id },
  key: `deliver/${id}`,
});

/** A message as it waits in the outbox, under the key of whom it is for. */
function messageRow(
  app: App,
  given: Told & { notice: Notice; recipient: Recipient; key: KeyObject; now: string },
) {
  const { petition, notice, recipient, key, now } = given;
  const { subject, body } = renderNotice(app.public_url, given);
  return {
    id: newId(),
    city_id: petition.row.city_id,
    petition_id: petition.row.id,
    person_id: recipient.person_id,
    reply_id: notice.reply_id ?? null,
    channel: 'email',
    template: recipient.template,
    dedupe_key: `${petition.row.id}/${recipient.template}/${petition.row.version}/${recipient.person_id}`,
    recipient_cipher: encryptText(key, recipient.email, 'outbox.recipient'),
    subject,
    body_cipher: encryptText(key, body, 'outbox.body'),
    state: app.sends_mail ? 'queued' : 'kept',
    created_at: now,
  };
}

/** Subject and plain-text body of a notice, in the city's language. */
export function renderNotice(
  public_url: string,
  given: Told & { notice: Notice; recipient: Pick<Recipient, 'name' | 'template'> },
): { subject: string; body: string } {
  const { petition, city, notice, recipient } = given;
  const language = languageOf(city.city.locale);
  const values = { ...commonValues(petition, city, language), ...notice.values };
  const text = (key: string) => say(language, key as SentenceKey, values);
  const hello =
    recipient.name === null
      ? say(language, 'notice.greeting_nobody')
      : say(language, 'notice.greeting', { name: recipient.name });
  const url = `${public_url}${citizenPaths(`/c/${city.city.code}`).petition(petition.row.folio)}`;
  const contact = city.city.settings.public_contact;
  const body = [
    hello,
    text(`notice.${recipient.template}.body`),
    say(language, 'notice.follow', { url, folio: petition.row.folio }),
    say(language, 'notice.no_reply', { contact: contact.phone ?? contact.email ?? contact.hours }),
    say(language, 'notice.signature', { authority: values['authority'] as string, city: city.city.name }),
  ].join('\n\n');
  return { subject: text(`notice.${recipient.template}.subject`), body };
}

function commonValues(
  petition: PetitionTold,
  city: CityConfiguration,
  language: Language,
): Record<string, string> {
  const { row, ledger } = petition;
  const due_on = clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null;
  return {
    folio: row.folio,
    service: city.services.get(row.service_id)?.name ?? '',
    unit: city.units.get(row.unit_id)?.name ?? '',
    authority: city.authorities.get(row.current_authority_id)?.name ?? '',
    due: due_on === null ? '—' : longDate(due_on, { locale: city.city.locale ?? language }),
  };
}
