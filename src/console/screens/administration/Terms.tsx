import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { shortDate } from '../../../core/language/format.ts';
import type { TermInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EndTermDialog } from './EndTermDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { TermDialog } from './TermDialog.tsx';

/** What the law gives. A term is never edited: a new one takes over from a date on, petitions on foot keep theirs. */
export function Terms() {
  const { t, code, count, manner } = useWords();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const [opened, setOpened] = useState<TermInfo | null>(null);
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['terms'],
    queryFn: ({ signal }) => call('list_terms', { signal }),
  });
  const columns = useMemo(
    (): Column<TermInfo>[] => [
      {
        ...{ id: 'clock', title: t('console.field.clock'), value: ({ clock }) => code('clock', clock) },
        cell: (term) => (
          <Button look="link" onClick={() => setOpened(term)}>
            {code('clock', term.clock)}
          </Button>
        ),
      },
      {
        ...{ id: 'length', title: t('console.admin.term.length') },
        value: ({ length, unit }) => count(`console.clock.unit.${unit}`, length),
      },
      {
        ...{ id: 'for', title: t('console.admin.term.for') },
        value: ({ kind_code, service_code, authority_code }) =>
          [
            catalogue?.kinds.find(({ code: one }) => one === kind_code)?.name ?? kind_code,
            catalogue?.services.find(({ code: one }) => one === service_code)?.name ?? service_code,
            catalogue?.authorities.find(({ code: one }) => one === authority_code)?.name ?? authority_code,
          ]
            .filter(Boolean)
            .join(' · ') || t('console.any'),
      },
      { id: 'citation', title: t('console.admin.term.citation'), value: ({ citation }) => citation },
      {
        ...{ id: 'valid', title: t('console.admin.term.valid'), value: ({ valid_from }) => valid_from },
        cell: ({ valid_from, valid_until }) =>
          valid_until === null
            ? t('console.admin.term.since', { from: shortDate(valid_from, manner) })
            : t('console.admin.term.span', {
                from: shortDate(valid_from, manner),
                until: shortDate(valid_until, manner),
              }),
      },
    ],
    [t, code, count, manner, catalogue],
  );
  return (
    <>
      <SectionHead title={t('console.admin.section.terms')} help={t('console.admin.term.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('configuration.edit') ? null : t('console.no_permission')}
          onClick={() => setNew(true)}
        >
          {t('console.admin.term.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.terms')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
          isActive={({ is_active }) => is_active}
        />
      )}
      {isNew && <TermDialog onClose={() => setNew(false)} />}
      {opened && <EndTermDialog term={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
