import { z } from 'zod';
import {
  publishingFaults,
  stepOfArticle,
  type ArticleContents,
  type ArticleStep,
} from '../../core/knowledge/article.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { contentsOf, takeStep, type ArticleRow } from '../../store/knowledge.ts';
import { recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { articleToEdit, userOf, type ArticleDone } from './write-article.ts';

const input = z.object({ article_id: z.uuid(), version: z.number().int().positive().optional() });

/**
 * Puts the newest version in force.
 * @throws Refused `not_found`, `version_conflict`, `invalid_input` with what is missing by field,
 * `article_not_in_this_state` where that version is in force already
 */
export const publishArticle = defineAction({
  name: 'publish-article',
  permission: 'knowledge.publish',
  input,
  run: (context): Promise<ArticleDone> => step(context, 'publish'),
});

/** Tells it to nobody any more; its versions stay. @throws Refused `not_found`, `article_not_in_this_state` */
export const retireArticle = defineAction({
  name: 'retire-article',
  permission: 'knowledge.publish',
  input,
  run: (context): Promise<ArticleDone> => step(context, 'retire'),
});

/** Takes a retirement back: what was in force is so again. @throws Refused `not_found`, `article_not_in_this_state` */
export const restoreArticle = defineAction({
  name: 'restore-article',
  permission: 'knowledge.publish',
  input,
  run: (context): Promise<ArticleDone> => step(context, 'restore'),
});

async function step(
  context: ActionContext<z.output<typeof input>>,
  which: ArticleStep,
): Promise<ArticleDone> {
  const { tx, now } = context;
  const article = await articleToEdit(context, context.input, 'knowledge.publish');
  const decided = stepOfArticle(article, which);
  if (!decided.accepted) throw new Refused(decided.code);
  const { state, published_version } = decided.value;
  const contents = (await contentsOf(tx, article.id, published_version))!;
  if (which !== 'retire') await askWhole(context, article, contents);
  const by = userOf(context);
  await takeStep(tx, article.id, { step: which, state, published_version, contents, at: now, by });
  const { city_id, code } = article;
  await recordConfigurationChange(context, {
    ...{ city_id, entity: 'article', entity_code: code },
    before: { state: article.state, published_version: article.published_version },
    after: { state, published_version },
  });
  return { article_id: article.id, version: article.version };
}

async function askWhole(
  { tx }: Pick<ActionContext<unknown>, 'tx'>,
  { city_id, unit_id, authority_id }: ArticleRow,
  contents: ArticleContents,
): Promise<void> {
  const city = (await cityConfiguration(tx, city_id))!;
  const faults = publishingFaults(contents, (code) => city.services_by_code.has(code));
  // Somebody must be there to keep it true.
  const nobody: Record<string, string> = {};
  if (unit_id === null) nobody[authority_id === null ? 'authority_id' : 'unit_id'] = 'required';
  const all = { ...faults, ...nobody };
  if (Object.keys(all).length > 0) throw new Refused('invalid_input', {}, all);
}
