import { articleContents } from '../src/actions/knowledge/article-input.ts';
import { publishArticle } from '../src/actions/knowledge/publish-article.ts';
import { createArticle } from '../src/actions/knowledge/write-article.ts';
import type { ArticleContents } from '../src/core/knowledge/article.ts';
import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

/** What an article of the tests says: the dog licence of Iztapalapa. */
export const dogLicence: ArticleContents = articleContents.parse({
  title: 'Licencia de perro',
  summary: 'La licencia de perro se pide en la ventanilla de Obras.',
  steps: ['Lleve al perro.', 'Firme el libro.'],
  requirements: ['Cartilla de vacunación.'],
  cost: 'Gratuita.',
  places: [{ name: 'Ventanilla de Obras', address: 'Calle Ermita 12', hours: 'De 9 a 15' }],
  review_on: '2026-12-31',
  services: ['luminaria'],
  keywords: ['registrar mi mascota', 'placa para el canelo'],
});

/** A draft of Obras in Iztapalapa, or the same in force. @returns its id */
export async function anArticle(
  town: Town,
  { code = 'licencia-de-perro', published = false, change = {} as Partial<ArticleContents> } = {},
): Promise<string> {
  const by = town.staff['unit_head.iztapalapa']!;
  const { article_id } = await createArticle(town.app, by, {
    ...{ city_id: town.city_id, code, authority_id: town.authorities['iztapalapa']! },
    unit_id: town.units['iztapalapa/obras']!,
    contents: { ...dogLicence, ...change } as never,
  });
  if (published) await publishArticle(town.app, by, { article_id });
  return article_id;
}

/** Words that three people searched and nobody answers. */
export async function aMissingAnswer({ asSystem, city_id }: Town): Promise<string> {
  const [id, on] = [newId(), '2026-04-28'];
  const row = { id, city_id, words: 'cédula de nada', portal_times: 3, first_on: on, last_on: on };
  await asSystem((tx) => tx.insertInto('missing_answers').values(row).execute());
  return id;
}
