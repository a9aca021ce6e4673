import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { viewsQuery } from '../../api/reads.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { parseSearch, writeSearch, type PlainSearch } from '../../layout/search-params.ts';
import { announce } from '../../layout/toasts.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';

const SaveView = lazy(() => import('./SaveView.tsx').then((file) => ({ default: file.SaveView })));

const refresh = [['views']];

/** Filters kept under a name: open one, keep the present ones, forget one. */
export function SavedViews({ search }: { search: PlainSearch }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data } = useQuery(viewsQuery);
  const [isSaving, setSaving] = useState(false);
  const query = writeSearch(search).slice(1);
  const here = data?.items.find((view) => view.query === query);
  const remove = useWrite('remove_view', {
    refresh,
    done: () => announce({ text: t('console.views.removed') }),
  });
  return (
    <>
      <Menu
        label={t('console.views.label')}
        entries={[
          ...(data?.items ?? []).map((view) => ({
            id: view.id,
            label: view.name,
            icon: 'star' as const,
            isChosen: view === here,
            run: () => void navigate({ to: '/inbox', search: parseSearch(view.query) }),
          })),
          { id: 'save', label: t('console.views.save'), icon: 'plus', run: () => setSaving(true) },
          ...(here === undefined
            ? []
            : [
                {
                  id: 'remove',
                  label: t('console.views.remove', { name: here.name }),
                  icon: 'close' as const,
                  run: () => remove.mutate({ params: { id: here.id } }),
                },
              ]),
        ]}
      >
        <Icon name="star" />
        {here && <span className="visually-hidden">{t('console.views.label')}: </span>}
        {here?.name ?? t('console.views.label')}
      </Menu>
      <Suspense fallback={null}>
        {isSaving && <SaveView query={query} onClose={() => setSaving(false)} />}
      </Suspense>
    </>
  );
}
