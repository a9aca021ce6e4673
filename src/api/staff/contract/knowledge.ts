import { z } from 'zod';
import { articleCode, articleContents } from '../../../actions/knowledge/article-input.ts';
import { articleAudiences, articleStates } from '../../../core/knowledge/article.ts';
import { both, reply, request } from './registry.ts';
import { channel, id, instant, namedRef, plainDate } from './wire.ts';

const contents = both('ArticleContents', articleContents);
const state = both('ArticleState', z.enum(articleStates));
const audience = both('ArticleAudience', z.enum(articleAudiences));

export const articleSearch = z.object({ q: z.string().max(200) });
export const foundArticles = reply(
  'FoundArticles',
  z.object({
    items: z.array(
      z.object({ id, code: z.string(), title: z.string(), summary: z.string(), score: z.number() }),
    ),
  }),
);

export const articlesQuery = z.object({
  list: z.enum(['all', 'review', 'unpublished', 'retired']).optional(),
});

const row = {
  id,
  code: z.string(),
  title: z.string(),
  summary: z.string(),
  state,
  audience,
  /** The newest; `published_version` is the one that is told. */
  version: z.number().int(),
  published_version: z.number().int().nullable(),
  authority: namedRef.nullable(),
  unit: namedRef.nullable(),
  valid_from: plainDate.nullable(),
  valid_until: plainDate.nullable(),
  review_on: plainDate.nullable(),
  /** The newest version is not the one that is told. */
  has_changes: z.boolean(),
  in_force: z.boolean(),
  /** Its day of review is past, or its validity. */
  needs_review: z.boolean(),
  may_edit: z.boolean(),
  may_publish: z.boolean(),
};
export const articleRow = reply('ArticleRow', z.object(row));
export const articleList = reply(
  'ArticleList',
  z.object({
    items: z.array(articleRow),
    counts: z.object({ review: z.number().int(), unpublished: z.number().int() }),
  }),
);

export const articleQuery = z.object({
  version: z.coerce.number<string>().int().positive().optional(),
  /** The version that was told on that day; 404 where none was. */
  on: plainDate.optional(),
});
export const articlePage = reply(
  'ArticlePage',
  z.object({
    ...row,
    shown_version: z.number().int(),
    contents,
    /** Fields that keep the version shown from being published. */
    faults: z.array(z.string()),
    versions: z.array(
      z.object({ version: z.number().int(), saved_at: instant, saved_by: z.string().nullable() }),
    ),
    events: z.array(
      z.object({
        id,
        at: instant,
        by: z.string().nullable(),
        type: z.enum(['published', 'retired', 'restored']),
        version: z.number().int(),
      }),
    ),
    /** How often it was told, and what the portal's visitors said of it. */
    given: z.number().int(),
    helped: z.number().int(),
    did_not_help: z.number().int(),
  }),
);

const owner = { authority_id: id.nullable(), unit_id: id.nullable() };
export const newArticle = request('NewArticle', z.object({ code: articleCode, ...owner, contents }));
export const articleEdit = request(
  'ArticleEdit',
  z.object({ version: z.number().int().positive().optional(), ...owner, contents }),
);
export const articleStep = request(
  'ArticleStep',
  z.object({ version: z.number().int().positive().optional() }),
);
export const articleDone = reply('ArticleDone', z.object({ article_id: id, version: z.number().int() }));
export const articleGiven = request('ArticleGiven', z.object({ channel, interaction_id: id.optional() }));

export const missingAnswers = reply(
  'MissingAnswers',
  z.object({
    items: z.array(
      z.object({
        id,
        words: z.string(),
        portal_times: z.number().int(),
        console_times: z.number().int(),
        first_on: plainDate,
        last_on: plainDate,
      }),
    ),
    /** Fewer searches than this are shown to nobody. */
    shown_from: z.number().int(),
  }),
);
export const missingWords = request('MissingWords', z.object({ words: z.string().max(1000) }));
export const missingKept = reply('MissingKept', z.object({ kept: z.boolean() }));
export const missingSettled = request('MissingSettled', z.object({ settled: z.boolean() }));
