import * as s from './knowledge.ts';
import { idParams } from './route-shape.ts';
import { done } from './wire.ts';

const step = (path: string, summary: string) =>
  ({
    method: 'POST',
    path: `/articles/:id/${path}`,
    summary,
    permission: 'knowledge.publish',
    params: idParams,
    body: s.articleStep,
    reply: s.articleDone,
  }) as const;

export const knowledgeRoutes = {
  find_articles: {
    method: 'GET',
    path: '/articles/search',
    summary: 'What may be told today, by everyday words; what is for staff alone too.',
    permission: 'signed_in',
    query: s.articleSearch,
    reply: s.foundArticles,
  },
  list_articles: {
    method: 'GET',
    path: '/articles',
    summary: 'The articles of the city, those that wait for a look, or that wait to be published.',
    permission: 'signed_in',
    query: s.articlesQuery,
    reply: s.articleList,
  },
  get_article: {
    method: 'GET',
    path: '/articles/:id',
    summary: 'An article whole: its newest version, another one, or the one that was told on a day.',
    permission: 'signed_in',
    params: idParams,
    query: s.articleQuery,
    reply: s.articlePage,
  },
  create_article: {
    method: 'POST',
    path: '/articles',
    summary: 'A new article, as a draft.',
    permission: 'knowledge.edit',
    body: s.newArticle,
    reply: s.articleDone,
  },
  edit_article: {
    method: 'PUT',
    path: '/articles/:id',
    summary: 'Save a version; what is told stays until it is published.',
    permission: 'knowledge.edit',
    params: idParams,
    body: s.articleEdit,
    reply: s.articleDone,
  },
  publish_article: step('publish', 'Tell the newest version from now on.'),
  retire_article: step('retire', 'Tell it no more; its versions stay.'),
  restore_article: step('restore', 'Take a retirement back.'),
  give_article: {
    method: 'POST',
    path: '/articles/:id/given',
    summary: 'Note that it was told to somebody, by channel and day; nobody is named.',
    permission: 'petition.file_for_other',
    params: idParams,
    body: s.articleGiven,
    reply: s.articleDone,
  },
  list_missing_answers: {
    method: 'GET',
    path: '/missing-answers',
    summary: 'What was searched and not found, most searched first.',
    permission: 'knowledge.edit',
    reply: s.missingAnswers,
  },
  note_missing_answer: {
    method: 'POST',
    path: '/missing-answers',
    summary: 'Count words that were searched at the console and led to nothing.',
    permission: 'signed_in',
    body: s.missingWords,
    reply: s.missingKept,
  },
  settle_missing_answer: {
    method: 'POST',
    path: '/missing-answers/:id/settle',
    summary: 'Take words from that list, or put them back.',
    permission: 'knowledge.edit',
    params: idParams,
    body: s.missingSettled,
    reply: done,
  },
} as const;
