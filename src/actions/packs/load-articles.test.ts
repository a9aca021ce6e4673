import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../../../test/town.ts';
import { townPack } from '../../../test/town-pack.ts';
import { publicArticle } from '../../queries/public/knowledge.ts';
import { articlePage, listArticles } from '../../queries/staff/knowledge.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { editArticle } from '../knowledge/write-article.ts';
import { exportPack } from './export-pack.ts';
import { loadPack } from './load-pack.ts';
import type { PackDocument } from './pack-document.ts';

let town: Town;
let pack: PackDocument;
beforeAll(async () => {
  town = await aTown();
  pack = await townPack();
});
afterAll(() => town.drop());

const city = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const load = (articles: PackDocument['articles']) =>
  town.asSystem((tx) => loadPack(tx, { ...pack, articles }, { is_demo: true }));
const told = async () => (await publicArticle(town.app, await city(), pack.articles[0]!.code))?.contents.cost;
const changed = (cost: string) => pack.articles.map((article) => ({ ...article, cost }));
const idOf = async () => {
  const asker = { actor: town.staff['supervisor.iztapalapa']!, city: await city() };
  return { asker, id: (await listArticles(town.app, asker, {})).items[0]!.id };
};

it('tells what the pack says, and another text as another version', async () => {
  expect(await told()).toBe('Gratuito.');
  expect(await load(pack.articles)).toMatchObject({ created: 0, updated: 0, retired: 0, kept: 0 });
  expect(await load(changed('Diez pesos.'))).toMatchObject({ updated: 1 });
  expect(await told()).toBe('Diez pesos.');
  const { asker, id } = await idOf();
  expect((await articlePage(town.app, asker, { id, version: 1 }))!.contents.cost).toBe('Gratuito.');
});

it('retires what the pack no longer has, and tells it again when it is back', async () => {
  expect(await load([])).toMatchObject({ retired: 1 });
  expect(await told()).toBeUndefined();
  expect((await town.asSystem((tx) => exportPack(tx, 'pueblo')))!.articles[0]!.state).toBe('retired');
  await load(changed('Diez pesos.'));
  expect(await told()).toBe('Diez pesos.');
});

it('leaves what the console has edited since', async () => {
  // Packs are loaded at the database's own time: the console's edit comes after it.
  town.on('2035-01-02');
  const { asker, id } = await idOf();
  const { contents, authority, unit, version } = (await articlePage(town.app, asker, { id }))!;
  const owner = { authority_id: authority!.id, unit_id: unit!.id };
  await editArticle(town.app, asker.actor, {
    ...{ article_id: id, version, ...owner, contents: { ...contents, cost: 'A mano.' } as never },
  });
  expect(await load(changed('Otra cosa.'))).toMatchObject({ kept: 1, updated: 0 });
  expect(await load([])).toMatchObject({ kept: 1, retired: 0 });
  expect(await told()).toBe('Diez pesos.');
});
