import { wholeNumber } from '../language/format.ts';
import { say, type Language, type SentenceKey } from '../language/sentences.ts';
import type { Column } from './dataset.ts';
import type { Diversity } from './diversity.ts';

/** What a dataset is called and what it holds, in words. */
export function datasetWords(language: Language, code: string): { title: string; description: string } {
  return {
    title: say(language, `open_data.dataset.${code}.title` as SentenceKey),
    description: say(language, `open_data.dataset.${code}.description` as SentenceKey),
  };
}

export const columnMeaning = (language: Language, dataset: string, { name }: Column): string =>
  say(language, `open_data.column.${dataset}.${name}` as SentenceKey);

export const typeWord = (language: Language, { type }: Column): string =>
  say(language, `open_data.type.${type}` as SentenceKey);

/** The table of whose rows it is said how varied they are, and the column that tells what the city did. */
export const diverse = { dataset: 'solicitudes', column: 'clase_resultado' } as const;

/** How varied outcomes are within crowds, and what follows where all of one are alike; null where nothing is known. */
export function diversityWords(language: Language, diversity: Diversity | null): string | null {
  if (diversity === null || diversity.crowds === 0) return null;
  const count = (value: number) => wholeNumber(value, { locale: language });
  const { crowds, least, alike } = diversity;
  const values = { crowds: count(crowds), least: count(least), alike: count(alike) };
  return say(language, least > 1 ? 'open_data.diversity.varied' : 'open_data.diversity.alike', values);
}
