import { say, type Language, type SentenceKey } from '../language/sentences.ts';
import type { Column } from './dataset.ts';

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
