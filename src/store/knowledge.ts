import { sql } from 'kysely';
import {
  searchTextOf,
  type ArticleContents,
  type ArticleState,
  type ArticleStep,
} from '../core/knowledge/article.ts';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';

/** An article as it stands, without what it says. */
export interface ArticleRow {
  readonly id: string;
  readonly city_id: string;
  readonly code: string;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly state: ArticleState;
  readonly version: number;
  readonly published_version: number | null;
}

const standing = [
  ...(['id', 'city_id', 'code', 'authority_id', 'unit_id'] as const),
  ...(['state', 'version', 'published_version'] as const),
] as const;

/** Who answers for it: a unit, an authority, or the whole city. */
export interface ArticleOwner {
  readonly authority_id: string | null;
  readonly unit_id: string | null;
}

interface Saved {
  readonly contents: ArticleContents;
  readonly at: string;
  /** Null: the pack of the city. */
  readonly by: string | null;
}

/** The article, locked until the transaction ends; null where there is none that the actor may know of. */
export async function lockArticle(tx: Tx, id: string): Promise<ArticleRow | null> {
  const row = await tx
    .selectFrom('articles')
    .select(standing)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return (row as ArticleRow | undefined) ?? null;
}

/** What a version says; null for one that was never saved. */
export async function contentsOf(
  reader: Reader,
  article_id: string,
  version: number,
): Promise<ArticleContents | null> {
  const row = await reader
    .selectFrom('article_versions')
    .select('contents')
    .where('article_id', '=', article_id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row === undefined ? null : (row.contents as unknown as ArticleContents);
}

interface NewArticle extends ArticleOwner {
  readonly city_id: string;
  readonly code: string;
  readonly position?: number;
}

/** A draft that was not there before. @returns its id, or null where the code is taken */
export async function addArticle(
  tx: Tx,
  { city_id, code, authority_id, unit_id, position = 0 }: NewArticle,
  saved: Saved,
): Promise<string | null> {
  const id = newId();
  const made = await tx
    .insertInto('articles')
    .values({ id, city_id, code, authority_id, unit_id, state: 'draft', position, ...told(saved.contents) })
    .onConflict((conflict) => conflict.columns(['city_id', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return null;
  await keepVersion(tx, { article_id: id, version: 1 }, saved);
  return id;
}

/** What lists and the search know of a version. */
function told(contents: ArticleContents) {
  const { title, summary, audience, valid_from, valid_until, review_on } = contents;
  const search_text = searchTextOf(contents);
  return { title, summary, audience, valid_from, valid_until, review_on, search_text };
}

async function keepVersion(
  tx: Tx,
  of: { article_id: string; version: number },
  { contents, at, by }: Saved,
): Promise<void> {
  await tx
    .insertInto('article_versions')
    .values({ ...of, contents: JSON.stringify(contents), saved_at: at, saved_by: by })
    .execute();
}

/** One more version; what is in force stays in force. @returns its number */
export async function addVersion(tx: Tx, article: ArticleRow, saved: Saved): Promise<number> {
  const version = article.version + 1;
  await keepVersion(tx, { article_id: article.id, version }, saved);
  await tx
    .updateTable('articles')
    .set({ version, ...(article.published_version === null ? told(saved.contents) : {}) })
    .where('id', '=', article.id)
    .execute();
  return version;
}

export async function setOwner(tx: Tx, article_id: string, owner: ArticleOwner): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ ...owner })
    .where('id', '=', article_id)
    .execute();
}

const events = { publish: 'published', retire: 'retired', restore: 'restored' } as const;

interface Step {
  readonly step: ArticleStep;
  readonly state: ArticleState;
  readonly published_version: number;
  readonly contents: ArticleContents;
  readonly at: string;
  readonly by: string | null;
}

/** Writes a step and tells of it. */
export async function takeStep(tx: Tx, article_id: string, taken: Step): Promise<void> {
  const { step, state, published_version, contents, at, by } = taken;
  await tx
    .updateTable('articles')
    .set({ state, published_version, ...told(contents) })
    .where('id', '=', article_id)
    .execute();
  await tx
    .insertInto('article_events')
    .values({ id: newId(), article_id, at, user_id: by, type: events[step], version: published_version })
    .execute();
}

/** Ties an article to the interaction in which it was told. @returns false where it was told in it before */
export async function tieArticle(
  tx: Tx,
  tie: { interaction_id: string; article_id: string; version: number; at: string },
): Promise<boolean> {
  const made = await tx
    .insertInto('interaction_articles')
    .values(tie)
    .onConflict((conflict) => conflict.doNothing())
    .returning('article_id')
    .executeTakeFirst();
  return made !== undefined;
}

/** Counts that a version was told through a channel on a day. */
export async function countUse(
  tx: Tx,
  use: { article_id: string; version: number; channel: string; on_day: string },
): Promise<void> {
  await tx
    .insertInto('article_uses')
    .values({ ...use, times: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['article_id', 'on_day', 'channel', 'version'])
        .doUpdateSet({ times: sql`article_uses.times + 1` }),
    )
    .execute();
}

/** Counts a yes or a no to «did it help?». */
export async function countVote(
  tx: Tx,
  vote: { article_id: string; version: number; helped: boolean; on_day: string },
): Promise<void> {
  await tx
    .insertInto('article_votes')
    .values({ ...vote, times: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['article_id', 'on_day', 'version', 'helped'])
        .doUpdateSet({ times: sql`article_votes.times + 1` }),
    )
    .execute();
}
