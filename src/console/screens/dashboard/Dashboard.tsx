import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { WorkPlaces } from '../../api.generated.ts';
import '../../css/dashboard.css';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import type { PlainSearch } from '../../layout/search-params.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { PlacePicker } from './PlacePicker.tsx';

const views = ['my-unit', 'forecast', 'workload'] as const;
type View = (typeof views)[number];
const titles = {
  'my-unit': 'console.nav.my_unit',
  forecast: 'console.dashboard.view.forecast',
  workload: 'console.dashboard.view.workload',
} as const;

interface Props {
  readonly view: View;
  readonly search: PlainSearch;
  readonly places: WorkPlaces | undefined;
  readonly children: ReactNode;
}

/** What the screens of a place have in common: its title, which place it is, and the other ways to look at it. */
export function Dashboard({ view, search, places, children }: Props) {
  const { t } = useWords();
  useTitle(t(titles[view]));
  const navigate = useNavigate();
  const { authority_id, unit_id } = search;
  return (
    <div className="page dashboard">
      <div className="page-head">
        <h1>{t(titles[view])}</h1>
        {places && (
          <PlacePicker
            places={places}
            value={search}
            onChange={(next) => void navigate({ to: `/${view}`, search: next })}
          />
        )}
        <span className="not-printed">
          <Button icon="print" onClick={() => globalThis.print()}>
            {t('console.print')}
          </Button>
        </span>
      </div>
      <nav className="tabs not-printed" aria-label={t('console.dashboard.views')}>
        {views.map((one) => (
          <Link
            key={one}
            to={`/${one}`}
            search={{ authority_id, unit_id }}
            className="tab"
            activeOptions={{ includeSearch: false }}
          >
            {t(titles[one])}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
