import { beforeEach, expect, test, vi } from 'vitest';
import {
  draftsAreOf,
  forgetDraft,
  forgetDrafts,
  hasDraftsOfAnother,
  hasUnsentDrafts,
  keepDraft,
  keptDraft,
} from './kept-drafts.ts';

/** The storage of a window: what is kept is its own keys, as in a browser. */
const emptyWindow = () =>
  Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as Storage;

beforeEach(() => {
  vi.stubGlobal('sessionStorage', emptyWindow());
  return () => vi.unstubAllGlobals();
});

test('who comes back finds what was typed, and nobody else ever does', () => {
  draftsAreOf('ana');
  keepDraft('new', { name: 'Rosa' });
  keepDraft('desk.log', { answer: 'Se le dijo' });
  // The session expired; the same person enters again.
  draftsAreOf('ana');
  expect(keptDraft('new')).toEqual({ name: 'Rosa' });
  draftsAreOf('beto');
  expect(keptDraft('new')).toBeNull();
  draftsAreOf('ana');
  expect(keptDraft('new')).toBeNull();
  expect(JSON.stringify(sessionStorage)).not.toContain('Rosa');
});

test('what somebody left is told of to who entered in another window, before it goes', () => {
  draftsAreOf('ana');
  expect(hasDraftsOfAnother('beto')).toBe(false);
  keepDraft('new', { name: 'Rosa' });
  expect([hasDraftsOfAnother('beto'), hasDraftsOfAnother('ana')]).toEqual([true, false]);
  draftsAreOf('beto');
  expect(hasDraftsOfAnother('beto')).toBe(false);
});

test('leaving takes every draft out of the window and nothing that is no draft', () => {
  sessionStorage.setItem('atiende.city', 'cdmx');
  draftsAreOf('ana');
  keepDraft('new', { name: 'Rosa' });
  keepDraft('letter', { name: 'Hugo' });
  forgetDraft('letter');
  expect(keptDraft('letter')).toBeNull();
  forgetDrafts();
  expect(Object.keys(sessionStorage)).toEqual(['atiende.city']);
});

test('what the server has as well is not lost by leaving', () => {
  keepDraft('reply.1.new', { body: 'Se reparó', is_dirty: false });
  expect(hasUnsentDrafts()).toBe(false);
  keepDraft('reply.1.new', { body: 'Se reparó hoy', is_dirty: true });
  expect(hasUnsentDrafts()).toBe(true);
  forgetDrafts();
  expect(hasUnsentDrafts()).toBe(false);
});

test('what no browser could have written is as if nothing was', () => {
  sessionStorage.setItem('atiende.draft.new', '{');
  expect(keptDraft('new')).toBeNull();
});
