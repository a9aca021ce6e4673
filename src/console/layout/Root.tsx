import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { sessionQuery } from '../api/session.ts';
import { useSentences } from '../language/english.ts';
import { WordsContext, wordsFor, wordsOfBrowser } from '../language/words.ts';
import { ToastList } from './ToastList.tsx';

/** The language and the manner of dates for everything below, and the messages at the foot. */
export function Root() {
  const { data } = useQuery(sessionQuery);
  const me = data?.me ?? null;
  const words = useMemo(() => {
    if (me === null) return wordsOfBrowser();
    const locale = me.language === 'en' ? 'en' : me.city.locale;
    return wordsFor(me.language, { locale, time_zone: me.city.time_zone });
  }, [me]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words.language]);
  if (!useSentences(words.language)) return null;
  return (
    <WordsContext value={words}>
      <I18nProvider locale={words.language === 'en' ? 'en-US' : 'es-ES'}>
        <Outlet />
        <ToastList />
      </I18nProvider>
    </WordsContext>
  );
}
