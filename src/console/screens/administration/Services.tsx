import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ServiceInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { SectionHead } from './SectionHead.tsx';
import { ServiceDialog } from './ServiceDialog.tsx';

/** The catalogue: what people can ask for, in which words they find it, and what they are asked. */
export function Services() {
  const { t } = useWords();
  const may = useMay();
  const [edited, setEdited] = useState<ServiceInfo | 'new' | null>(null);
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['services'],
    queryFn: ({ signal }) => call('list_services', { signal }),
  });
  const columns = useMemo((): Column<ServiceInfo>[] => {
    const groups = new Map(catalogue?.groups.map(({ code, name }) => [code, name]));
    const kinds = new Map(catalogue?.kinds.map(({ code, name }) => [code, name]));
    return [
      {
        ...{ id: 'name', title: t('console.filter.service') },
        value: ({ name, keywords }) => `${name} ${keywords.join(' ')}`,
        cell: (service) => (
          <>
            <Button look="link" onClick={() => setEdited(service)}>
              {service.name}
            </Button>
            <br />
            <span className="soft small">{service.keywords.slice(0, 6).join(', ')}</span>
          </>
        ),
      },
      {
        ...{ id: 'group', title: t('console.admin.service.group') },
        value: ({ group_code }) => (group_code === null ? '' : (groups.get(group_code) ?? group_code)),
      },
      {
        ...{ id: 'kind', title: t('console.filter.kind') },
        value: ({ kind_code }) => kinds.get(kind_code) ?? kind_code,
      },
      {
        ...{ id: 'location', title: t('console.place.title') },
        value: ({ location }) => t(`console.admin.service.location.${location}`),
      },
      {
        ...{ id: 'questions', title: t('console.admin.service.questions') },
        value: ({ questions }) => questions.length,
      },
    ];
  }, [t, catalogue]);
  return (
    <>
      <SectionHead title={t('console.admin.section.services')} help={t('console.admin.service.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('configuration.edit') ? null : t('console.no_permission')}
          onClick={() => setEdited('new')}
        >
          {t('console.admin.service.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.services')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
          isActive={({ is_active }) => is_active}
        />
      )}
      {edited && <ServiceDialog service={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
