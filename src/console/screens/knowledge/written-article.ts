import type { ArticleContents, Channel } from '../../api.generated.ts';

/** A place as it is being typed. */
export interface TypedPlace {
  readonly name: string;
  readonly address: string;
  readonly hours: string;
  readonly phone: string;
}

/** An article as it is being typed: lists one line each, nothing where nothing is said. */
export interface TypedArticle {
  readonly title: string;
  readonly summary: string;
  readonly steps: string;
  readonly requirements: string;
  readonly cost: string;
  readonly hours: string;
  /** A channel of the city; empty: none. */
  readonly hours_of: string;
  readonly legal_basis: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly review_on: string;
  readonly audience: 'public' | 'staff';
  readonly keywords: string;
  readonly services: readonly string[];
  readonly places: readonly TypedPlace[];
}

/** What each group of fields works with. */
export interface FieldsProps {
  readonly typed: TypedArticle;
  readonly set: (change: Partial<TypedArticle>) => void;
}

export const noPlace: TypedPlace = { name: '', address: '', hours: '', phone: '' };

/** What the fields show of an article; of none, a title that somebody asked for. */
export function typedArticle(contents: ArticleContents | null, title: string): TypedArticle {
  const said = (text: string | null | undefined) => text ?? '';
  const lines = (all: readonly string[] | undefined) => (all ?? []).join('\n');
  return {
    title: contents?.title ?? title,
    summary: said(contents?.summary),
    steps: lines(contents?.steps),
    requirements: lines(contents?.requirements),
    cost: said(contents?.cost),
    hours: said(contents?.hours),
    hours_of: said(contents?.hours_of),
    legal_basis: said(contents?.legal_basis),
    valid_from: said(contents?.valid_from),
    valid_until: said(contents?.valid_until),
    review_on: said(contents?.review_on),
    audience: contents?.audience ?? 'public',
    keywords: contents === null ? title : lines(contents.keywords),
    services: contents?.services ?? [],
    places: (contents?.places ?? []).map(({ name, address, hours, phone }) => ({
      ...{ name, address: said(address), hours: said(hours), phone: said(phone) },
    })),
  };
}

/** What is sent: empty lines and empty places are left out. */
export function writtenArticle(typed: TypedArticle): ArticleContents {
  const said = (text: string) => (text.trim() === '' ? null : text.trim());
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const { title, summary, audience, services } = typed;
  return {
    ...{ title: title.trim(), summary: summary.trim(), audience, services: [...services] },
    ...{
      steps: lines(typed.steps),
      requirements: lines(typed.requirements),
      keywords: lines(typed.keywords),
    },
    ...{ cost: said(typed.cost), hours: said(typed.hours), legal_basis: said(typed.legal_basis) },
    ...(typed.hours_of === '' ? {} : { hours_of: typed.hours_of as Channel }),
    ...{ valid_from: said(typed.valid_from), valid_until: said(typed.valid_until) },
    review_on: said(typed.review_on),
    places: typed.places
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, address, hours, phone }) => ({
        ...{ name: name.trim(), address: said(address), hours: said(hours), phone: said(phone) },
      })),
  };
}

/** «¿Cómo saco el acta?» → `como-saco-el-acta`. */
export function codeOfTitle(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
