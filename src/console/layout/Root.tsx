import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { sessionQuery } from '../api/session.ts';
import { useSentences } from '../language/english.ts';
import { WordsContext, wordsFor, wordsOfBrowser, type Words } from '../language/words.ts';
import { ToastList } from './ToastList.tsx';
import { announce } from './toasts.ts';

/** Whose screen it was a moment ago is told why it is another's now. */
function useOtherPersonSaid(user: { id: string; name: string } | null, { t }: Words): void {
  const before = useRef(user);
  useEffect(() => {
    const isOther = user !== null && before.current !== null && before.current.id !== user.id;
    before.current = user;
    if (isOther) announce({ tone: 'late', text: t('console.user.other_came', { name: user.name }) });
  }, [user, t]);
}

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
  useOtherPersonSaid(me?.user ?? null, words);
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
