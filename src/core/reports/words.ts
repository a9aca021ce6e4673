import {
  LANGUAGES,
  say,
  sayCode,
  type Language,
  type SentenceKey,
  type Values,
} from '../language/sentences.ts';
import type { Worded } from './contents.ts';

/** The same in each language. */
export function wordedBy(words: (language: Language) => string): Worded {
  return Object.fromEntries(LANGUAGES.map((language) => [language, words(language)])) as Record<
    Language,
    string
  >;
}

/** A sentence in each language; values may be words themselves. */
export function worded(
  key: SentenceKey,
  values: Readonly<Record<string, string | number | Worded>> = {},
): Worded {
  return wordedBy((language) => say(language, key, valuesIn(language, values)));
}

function valuesIn(language: Language, values: Readonly<Record<string, string | number | Worded>>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ]),
  );
}

/** The sentence of a code; the code itself where there is none. */
export const wordedCode = (group: string, code: string): Worded =>
  wordedBy((language) => sayCode(language, group, code) ?? code);

/** A name of the city's own is the same in all. */
export const asItIs = (name: string): Worded => wordedBy(() => name);

/** How dates and numbers are written: the city's own way in its language, the plain one in another. */
export function localeIn(language: Language, city_locale: string): string {
  return city_locale.toLowerCase().startsWith(language) ? city_locale : language;
}
