import { Link } from '@tanstack/react-router';
import type { InboxTab } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Empty } from '../../ui/Empty.tsx';

/** An empty list says what its emptiness means and where to go on. */
export function NothingHere({ tab, isFiltered }: { tab: InboxTab; isFiltered: boolean }) {
  const { t } = useWords();
  if (isFiltered) {
    return (
      <Empty icon="filter" title={t('console.inbox.nothing_found')}>
        <p>{t('console.inbox.nothing_found_help')}</p>
        <Link to="/inbox" search={{ tab }} className="button">
          {t('console.inbox.clear_filters')}
        </Link>
      </Empty>
    );
  }
  const next: InboxTab = tab === 'mine' ? 'unit' : tab === 'unit' ? 'to_accept' : 'all';
  return (
    <Empty icon="done" title={t(`console.inbox.empty.${tab}`)}>
      {tab !== 'all' && (
        <Link to="/inbox" search={{ tab: next }} className="button">
          {t('console.inbox.go_to', { tab: t(`console.inbox.tab.${next}`) })}
        </Link>
      )}
    </Empty>
  );
}
