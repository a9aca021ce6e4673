import { sql } from 'kysely';
import { sameContents, type ArticleContents } from '../../core/knowledge/article.ts';
import {
  addArticle,
  addVersion,
  contentsOf,
  lockArticle,
  setOwner,
  takeStep,
  type ArticleOwner,
  type ArticleRow,
} from '../../store/knowledge.ts';
import { newId } from '../../store/ids.ts';
import { unitKey, type LoadedPlaces } from './load-authorities.ts';
import type { PackDocument } from './pack-document.ts';
import type { LoadRun } from './sync-rows.ts';

type PackArticle = PackDocument['articles'][number];

type Places = Pick<LoadedPlaces, 'authorities' | 'units'>;

/**
 * Articles are versions, since people were told them: one that differs is a new version. What the pack no longer has
 * is told no more.
 */
export async function loadArticles(run: LoadRun, { articles }: PackDocument, places: Places): Promise<void> {
  const there = await run.tx
    .selectFrom('articles')
    .select(['id', 'code', 'state'])
    .where('city_id', '=', run.city_id)
    .execute();
  const now = (await sql<{ at: string }>`select now() as at`.execute(run.tx)).rows[0]!.at;
  for (const [position, article] of articles.entries()) {
    const known = there.find(({ code }) => code === article.code);
    if (known === undefined) await addOne(run, article, { places, position, now });
    else await changeOne(run, article, { places, id: known.id, now });
  }
  for (const { id, code, state } of there) {
    if (state !== 'published' || articles.some((article) => article.code === code)) continue;
    if (isEdited(run, code)) run.counts.kept += 1;
    else await retire(run, id, now);
  }
}

const isEdited = (run: LoadRun, code: string) => run.edited_in_console.has(`article ${code}`);

function partsOf(article: PackArticle, places: Places) {
  const { code, owner, state, ...contents } = article;
  const [authority, unit] = owner?.split('/') ?? [];
  const authority_id = authority === undefined ? null : places.authorities.idOf(authority);
  const of: ArticleOwner = {
    authority_id,
    unit_id:
      authority_id === null || unit === undefined ? null : places.units.idOf(unitKey(authority_id, unit)),
  };
  return { code, owner: of, state, contents: contents satisfies ArticleContents };
}

async function addOne(
  run: LoadRun,
  article: PackArticle,
  { places, position, now }: { places: Places; position: number; now: string },
): Promise<void> {
  const { code, owner, state, contents } = partsOf(article, places);
  const of = { city_id: run.city_id, code, position, ...owner };
  const id = (await addArticle(run.tx, of, { contents, at: now, by: null }))!;
  if (state !== 'draft') await putInForce(run, { id, version: 1, contents, now });
  if (state === 'retired') await step(run, { id, version: 1, contents, now }, 'retire');
  if (!run.is_first) await record(run, code, { before: null, after: article });
  run.counts.created += 1;
}

interface Told {
  readonly id: string;
  readonly version: number;
  readonly contents: ArticleContents;
  readonly now: string;
}

const putInForce = (run: LoadRun, told: Told) => step(run, told, 'publish');

function step(
  run: LoadRun,
  { id, version, contents, now }: Told,
  which: 'publish' | 'retire',
): Promise<void> {
  const state = which === 'publish' ? 'published' : 'retired';
  return takeStep(run.tx, id, {
    ...{ step: which, state, published_version: version, contents, at: now, by: null },
  });
}

async function changeOne(
  run: LoadRun,
  article: PackArticle,
  { places, id, now }: { places: Places; id: string; now: string },
): Promise<void> {
  const { code, owner, state, contents } = partsOf(article, places);
  const row = (await lockArticle(run.tx, id))!;
  const before = (await contentsOf(run.tx, id, row.version))!;
  const isSaid = sameContents(before, contents);
  const isOwned = row.authority_id === owner.authority_id && row.unit_id === owner.unit_id;
  // What was told once is never a mere draft again: a pack that says so is not followed there.
  const isTold =
    state === 'draft' ||
    (row.state === state && (state !== 'published' || row.published_version === row.version));
  if (isSaid && isOwned && isTold) {
    run.counts.unchanged += 1;
    return;
  }
  if (isEdited(run, code)) {
    run.counts.kept += 1;
    return;
  }
  if (!isOwned) await setOwner(run.tx, id, owner);
  const version = isSaid ? row.version : await addVersion(run.tx, row, { contents, at: now, by: null });
  await follow(run, { row, state }, { id, version, contents, now });
  await record(run, code, { before: { ...before, state: row.state }, after: article });
  run.counts.updated += 1;
}

/** Brings an article into the state that the pack says. */
async function follow(
  run: LoadRun,
  { row, state }: { row: ArticleRow; state: PackArticle['state'] },
  told: Told,
): Promise<void> {
  const isInForce = row.state === 'published' && row.published_version === told.version;
  if (state === 'published' && !isInForce) await putInForce(run, told);
  if (state === 'retired' && row.state !== 'retired') await step(run, told, 'retire');
}

async function retire(run: LoadRun, id: string, now: string): Promise<void> {
  const row = (await lockArticle(run.tx, id))!;
  const version = row.published_version!;
  const contents = (await contentsOf(run.tx, id, version))!;
  await step(run, { id, version, contents, now }, 'retire');
  await record(run, row.code, { before: contents, after: null });
  run.counts.retired += 1;
}

async function record(
  run: LoadRun,
  entity_code: string,
  { before, after }: { before: object | null; after: object | null },
): Promise<void> {
  const asJson = (value: object | null) => (value === null ? null : JSON.stringify(value));
  await run.tx
    .insertInto('configuration_changes')
    .values({
      ...{ id: newId(), city_id: run.city_id, entity: 'article', entity_code },
      ...{ before: asJson(before), after: asJson(after) },
    })
    .execute();
}
