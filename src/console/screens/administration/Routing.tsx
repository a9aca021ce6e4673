import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RoutingRule } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { SectionHead } from './SectionHead.tsx';

/** Service × zone × kind × channel → unit; the most specific rule wins. */
export function Routing() {
  const { t, code } = useWords();
  const may = useMay();
  const [edited, setEdited] = useState<RoutingRule | 'new' | null>(null);
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['rules'],
    queryFn: ({ signal }) => call('list_routing_rules', { signal }),
  });
  const columns = useMemo((): Column<RoutingRule>[] => {
    const nameIn = (items: readonly { code: string; name: string }[] | undefined, one: string | null) =>
      one === null ? t('console.any') : (items?.find((item) => item.code === one)?.name ?? one);
    return [
      {
        ...{ id: 'service', title: t('console.filter.service') },
        value: ({ service_code }) => nameIn(catalogue?.services, service_code),
      },
      {
        ...{ id: 'zone', title: t('console.filter.zone') },
        value: ({ zone_code }) => nameIn(catalogue?.zones, zone_code),
      },
      {
        ...{ id: 'kind', title: t('console.filter.kind') },
        value: ({ kind_code }) => nameIn(catalogue?.kinds, kind_code),
      },
      {
        ...{ id: 'channel', title: t('console.filter.channel') },
        value: ({ channel }) => (channel === null ? t('console.any') : code('channel', channel)),
      },
      {
        ...{ id: 'unit', title: t('console.filter.unit'), value: ({ unit_name }) => unit_name },
        cell: (rule) => (
          <Button look="link" onClick={() => setEdited(rule)}>
            {rule.unit_name}
          </Button>
        ),
      },
    ];
  }, [t, code, catalogue]);
  return (
    <>
      <SectionHead title={t('console.admin.section.routing')} help={t('console.admin.rule.help')}>
        <Button
          {...{ look: 'primary', icon: 'plus' }}
          reason={may('configuration.edit') ? null : t('console.no_permission')}
          onClick={() => setEdited('new')}
        >
          {t('console.admin.rule.new')}
        </Button>
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <DataTable
          label={t('console.admin.section.routing')}
          rows={data.items}
          columns={columns}
          idOf={({ id }) => id}
        />
      )}
      {edited && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
