import { z } from 'zod';
import { articleStates } from '../../core/knowledge/article.ts';
import { articleCode, articleContents } from '../knowledge/article-input.ts';

/** Information that is told: the article with who keeps it true, `<authority>/<unit>`. */
export const packArticle = z.strictObject({
  code: articleCode,
  owner: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/)
    .nullable()
    .default(null),
  state: z.enum(articleStates).default('published'),
  ...articleContents.shape,
});
