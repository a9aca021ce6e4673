import { z } from 'zod';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { reviewDue } from '../../core/knowledge/article.ts';
import { longDate } from '../../core/language/format.ts';
import { languageOf, say, sayCount } from '../../core/language/sentences.ts';
import { keepersOfArticle, type ArticleKeeper } from '../../queries/staff/article-owners.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { enqueueStaffMessage } from '../identity/staff-message.ts';

interface DueArticle {
  readonly title: string;
  readonly due: PlainDate;
}

/**
 * Writes to whoever keeps articles whose date of review, or whose validity, has passed: one message with all of theirs,
 * when another date passes, and never twice for the same one.
 */
export const remindOfReviews = defineAction({
  name: 'remind-of-reviews',
  permission: 'system',
  input: z.object({ city_id: z.uuid() }),
  async run(context): Promise<{ told: number }> {
    const { tx, input, now } = context;
    const city = await cityConfiguration(tx, input.city_id);
    if (city === null) return { told: 0 };
    const dues = await dueByKeeper(tx, city, localDateOf(now, city.city.time_zone));
    for (const { keeper, articles } of dues) await tell(context, city, { keeper, articles });
    return { told: dues.length };
  },
});

interface Kept {
  readonly keeper: ArticleKeeper;
  readonly articles: readonly DueArticle[];
}

async function dueByKeeper(tx: Tx, city: CityConfiguration, today: PlainDate): Promise<Kept[]> {
  const rows = await tx
    .selectFrom('articles')
    .select(['title', 'authority_id', 'unit_id', 'review_on', 'valid_until'])
    .where('city_id', '=', city.city.id)
    .where('state', '=', 'published')
    .orderBy('title')
    .execute();
  const kept = new Map<string, { keeper: ArticleKeeper; articles: DueArticle[] }>();
  for (const row of rows) {
    const due = reviewDue(row, today);
    if (due === null) continue;
    for (const keeper of await keepersOfArticle(tx, city, row)) {
      const own = kept.get(keeper.id) ?? { keeper, articles: [] };
      kept.set(keeper.id, own);
      own.articles.push({ title: row.title, due });
    }
  }
  return [...kept.values()];
}

async function tell(
  { tx, app }: Pick<ActionContext<unknown>, 'tx' | 'app'>,
  { city: { id: city_id, locale } }: CityConfiguration,
  { keeper, articles }: Kept,
): Promise<void> {
  const language = languageOf(locale);
  const newest = articles.reduce((latest, { due }) => (due > latest ? due : latest), '');
  const line = ({ title, due }: DueArticle) =>
    say(language, 'staff_mail.article_review.line', { title, day: longDate(due, { locale }) });
  const url = `${app.public_url}/console/knowledge?list=review`;
  const list = articles.map(line).join('\n');
  await enqueueStaffMessage(
    { tx, app },
    {
      ...{ city_id, template: 'article_review', to: keeper.email },
      subject: sayCount(language, 'staff_mail.article_review.subject', articles.length),
      body: say(language, 'staff_mail.article_review.body', { name: keeper.name, list, url }),
      once: `article_review/${city_id}/${keeper.id}/${newest}`,
    },
  );
}
