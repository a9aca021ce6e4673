import { Link } from '@tanstack/react-router';
import { useWords } from '../language/words.ts';
import { Empty } from '../ui/Empty.tsx';

export function NotFound() {
  const { t } = useWords();
  return (
    <main>
      <Empty icon="question" title={t('console.error.not_found_title')}>
        <p>{t('console.error.not_found')}</p>
        <Link to="/inbox" search={{}} className="button">
          {t('console.nav.inbox')}
        </Link>
      </Empty>
    </main>
  );
}
