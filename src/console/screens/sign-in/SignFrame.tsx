import { useEffect, useRef, type ReactNode } from 'react';
import iconUrl from '../../icon.svg';
import { useWords } from '../../language/words.ts';

/** The page before anybody is signed in. */
export function SignFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  const form = useRef<HTMLDivElement>(null);
  // The only thing to do here is to type: the first field has the focus at each step.
  useEffect(() => form.current?.querySelector('input')?.focus(), [title]);
  return (
    <div className="sign">
      <header className="sign-side">
        <span className="sign-brand">
          <img src={iconUrl} alt="" width="36" height="36" /> Atiende
        </span>
        <p>{t('console.sign_in.motto')}</p>
      </header>
      <main className="sign-main">
        <div className="sign-form" ref={form}>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
