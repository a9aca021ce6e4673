import { Link } from '@tanstack/react-router';
import type { InboxCounts } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Count } from '../../layout/Navigation.tsx';
import type { PlainSearch } from '../../layout/search-params.ts';
import { tabOf, tabs } from './filters.ts';

/** The tabs with their live counts, under the present filters. */
export function InboxTabs({ search, counts }: { search: PlainSearch; counts: InboxCounts | undefined }) {
  const { t } = useWords();
  const here = tabOf(search);
  return (
    <nav className="tabs" aria-label={t('console.inbox.tabs')}>
      {tabs.map((tab) => {
        const waiting = counts?.tabs[tab];
        return (
          <Link
            key={tab}
            to="/inbox"
            search={{ ...search, tab }}
            className="tab"
            aria-current={tab === here ? 'page' : undefined}
            activeProps={{}}
          >
            {t(`console.inbox.tab.${tab}`)}
            {waiting !== undefined && <Count {...waiting} />}
          </Link>
        );
      })}
    </nav>
  );
}
