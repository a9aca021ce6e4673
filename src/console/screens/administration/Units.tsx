import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { UnitInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { SectionHead } from './SectionHead.tsx';
import { UnitDialog } from './UnitDialog.tsx';

/** The units of every authority: who is responsible, how to reach them, and whether a head signs the replies. */
export function Units() {
  const { t } = useWords();
  const may = useMay();
  const [edited, setEdited] = useState<UnitInfo | 'new' | null>(null);
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => call('list_units', { signal }),
  });
  const authorities = useMemo(
    () => new Map(catalogue?.authorities.map(({ id, short_name }) => [id, short_name])),
    [catalogue],
  );
  const columns = useMemo(
    (): Column<UnitInfo>[] => [
      {
        ...{ id: 'name', title: t('console.filter.unit'), value: ({ name }) => name },
        cell: (unit) => (
          <>
            <Button look="link" onClick={() => setEdited(unit)}>
              {unit.name}
            </Button>
            {unit.is_triage && <Chip tone="paused">{t('console.nav.triage')}</Chip>}
            {unit.reply_needs_approval && <Chip tone="soon">{t('console.admin.unit.approval_short')}</Chip>}
          </>
        ),
      },
      {
        ...{ id: 'authority', title: t('console.filter.authority') },
        value: ({ authority_id }) => authorities.get(authority_id) ?? '',
      },
      {
        ...{ id: 'responsible', title: t('console.reply.responsible_name') },
        value: ({ responsible_name }) => responsible_name,
        cell: (unit) => (
          <>
            {unit.responsible_name}
            <br />
            <span className="soft small">{unit.responsible_title}</span>
          </>
        ),
      },
      { id: 'people', title: t('console.admin.unit.people'), value: ({ people }) => people },
      { id: 'open', title: t('console.admin.user.open'), value: ({ open_petitions }) => open_petitions },
    ],
    [t, authorities],
  );
  return (
    <>
      <SectionHead title={t('console.admin.section.units')} help={t('console.admin.unit.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('units.manage') ? null : t('console.no_permission')}
          onClick={() => setEdited('new')}
        >
          {t('console.admin.unit.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.units')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
          isActive={({ is_active }) => is_active}
        />
      )}
      {edited && <UnitDialog unit={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
