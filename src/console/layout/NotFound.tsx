import { Link } from '@tanstack/react-router';
import { useWords } from '../language/words.ts';
import { Empty } from '../ui/Empty.tsx';

/** Nothing at this address, or nothing for who is signed in; within the shell. */
export function NotFound() {
  const { t } = useWords();
  return (
    <Empty icon="question" title={t('console.error.not_found_title')} isPage>
      <p>{t('console.error.not_found')}</p>
      <Link to="/inbox" search={{}} className="button">
        {t('console.nav.inbox')}
      </Link>
    </Empty>
  );
}

/** The same where there is no shell around it. */
export function NotFoundPage() {
  return (
    <main>
      <NotFound />
    </main>
  );
}
