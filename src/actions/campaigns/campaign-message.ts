import { longDate } from '../../core/language/format.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { willRemind } from '../../core/satisfaction/campaign-reminder.ts';
import { citizenPaths } from '../../core/paths.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { personKey, type OpenedContact } from '../../store/people.ts';
import { campaignToken, type Campaign } from '../../store/survey-campaigns.ts';
import type { ActionContext } from '../action.ts';

interface Message {
  readonly member: { readonly id: string; readonly petition_id: string };
  readonly to: OpenedContact;
  readonly reminder: boolean;
}

/**
 * Writes the invitation to a campaign, or its one reminder, as an outbox row under the person's key; once each.
 * @returns false where nothing can be written to them: erased, or without an address
 */
export async function sendCampaign(
  { tx, app, now }: Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>,
  campaign: Campaign,
  { member, to, reminder }: Message,
): Promise<boolean> {
  const key = await personKey(tx, app.keys, to.person_id);
  const city = await cityConfiguration(tx, campaign.city_id);
  if (key === null || city === null || to.email === null) return false;
  const language = languageOf(city.city.locale);
  const { time_zone, locale, code, name } = city.city;
  const authority = campaign.authority_id === null ? null : city.authorities.get(campaign.authority_id);
  const closes_at = campaign.closes_at ?? now;
  const values = {
    ...{ title: campaign.title, purpose: campaign.purpose, city: name, authority: authority?.name ?? name },
    url: `${app.public_url}${citizenPaths(`/c/${code}`).campaignLink(campaignToken(app.keys, member.id))}`,
    until: longDate(localDateOf(closes_at, time_zone), { locale }),
    again: say(
      language,
      willRemind({ ...campaign, closes_at }, now)
        ? 'notice.campaign.once_more'
        : 'notice.campaign.never_again',
    ),
  };
  const contact = city.city.settings.public_contact;
  const body = [
    to.name === null
      ? say(language, 'notice.greeting_nobody')
      : say(language, 'notice.greeting', { name: to.name }),
    say(language, reminder ? 'notice.campaign.reminder' : 'notice.campaign.body', values),
    say(language, 'notice.no_reply', { contact: contact.phone ?? contact.email ?? contact.hours }),
    say(language, 'notice.signature', values),
  ].join('\n\n');
  const id = newId();
  const template = reminder ? 'campaign_reminder' : 'campaign';
  await tx
    .insertInto('outbox')
    .values({
      ...{ id, city_id: campaign.city_id, petition_id: member.petition_id, person_id: to.person_id },
      ...{ channel: 'email', template, dedupe_key: `${template}/${member.id}`, created_at: now },
      recipient_cipher: encryptText(key, to.email, 'outbox.recipient'),
      subject: say(language, 'notice.campaign.subject', values),
      body_cipher: encryptText(key, body, 'outbox.body'),
      state: app.sends_mail ? 'queued' : 'kept',
    })
    .execute();
  if (app.sends_mail)
    await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
  return true;
}
