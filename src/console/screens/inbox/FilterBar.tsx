import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { catalogueQuery } from '../../api/reads.ts';
import { linkTo } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import type { PlainSearch } from '../../layout/search-params.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { filterNames, listFilterOf, orderOf, type FilterName } from './filters.ts';
import { FilterPanel } from './FilterPanel.tsx';
import { SavedViews } from './SavedViews.tsx';
import { wordsOfFilter } from './words-of-filter.ts';

interface Props {
  readonly search: PlainSearch;
  readonly isPaneShown: boolean;
  readonly onPane: () => void;
}

const typingPause_ms = 280;

/** Search box, filters in force, order, saved views, export. All of it is in the address. */
export function FilterBar({ search, isPaneShown, onPane }: Props) {
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const change = (changed: PlainSearch, replace = false) =>
    void navigate({ to: '/inbox', search: { ...search, ...changed }, replace });
  const inForce = filterNames.filter((name) => name !== 'q' && search[name]);
  const download = (format: 'csv' | 'xlsx') =>
    globalThis.location.assign(linkTo('export_petitions', { ...listFilterOf(search), format }));
  return (
    <div className="filters">
      <div className="row">
        <search className="search-box">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              clearTimeout(timer.current);
              const q = String(new FormData(event.currentTarget).get('q') ?? '').trim();
              change({ q });
            }}
          >
            <Icon name="search" />
            <input
              key={search['q'] === undefined ? 'empty' : 'filled'}
              className="input"
              type="search"
              name="q"
              aria-label={t('console.inbox.search')}
              placeholder={t('console.inbox.search_hint')}
              defaultValue={search['q'] ?? ''}
              onChange={(event) => {
                const q = event.target.value.trim();
                clearTimeout(timer.current);
                if (q.length === 1) return;
                timer.current = setTimeout(
                  () => change({ q: q === '' ? undefined : q }, true),
                  typingPause_ms,
                );
              }}
              onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            />
            <kbd aria-hidden="true">/</kbd>
          </form>
        </search>
        <FilterPanel search={search} onChange={change} />
        <Menu
          label={t('console.inbox.order')}
          entries={(['due', 'received', 'updated'] as const).map((order) => ({
            id: order,
            label: t(`console.inbox.by.${order}`),
            isChosen: order === orderOf(search),
            run: () => change({ order }),
          }))}
        >
          <span className="visually-hidden">{t('console.inbox.order')}: </span>
          {t(`console.inbox.by.${orderOf(search)}`)} <Icon name="down" />
        </Menu>
        <SavedViews search={search} />
        <span className="grow" />
        {may('petition.export') && (
          <Menu
            label={t('console.inbox.export')}
            isPicture
            look="quiet"
            entries={[
              { id: 'xlsx', label: t('console.inbox.excel'), icon: 'download', run: () => download('xlsx') },
              { id: 'csv', label: t('console.inbox.csv'), icon: 'download', run: () => download('csv') },
            ]}
          >
            <Icon name="download" />
          </Menu>
        )}
        <span className="pane-toggle">
          <Button
            look="quiet"
            icon="panel"
            aria-label={t('console.keys.preview')}
            aria-pressed={isPaneShown}
            onClick={onPane}
          />
        </span>
      </div>
      {inForce.length > 0 && (
        <ul className="row" aria-label={t('console.inbox.in_force')}>
          {inForce.map((name: FilterName) => (
            <li key={name} className="chip" data-tone="accent">
              {t(`console.filter.${name}`)}:{' '}
              {wordsOfFilter({ name, value: search[name] ?? '', catalogue }, words)}
              <button
                type="button"
                className="chip-remove"
                aria-label={t('console.inbox.drop_filter', { name: t(`console.filter.${name}`) })}
                onClick={() => change({ [name]: undefined })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
          <li>
            <Button
              look="quiet"
              onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
            >
              {t('console.inbox.clear_filters')}
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
}
