import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { articleAudiences, SUMMARY_AT_MOST, type ArticleContents } from '../../core/knowledge/article.ts';

const line = (most: number) => z.string().trim().min(1, 'required').max(most);
const maybe = (most: number) => line(most).nullable().default(null);

export const articlePlace = z.strictObject({
  name: line(160),
  address: maybe(240),
  hours: maybe(240),
  phone: maybe(60),
});

/** What an article says, as the console and a pack write it. What is left out is not said. */
export const articleContents = z.strictObject({
  title: line(160),
  summary: line(SUMMARY_AT_MOST),
  steps: z.array(line(500)).max(30).default([]),
  requirements: z.array(line(500)).max(40).default([]),
  cost: maybe(300),
  places: z.array(articlePlace).max(40).default([]),
  hours: maybe(300),
  hours_of: z.enum(CHANNELS).exactOptional(),
  legal_basis: maybe(500),
  valid_from: z.iso.date().nullable().default(null),
  valid_until: z.iso.date().nullable().default(null),
  review_on: z.iso.date().nullable().default(null),
  audience: z.enum(articleAudiences).default('public'),
  services: z.array(z.string().max(80)).max(12).default([]),
  keywords: z.array(line(120)).max(60).default([]),
}) satisfies z.ZodType<ArticleContents>;

export const articleCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);
