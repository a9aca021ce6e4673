import { createContext, useContext } from 'react';
import {
  say,
  sayCode,
  sayCount,
  type CountedKey,
  type Language,
  type SentenceKey,
  type Values,
} from '../../core/language/sentences.ts';
import type { Manner } from '../../core/language/format.ts';

/** How the console speaks: sentences in the reader's language, dates in the manner of the city. */
export interface Words {
  readonly language: Language;
  readonly manner: Manner;
  readonly t: (key: SentenceKey, values?: Values) => string;
  readonly count: (key: CountedKey, count: number, values?: Values) => string;
  /** The sentence of a code known only when running; the code itself when there is none. */
  readonly code: (prefix: string, code: string, values?: Values) => string;
}

export function wordsFor(language: Language, manner: Manner): Words {
  return {
    language,
    manner,
    t: (key, values) => say(language, key, values),
    count: (key, count, values) => sayCount(language, key, count, values),
    code: (prefix, code, values) => sayCode(language, prefix, code, values) ?? code,
  };
}

/** Before anybody is signed in, the browser says which language to speak. */
export function wordsOfBrowser(): Words {
  const language = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'es';
  return wordsFor(language, {
    locale: language === 'en' ? 'en' : 'es-MX',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

export const WordsContext = createContext<Words>(wordsOfBrowser());
export const useWords = (): Words => useContext(WordsContext);
