import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { sameContents } from '../../core/knowledge/article.ts';
import type { Tx } from '../../store/database.ts';
import {
  addArticle,
  addVersion,
  contentsOf,
  lockArticle,
  setOwner,
  type ArticleOwner,
  type ArticleRow,
} from '../../store/knowledge.ts';
import { askAt, lockCity, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { articleCode, articleContents } from './article-input.ts';

const owner = { authority_id: z.uuid().nullable(), unit_id: z.uuid().nullable() };

export interface ArticleDone {
  readonly article_id: string;
  readonly version: number;
}

export const userOf = ({ actor }: Pick<ActionContext<unknown>, 'actor'>): string | null =>
  actor.kind === 'staff' ? actor.user_id : null;

/** An article that the actor may edit, locked; what lies elsewhere does not exist. */
export async function articleToEdit(
  { tx, actor }: Pick<ActionContext<unknown>, 'tx' | 'actor'>,
  { article_id, version }: { article_id: string; version?: number | undefined },
  permission: 'knowledge.edit' | 'knowledge.publish' = 'knowledge.edit',
): Promise<ArticleRow> {
  const row = await lockArticle(tx, article_id);
  if (row === null || !permits(actor, permission, row)) throw new Refused('not_found');
  if (version !== undefined && version !== row.version)
    throw new Refused('version_conflict', { version: row.version });
  return row;
}

/** @throws Refused('invalid_input') for a unit that is not of that authority, or an authority of another city */
async function checkOwner(tx: Tx, city_id: string, { authority_id, unit_id }: ArticleOwner): Promise<void> {
  if (authority_id === null) {
    if (unit_id !== null) throw new Refused('invalid_input', {}, { authority_id: 'required' });
    return;
  }
  const found = await tx
    .selectFrom('authorities as a')
    .leftJoin('units as u', (join) => join.onRef('u.authority_id', '=', 'a.id').on('u.id', '=', unit_id))
    .select(['u.id as unit_id'])
    .where('a.id', '=', authority_id)
    .where('a.city_id', '=', city_id)
    .executeTakeFirst();
  if (found === undefined) throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
  if (found.unit_id !== unit_id) throw new Refused('invalid_input', {}, { unit_id: 'invalid' });
}

/**
 * A new article, as a draft; it is told to nobody until it is published.
 * @throws Refused `code_taken`, `forbidden` where the actor may not write for that unit, `invalid_input`
 */
export const createArticle = defineAction({
  name: 'create-article',
  permission: 'knowledge.edit',
  input: z.object({ city_id: z.uuid(), code: articleCode, ...owner, contents: articleContents }),
  async run(context): Promise<ArticleDone> {
    const { tx, input, now } = context;
    const { city_id, code, contents, authority_id, unit_id } = input;
    askAt(context, 'knowledge.edit', { city_id, authority_id, unit_id });
    await lockCity(context, city_id);
    await checkOwner(tx, city_id, { authority_id, unit_id });
    const saved = { contents, at: now, by: userOf(context) };
    const article_id = await addArticle(tx, { city_id, code, authority_id, unit_id }, saved);
    if (article_id === null) throw new Refused('code_taken', {}, { code: 'code_taken' });
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'article', entity_code: code, before: null },
      after: { authority_id, unit_id, ...contents },
    });
    return { article_id, version: 1 };
  },
});

/**
 * Saves a version of an article. What is in force is told until the new version is published.
 * @throws Refused `not_found`, `version_conflict` where somebody saved meanwhile, `invalid_input`
 */
export const editArticle = defineAction({
  name: 'edit-article',
  permission: 'knowledge.edit',
  input: z.object({
    article_id: z.uuid(),
    version: z.number().int().positive().optional(),
    ...owner,
    contents: articleContents,
  }),
  async run(context): Promise<ArticleDone> {
    const { tx, input, now } = context;
    const { contents, authority_id, unit_id } = input;
    const article = await articleToEdit(context, input);
    const { city_id, code } = article;
    const isMoved = article.authority_id !== authority_id || article.unit_id !== unit_id;
    if (isMoved) {
      askAt(context, 'knowledge.edit', { city_id, authority_id, unit_id });
      await checkOwner(tx, city_id, { authority_id, unit_id });
      await setOwner(tx, article.id, { authority_id, unit_id });
    }
    const before = (await contentsOf(tx, article.id, article.version))!;
    const isSame = sameContents(before, contents);
    if (isSame && !isMoved) return { article_id: article.id, version: article.version };
    const version = isSame
      ? article.version
      : await addVersion(tx, article, { contents, at: now, by: userOf(context) });
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'article', entity_code: code },
      before: { authority_id: article.authority_id, unit_id: article.unit_id, ...before },
      after: { authority_id, unit_id, ...contents },
    });
    return { article_id: article.id, version };
  },
});
