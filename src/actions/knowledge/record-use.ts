import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { lockInteraction } from '../../store/interactions.ts';
import { countUse, countVote, tieArticle } from '../../store/knowledge.ts';
import { askAt } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { askOwn, recordingAt } from '../interactions/interaction-place.ts';
import { Refused } from '../refused.ts';

const today = async (tx: Tx, city_id: string, now: string) =>
  localDateOf(now, (await cityConfiguration(tx, city_id))!.city.time_zone);

/**
 * Notes that an article was told to somebody: the version, the channel and the day; and in the interaction that goes on,
 * once. Without one nobody is named.
 * @throws Refused `not_found` for one that is not in force, or an interaction of somebody else; `interaction_over`
 */
export const giveArticle = defineAction({
  name: 'give-article',
  permission: 'petition.file_for_other',
  input: z.object({
    article_id: z.uuid(),
    channel: z.enum(CHANNELS),
    /** The call or visit in which it was told, where one goes on. */
    interaction_id: z.uuid().optional(),
  }),
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
    const told = { article_id, version };
    if (!(await tellWithin(context, { ...told, city_id }))) return told;
    await countUse(tx, { ...told, channel, on_day: await today(tx, city_id, now) });
    return told;
  },
});

/** @returns false where it was told in that interaction before: it is counted once */
async function tellWithin(
  { tx, actor, input, now }: ActionContext<{ interaction_id?: string | undefined }>,
  { article_id, version, city_id }: { article_id: string; version: number; city_id: string },
): Promise<boolean> {
  const { interaction_id } = input;
  if (interaction_id === undefined) return true;
  const row = await lockInteraction(tx, interaction_id);
  // The server has not heard of it yet: what is counted stays counted.
  if (row === null) return true;
  askOwn(row, await recordingAt(tx, actor, city_id));
  return tieArticle(tx, { interaction_id, article_id, version, at: now });
}

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
