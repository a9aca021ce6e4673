import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { countUse, countVote } from '../../store/knowledge.ts';
import { askAt } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const today = async (tx: Tx, city_id: string, now: string) =>
  localDateOf(now, (await cityConfiguration(tx, city_id))!.city.time_zone);

/**
 * Notes that an article was told to somebody: the version, the channel and the day, and nobody's name.
 * @throws Refused `not_found` for one that is not in force
 */
export const giveArticle = defineAction({
  name: 'give-article',
  permission: 'petition.file_for_other',
  input: z.object({ article_id: z.uuid(), channel: z.enum(CHANNELS) }),
  async run(context): Promise<{ article_id: string; version: number }> {
    const { tx, input, now, actor } = context;
    const { article_id, channel } = input;
    const article = await tx
      .selectFrom('articles')
      .select(['city_id', 'published_version'])
      .where('id', '=', article_id)
      .where('state', '=', 'published')
      .executeTakeFirst();
    if (article === undefined || article.published_version === null) throw new Refused('not_found');
    const { city_id, published_version: version } = article;
    // Whoever attends people anywhere in the city may tell what the city says.
    const isHere = actor.kind !== 'staff' || actor.grants.some((grant) => grant.city_id === city_id);
    if (!isHere) askAt(context, 'petition.file_for_other', { city_id });
    await countUse(tx, { article_id, version, channel, on_day: await today(tx, city_id, now) });
    return { article_id, version };
  },
});

/**
 * Counts whether an article helped, from the portal. Nothing is kept of who says so.
 * @throws Refused `not_found` for one that is not public and in force
 */
export const voteOnArticle = defineAction({
  name: 'vote-on-article',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), code: z.string().max(80), helped: z.boolean() }),
  async run({ tx, input, now }): Promise<{ counted: true }> {
    const { city_id, code, helped } = input;
    const article = await tx
      .selectFrom('articles')
      .select(['id', 'published_version'])
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .where('state', '=', 'published')
      .where('audience', '=', 'public')
      .executeTakeFirst();
    if (article === undefined || article.published_version === null) throw new Refused('not_found');
    const { id: article_id, published_version: version } = article;
    await countVote(tx, { article_id, version, helped, on_day: await today(tx, city_id, now) });
    return { counted: true };
  },
});
