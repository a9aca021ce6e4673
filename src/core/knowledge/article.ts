import type { Channel } from '../cities/settings.ts';
import { accepted, refused, type Decision } from '../decision.ts';
import type { PlainDate } from '../deadlines/plain-date.ts';

export const articleStates = ['draft', 'published', 'retired'] as const;
export type ArticleState = (typeof articleStates)[number];

/** Who may be told of it: anybody, or staff alone. */
export const articleAudiences = ['public', 'staff'] as const;
export type ArticleAudience = (typeof articleAudiences)[number];

/** An office where the matter is seen to. */
export interface ArticlePlace {
  readonly name: string;
  readonly address: string | null;
  readonly hours: string | null;
  readonly phone: string | null;
}

/** What one version of an article says; dates are whole days of the city. */
export interface ArticleContents {
  readonly title: string;
  /** One sentence that can be read aloud. */
  readonly summary: string;
  readonly steps: readonly string[];
  readonly requirements: readonly string[];
  readonly cost: string | null;
  readonly places: readonly ArticlePlace[];
  readonly hours: string | null;
  /** The door of its authority whose hours it keeps, told as they are now; none: only the words above. */
  readonly hours_of?: Channel;
  readonly legal_basis: string | null;
  readonly valid_from: PlainDate | null;
  readonly valid_until: PlainDate | null;
  readonly review_on: PlainDate | null;
  readonly audience: ArticleAudience;
  /** Codes of the services that it leads to. */
  readonly services: readonly string[];
  /** As people say it. */
  readonly keywords: readonly string[];
}

export const SUMMARY_AT_MOST = 240;

/**
 * What keeps an article from being published, by field: `required`, `one_sentence`, `dates_inverted`, or `invalid` for
 * services that the city has not. Empty: it may be published.
 */
export function publishingFaults(
  contents: ArticleContents,
  knowsService: (code: string) => boolean,
): Readonly<Record<string, string>> {
  const { summary, steps, requirements, places, cost, hours, valid_from, valid_until } = contents;
  const faults: Record<string, string> = {};
  if (contents.title.trim() === '') faults['title'] = 'required';
  if (summary.trim() === '') faults['summary'] = 'required';
  else if (!isOneSentence(summary)) faults['summary'] = 'one_sentence';
  const hasHours = hours !== null || contents.hours_of !== undefined;
  const says = steps.length + requirements.length + places.length > 0 || cost !== null || hasHours;
  if (!says) faults['steps'] = 'required';
  if (contents.review_on === null) faults['review_on'] = 'required';
  if (valid_from !== null && valid_until !== null && valid_until < valid_from)
    faults['valid_until'] = 'dates_inverted';
  if (!contents.services.every(knowsService)) faults['services'] = 'invalid';
  return faults;
}

/** A sentence to be read aloud: one line, one full stop at its end, no address of the web. */
export function isOneSentence(text: string): boolean {
  const said = text.trim();
  if (said.length > SUMMARY_AT_MOST || /[\n\r]|https?:/.test(said) || !/[.?!]$/.test(said)) return false;
  // A full stop inside a number or an abbreviation is followed by no capital letter.
  return !/[.?!]["»)]?\s+[¿¡«"]?\p{Lu}/u.test(said);
}

/** True on the days on which it may be told. */
export function isInForce(
  { valid_from, valid_until }: Pick<ArticleContents, 'valid_from' | 'valid_until'>,
  today: PlainDate,
): boolean {
  return (valid_from === null || valid_from <= today) && (valid_until === null || today <= valid_until);
}

interface Dates {
  readonly review_on: PlainDate | null;
  readonly valid_until: PlainDate | null;
}

/** The last of its dates that has passed: its owner should have looked whether it is still so. Null: none has. */
export function reviewDue({ review_on, valid_until }: Dates, today: PlainDate): PlainDate | null {
  const passed = [review_on, valid_until].filter((on) => on !== null && on < today);
  return passed.sort().at(-1) ?? null;
}

/** True once its owner should have looked whether it is still so. */
export const needsReview = (article: Dates & { state: ArticleState }, today: PlainDate): boolean =>
  article.state === 'published' && reviewDue(article, today) !== null;

export type ArticleStep = 'publish' | 'retire' | 'restore';

interface Standing {
  readonly state: ArticleState;
  readonly version: number;
  readonly published_version: number | null;
}

/** The state and the version in force after a step, or that it cannot be taken from here. */
export function stepOfArticle(
  { state, version, published_version }: Standing,
  step: ArticleStep,
): Decision<{ state: 'published' | 'retired'; published_version: number }, 'article_not_in_this_state'> {
  const no = refused('article_not_in_this_state');
  if (step === 'publish') {
    const isNew = published_version !== version || state === 'retired';
    return isNew ? accepted({ state: 'published', published_version: version }) : no;
  }
  if (published_version === null) return no;
  if (step === 'retire')
    return state === 'published' ? accepted({ state: 'retired', published_version }) : no;
  return state === 'retired' ? accepted({ state: 'published', published_version }) : no;
}

/** What the search reads: title, summary and everyday words. */
export function searchTextOf({ title, summary, keywords }: ArticleContents): string {
  return [title, summary, ...keywords].filter((part) => part !== '').join(' · ');
}

/** True where both say the same. */
export function sameContents(one: ArticleContents, other: ArticleContents): boolean {
  return fieldsOf(one) === fieldsOf(other);
}

const fieldsOf = (contents: ArticleContents): string =>
  JSON.stringify(
    Object.entries({ ...contents, places: contents.places.map(placeWords) }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );

const placeWords = ({ name, address, hours, phone }: ArticlePlace) => [name, address, hours, phone];
