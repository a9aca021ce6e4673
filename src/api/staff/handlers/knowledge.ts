import type { z } from 'zod';
import type { articleContents } from '../../../actions/knowledge/article-input.ts';
import { noteMissingAnswer, settleMissingAnswer } from '../../../actions/knowledge/missing-answers.ts';
import { publishArticle, restoreArticle, retireArticle } from '../../../actions/knowledge/publish-article.ts';
import { giveArticle } from '../../../actions/knowledge/record-use.ts';
import { createArticle, editArticle } from '../../../actions/knowledge/write-article.ts';
import { SHOWN_FROM } from '../../../core/knowledge/missing-words.ts';
import { articlePage, findArticles, listArticles, missingAnswers } from '../../../queries/staff/knowledge.ts';
import type { knowledgeRoutes } from '../contract/routes-knowledge.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type Handlers } from '../call.ts';

type WrittenContents = z.input<typeof articleContents>;

export const knowledgeHandlers: Pick<Handlers, keyof typeof knowledgeRoutes> = {
  async find_articles(call) {
    return { items: await findArticles(call.app, await askerOf(call), call.query.q) };
  },
  async list_articles(call) {
    return listArticles(call.app, await askerOf(call), call.query);
  },
  async get_article(call) {
    const asked = { id: call.params.id, ...call.query };
    const found = orNotFound(await articlePage(call.app, await askerOf(call), asked));
    return { ...found, contents: found.contents as WrittenContents };
  },
  async create_article(call) {
    const { city } = await cityOfCall(call);
    return createArticle(call.app, actorOf(call), { city_id: city.id, ...call.body }, call.idempotency);
  },
  async edit_article(call) {
    const input = { article_id: call.params.id, ...call.body };
    return editArticle(call.app, actorOf(call), input, call.idempotency);
  },
  async publish_article(call) {
    const input = { article_id: call.params.id, ...call.body };
    return publishArticle(call.app, actorOf(call), input, call.idempotency);
  },
  async retire_article(call) {
    const input = { article_id: call.params.id, ...call.body };
    return retireArticle(call.app, actorOf(call), input, call.idempotency);
  },
  async restore_article(call) {
    const input = { article_id: call.params.id, ...call.body };
    return restoreArticle(call.app, actorOf(call), input, call.idempotency);
  },
  async give_article(call) {
    const input = { article_id: call.params.id, ...call.body };
    return giveArticle(call.app, actorOf(call), input, call.idempotency);
  },
  async list_missing_answers(call) {
    return missingAnswers(call.app, await askerOf(call), SHOWN_FROM);
  },
  async note_missing_answer(call) {
    const { city } = await cityOfCall(call);
    const input = { city_id: city.id, words: call.body.words, door: 'console' } as const;
    return noteMissingAnswer(call.app, actorOf(call), input, call.idempotency);
  },
  async settle_missing_answer(call) {
    const { city } = await cityOfCall(call);
    const input = { city_id: city.id, missing_answer_id: call.params.id, ...call.body };
    return settleMissingAnswer(call.app, actorOf(call), input, call.idempotency);
  },
};
