import { lazy, Suspense } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useWords } from '../../language/words.ts';
import type { PlainSearch } from '../../layout/search-params.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

// Read when first opened: the pickers would weigh on the first load.
const Filters = lazy(() => import('./Filters.tsx').then((file) => ({ default: file.Filters })));

interface Props {
  readonly search: PlainSearch;
  readonly onChange: (changed: PlainSearch) => void;
}

/** Every filter in one small window. */
export function FilterPanel({ search, onChange }: Props) {
  const { t } = useWords();
  return (
    <DialogTrigger>
      <AriaButton className="button">
        <Icon name="filter" /> {t('console.inbox.filters')}
      </AriaButton>
      <Popover className="popover filter-panel" placement="bottom start" offset={4}>
        <Dialog className="popover-body" aria-label={t('console.inbox.filters')}>
          <Suspense fallback={<Waiting />}>
            <Filters search={search} onChange={onChange} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
