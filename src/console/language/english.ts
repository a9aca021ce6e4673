import { useEffect, useState } from 'react';
import { learn, type Language } from '../../core/language/sentences.ts';

let isKnown = false;

/** Where it cannot be had, everything is said in Spanish. */
async function learnEnglish(): Promise<void> {
  const { default: sentences } = await import('../../../locales/en.json?later');
  learn('en', sentences);
}

/** Whether the sentences of that language are here. English comes when somebody reads it, Spanish with the console. */
export function useSentences(language: Language): boolean {
  const [, lookAgain] = useState(0);
  const isMissing = language === 'en' && !isKnown;
  useEffect(() => {
    if (!isMissing) return;
    const done = () => {
      isKnown = true;
      lookAgain((times) => times + 1);
    };
    learnEnglish().then(done, done);
  }, [isMissing]);
  return !isMissing;
}
