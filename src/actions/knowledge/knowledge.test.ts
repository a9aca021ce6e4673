import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCall } from '../../../test/a-call.ts';
import { anArticle, dogLicence } from '../../../test/articles.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { SHOWN_FROM } from '../../core/knowledge/missing-words.ts';
import {
  articlesOfService,
  publicArticle,
  publicArticles,
  searchArticles,
} from '../../queries/public/knowledge.ts';
import { articlePage, findArticles, listArticles, missingAnswers } from '../../queries/staff/knowledge.ts';
import { listInteractions } from '../../queries/staff/interactions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { noteMissingAnswer, settleMissingAnswer } from './missing-answers.ts';
import { publishArticle, restoreArticle, retireArticle } from './publish-article.ts';
import { giveArticle, voteOnArticle } from './record-use.ts';
import { editArticle } from './write-article.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const head = () => town.staff['unit_head.iztapalapa']!;
const city = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const asker = async (who = head()) => ({ actor: who, city: await city() });
const found = async (words: string) =>
  (await searchArticles(town.app, await city(), { words })).map(({ code }) => code);
const pageOf = async (id: string, on?: string) =>
  articlePage(town.app, await asker(), { id, ...(on === undefined ? {} : { on }) });
const whereItIs = () => ({
  authority_id: town.authorities['iztapalapa']!,
  unit_id: town.units['iztapalapa/obras']!,
});

describe('an article', () => {
  it('is told to nobody before it is published, and after it is retired, until that is taken back', async () => {
    const article_id = await anArticle(town, { code: 'perro' });
    const seen = async () => (await publicArticle(town.app, await city(), 'perro')) !== null;
    const steps: boolean[] = [await seen()];
    for (const step of [publishArticle, retireArticle, restoreArticle]) {
      await step(town.app, head(), { article_id });
      steps.push(await seen());
    }
    expect(steps).toEqual([false, true, false, true]);
    expect((await publicArticle(town.app, await city(), 'perro'))!).toMatchObject({
      ...{ contents: dogLicence, answers: 'Obras', in_force: true },
    });
  });

  it('is told as it was until the change is published, and what was told on a day stays known', async () => {
    town.on('2026-05-04');
    const article_id = await anArticle(town, { code: 'precio', published: true });
    town.on('2026-05-06');
    const contents = { ...dogLicence, cost: 'Diez pesos.' } as never;
    await editArticle(town.app, head(), { article_id, version: 1, ...whereItIs(), contents });
    const cost = async () => (await publicArticle(town.app, await city(), 'precio'))!.contents.cost;
    expect(await cost()).toBe('Gratuita.');
    await publishArticle(town.app, head(), { article_id, version: 2 });
    expect(await cost()).toBe('Diez pesos.');
    expect((await pageOf(article_id, '2026-05-05'))!.contents.cost).toBe('Gratuita.');
    expect((await pageOf(article_id, '2026-05-06'))!.contents.cost).toBe('Diez pesos.');
    expect(await pageOf(article_id, '2026-05-03')).toBeNull();
    town.on('2026-04-29');
  });

  it('is not overwritten by whoever looks at an older version', async () => {
    const article_id = await anArticle(town, { code: 'dos-manos' });
    const change = (cost: string) =>
      editArticle(town.app, head(), {
        ...{ article_id, version: 1, ...whereItIs(), contents: { ...dogLicence, cost } as never },
      });
    await change('Uno.');
    await expect(change('Dos.')).rejects.toMatchObject({ code: 'version_conflict' });
  });

  it('is not published with something missing, and says what', async () => {
    const article_id = await anArticle(town, {
      ...{
        code: 'a-medias',
        change: { summary: 'Es gratis. Vaya hoy.', review_on: null, services: ['nada'] },
      },
    });
    await expect(publishArticle(town.app, head(), { article_id })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { summary: 'one_sentence', review_on: 'required', services: 'invalid' },
    });
  });

  it('of another authority does not exist to who may not edit there', async () => {
    const article_id = await anArticle(town, { code: 'ajeno' });
    const carla = town.staff['unit_head.coyoacan']!;
    await expect(publishArticle(town.app, carla, { article_id })).rejects.toMatchObject({
      code: 'not_found',
    });
    const list = await listArticles(town.app, await asker(carla), { list: 'all' });
    expect(list.items.map(({ code }) => code)).not.toContain('ajeno');
  });
});

describe('the search', () => {
  it('finds by everyday words, stems, without accents and with a typo', async () => {
    await anArticle(town, { code: 'buscado', published: true, change: { keywords: ['vacunar al canelo'] } });
    for (const words of [
      'quiero vacunar al canelo',
      'vacunas para canelo',
      'licensia de perro',
      'VACUNÁR canelo',
    ])
      expect(await found(words)).toContain('buscado');
    expect(await found('xyzzy plugh')).toEqual([]);
  });

  it('finds nothing that is over or not begun; what is for staff, only staff', async () => {
    const over = { valid_until: '2026-04-28', title: 'Feria de jazmines', keywords: ['jazmines'] };
    await anArticle(town, { code: 'pasado', published: true, change: over });
    const future = { valid_from: '2026-06-01', title: 'Feria de jazmines', keywords: ['jazmines'] };
    await anArticle(town, { code: 'futuro', published: true, change: future });
    const inside = { audience: 'staff' as const, title: 'Guía de jazmines', keywords: ['jazmines'] };
    await anArticle(town, { code: 'interno', published: true, change: inside });
    expect(await found('jazmines')).toEqual([]);
    expect((await findArticles(town.app, await asker(), 'jazmines')).map(({ code }) => code)).toEqual([
      'interno',
    ]);
    const listed = (await publicArticles(town.app, await city())).map(({ code }) => code);
    expect(['pasado', 'futuro', 'interno'].filter((code) => listed.includes(code))).toEqual([]);
    // The page of a service that they lead to lists the same.
    const of = async (service: string) =>
      (await articlesOfService(town.app, await city(), service)).map(({ code }) => code);
    expect(await of('luminaria')).toEqual(expect.arrayContaining(listed));
    expect(await of('luminaria')).not.toContain('pasado');
    expect(await of('luminaria')).not.toContain('interno');
    expect(await of('bache')).toEqual([]);
    expect((await publicArticle(town.app, await city(), 'pasado'))!.in_force).toBe(false);
    expect(await publicArticle(town.app, await city(), 'interno')).toBeNull();
  });

  it('puts what is over or long unread before its owner', async () => {
    await anArticle(town, { code: 'viejo', published: true, change: { review_on: '2026-04-01' } });
    const { items, counts } = await listArticles(town.app, await asker(), { list: 'review' });
    expect(items.map(({ code }) => code)).toEqual(expect.arrayContaining(['viejo', 'pasado']));
    expect(items.map(({ code }) => code)).not.toContain('buscado');
    expect(counts.review).toBe(items.length);
  });
});

describe('what is counted', () => {
  it('is how often it was told and whether it helped, and nobody', async () => {
    const article_id = await anArticle(town, { code: 'contado', published: true });
    for (const channel of ['phone', 'phone', 'counter'] as const)
      await giveArticle(town.app, town.staff['agent.coyoacan']!, { article_id, channel });
    for (const helped of [true, true, false])
      await voteOnArticle(town.app, { kind: 'public' }, { city_id: town.city_id, code: 'contado', helped });
    expect(await pageOf(article_id)).toMatchObject({ given: 3, helped: 2, did_not_help: 1 });
  });

  it("is told once in the call that goes on, and in nobody else's", async () => {
    const article_id = await anArticle(town, { code: 'llamada', published: true });
    const agent = town.staff['agent.iztapalapa']!;
    const interaction_id = await aCall(town);
    const give = () => giveArticle(town.app, agent, { article_id, channel: 'phone', interaction_id });
    await give();
    await give();
    expect((await pageOf(article_id))!.given).toBe(1);
    const { items } = (await listInteractions(town.app, await asker(agent), {}))!;
    expect(items.find(({ id }) => id === interaction_id)!.articles).toEqual([dogLicence.title]);
    const other = town.staff['supervisor.iztapalapa']!;
    await expect(
      giveArticle(town.app, other, { article_id, channel: 'phone', interaction_id }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is what nobody answers, once enough have searched it, without what is of a person', async () => {
    const note = (words: string, door: 'portal' | 'console' = 'portal') =>
      noteMissingAnswer(town.app, { kind: 'public' }, { city_id: town.city_id, words, door });
    const list = async () => (await missingAnswers(town.app, await asker(), SHOWN_FROM)).items;
    await note('Cédula de brujo 5512345678');
    await note('cédula de brujo rosa@correo.example');
    expect(await list()).toEqual([]);
    await note('¿cédula de brujo?', 'console');
    const [one] = await list();
    expect(one).toMatchObject({ words: 'cédula de brujo', portal_times: 2, console_times: 1 });
    const settle = { city_id: town.city_id, missing_answer_id: one!.id, settled: true };
    await settleMissingAnswer(town.app, head(), settle);
    expect(await list()).toEqual([]);
    await note('cédula de brujo');
    expect(await list()).toHaveLength(1);
  });

  it('is forgotten where few searched it, after ninety days', async () => {
    const note = (words: string) =>
      noteMissingAnswer(town.app, { kind: 'public' }, { city_id: town.city_id, words, door: 'portal' });
    const kept = () =>
      town.asSystem((tx) =>
        tx.selectFrom('missing_answers').select('words').where('words', '=', 'raro uno').execute(),
      );
    await note('raro uno');
    town.on('2026-07-28');
    await note('raro dos');
    expect(await kept()).toHaveLength(1);
    town.on('2026-07-29');
    await note('raro tres');
    expect(await kept()).toEqual([]);
    town.on('2026-04-29');
  });
});
