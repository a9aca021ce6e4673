import { z } from 'zod';
import { shortDate } from '../../core/language/format.ts';
import { languageOf, say, type Language } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { citizenPaths } from '../../core/paths.ts';
import {
  MOST_IN_A_DIGEST,
  nextDigestAt,
  toldUntil,
  type Frequency,
} from '../../core/subscriptions/digest.ts';
import { followedInAddress, followedInWords } from '../../core/subscriptions/followed.ts';
import { newPetitions, type NewPetition } from '../../queries/public/petition-list/new-petitions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { decryptText, openDataKey } from '../../store/encryption.ts';
import type { App } from '../app.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { sendToSubscriber } from './subscription-message.ts';

type Context = ActionContext<{ at_most: number }>;
type Due = Awaited<ReturnType<typeof dueNow>>[number];

/**
 * Writes to those whose time has come what is new of what they follow. The place up to which each was told moves in the
 * transaction of its message: whatever dies in between, nothing is told twice and nothing is left out. Who has nothing
 * new is not written to.
 */
export const sendSomeDigests = defineAction({
  name: 'send-digests',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(50) }),
  async run(context: Context): Promise<{ seen: number }> {
    const due = await dueNow(context);
    for (const subscription of due) {
      const city = await cityConfiguration(context.tx, subscription.city_id);
      if (city !== null) await tellNews(context, city, subscription);
    }
    return { seen: due.length };
  },
});

function dueNow({ tx, now, input }: Context) {
  return tx
    .selectFrom('subscriptions')
    .select(['id', 'city_id', 'service_id', 'authority_id', 'zone_code', 'frequency', 'language'])
    .select(['told_until', 'data_key', 'address_cipher'])
    .where('confirmed_at', 'is not', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(input.at_most)
    .forUpdate()
    .skipLocked()
    .execute();
}

async function tellNews(context: Context, city: CityConfiguration, due: Due): Promise<void> {
  const { tx, app, now } = context;
  const { id, told_until } = due;
  const until = [toldUntil(now), told_until].sort().at(-1)!;
  const next_at = nextDigestAt(now, due.frequency as Frequency, city.city.time_zone);
  const news = await newsOf(tx, city, { ...due, until });
  await tx.updateTable('subscriptions').set({ told_until: until, next_at }).where('id', '=', id).execute();
  if (news.length === 0) return;
  const address = decryptText(
    openDataKey(app.keys, due.data_key),
    due.address_cipher,
    'subscriptions.address',
  );
  await sendToSubscriber(context, {
    ...{ city, subscription_id: id, address, template: 'subscription_digest' },
    dedupe_key: `subscription_digest/${id}/${until}`,
    paragraphs: (language, manage) => digest(app, city, { due, news, language, manage }),
  });
}

function newsOf(tx: Tx, city: CityConfiguration, due: Due & { until: string }): Promise<NewPetition[]> {
  const { service_id, authority_id, zone_code, told_until, until } = due;
  return newPetitions(tx, city, {
    filter: {
      ...(service_id === null ? {} : { service_id }),
      ...(authority_id === null ? {} : { authority_id }),
      ...(zone_code === null ? {} : { zone: zone_code }),
    },
    ...{ after: told_until, until, limit: MOST_IN_A_DIGEST + 1 },
  });
}

interface Telling {
  readonly due: Due;
  readonly news: readonly NewPetition[];
  readonly language: Language;
  /** The link that changes or ends it. */
  readonly manage: string;
}

function digest(app: App, city: CityConfiguration, { due, news, language, manage }: Telling): string[] {
  const paths = citizenPaths(`/c/${city.city.code}`);
  const shown = news.slice(0, MOST_IN_A_DIGEST);
  const url = app.public_url + paths.petitionList(followedInAddress(city, due));
  return [
    say(language, 'notice.subscription_digest.body', { what: followedInWords(city, due, language) }),
    ...shown.map((one) =>
      paragraph(city, one, { language, url: app.public_url + paths.petition(one.folio) }),
    ),
    say(
      language,
      news.length > shown.length ? 'notice.subscription_digest.more' : 'notice.subscription_digest.list',
      {
        url,
      },
    ),
    say(language, 'notice.subscription_digest.manage', { url: manage }),
  ];
}

/** One petition: a paragraph with its folio's address, by which `withoutWithdrawn` knows it. */
function paragraph(
  city: CityConfiguration,
  { folio, service_id, place, stage, received_at }: NewPetition,
  { language, url }: { language: Language; url: string },
): string {
  const { time_zone, locale } = city.city;
  const date = shortDate(localDateOf(received_at, time_zone), {
    locale: languageOf(locale) === language ? locale : language,
  });
  const standing =
    stage === 'waiting_citizen' ? say(language, 'subscription.waiting') : say(language, `stage.${stage}`);
  const head = [city.services.get(service_id)?.name ?? '', ...place]
    .filter((part) => part !== '')
    .join(' · ');
  return `${head}\n${say(language, 'notice.subscription_digest.one', { folio, date, standing })}\n${url}`;
}

/** All that are due, in short transactions. Without a mail server they wait: what is old news by then is told once. */
export async function sendDigests(app: App, at_most = 50): Promise<void> {
  while (app.sends_mail) {
    app.stopping?.throwIfAborted();
    const { seen } = await sendSomeDigests(app, { kind: 'system' }, { at_most });
    if (seen < at_most) return;
  }
}
