import { languageOf, say } from '../../core/language/sentences.ts';
import { longDate } from '../../core/language/format.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Asks } from '../../core/satisfaction/asks.ts';
import { closesAt } from '../../core/satisfaction/instrument.ts';
import { citizenPaths } from '../../core/paths.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { personKey } from '../../store/people.ts';
import { surveyToken } from '../../store/surveys.ts';
import type { ActionContext } from '../action.ts';

interface Message {
  readonly id: string;
  readonly asks: Asks;
  readonly petition: {
    readonly id: string;
    readonly city_id: string;
    readonly folio: string;
    readonly service_id: string;
    readonly current_authority_id: string;
  };
  readonly to: { readonly person_id: string; readonly name: string | null; readonly email: string | null };
  readonly reminder: boolean;
  /** Of a reminder: when the survey closes. */
  readonly expires_at?: string;
}

/** What each message says, and by what name the outbox knows it. */
const words = {
  how_it_went: {
    invitation: {
      template: 'survey_asked',
      subject: 'notice.survey_asked.subject',
      body: 'notice.survey_asked.body',
    },
    reminder: {
      template: 'survey_reminder',
      subject: 'notice.survey_asked.subject',
      body: 'notice.survey_reminder.body',
    },
  },
  if_it_lasts: {
    invitation: {
      template: 'lasting_asked',
      subject: 'notice.lasting_asked.subject',
      body: 'notice.lasting_asked.body',
    },
    reminder: {
      template: 'lasting_reminder',
      subject: 'notice.lasting_asked.subject',
      body: 'notice.lasting_reminder.body',
    },
  },
} as const;

/** Writes the invitation to a survey, or its one reminder, as an outbox row under the person's key; once each. */
export async function sendSurvey(context: ActionContext<unknown>, message: Message): Promise<void> {
  const { tx, app, now } = context;
  const { id: survey_id, petition, to } = message;
  const told = words[message.asks][message.reminder ? 'reminder' : 'invitation'];
  const key = await personKey(tx, app.keys, to.person_id);
  const city = await cityConfiguration(tx, petition.city_id);
  if (key === null || city === null || to.email === null) return;
  const language = languageOf(city.city.locale);
  const { time_zone, locale } = city.city;
  const until = longDate(localDateOf(message.expires_at ?? closesAt(now), time_zone), { locale });
  const paths = citizenPaths(`/c/${city.city.code}`);
  const values = {
    folio: petition.folio,
    service: city.services.get(petition.service_id)?.name ?? '',
    authority: city.authorities.get(petition.current_authority_id)?.name ?? '',
    city: city.city.name,
    url: `${app.public_url}${paths.surveyLink(surveyToken(app.keys, survey_id))}`,
    until,
  };
  const contact = city.city.settings.public_contact;
  const body = [
    to.name === null
      ? say(language, 'notice.greeting_nobody')
      : say(language, 'notice.greeting', { name: to.name }),
    say(language, told.body, values),
    say(language, 'notice.no_reply', { contact: contact.phone ?? contact.email ?? contact.hours }),
    say(language, 'notice.signature', values),
  ].join('\n\n');
  const { template } = told;
  const id = newId();
  const inserted = await tx
    .insertInto('outbox')
    .values({
      ...{ id, city_id: petition.city_id, petition_id: petition.id, person_id: to.person_id },
      ...{ channel: 'email', template, dedupe_key: `${template}/${survey_id}`, created_at: now },
      recipient_cipher: encryptText(key, to.email, 'outbox.recipient'),
      subject: say(language, told.subject, values),
      body_cipher: encryptText(key, body, 'outbox.body'),
      state: app.sends_mail ? 'queued' : 'kept',
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && app.sends_mail)
    await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
}
