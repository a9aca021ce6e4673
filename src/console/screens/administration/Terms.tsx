import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { shortDate } from '../../../core/language/format.ts';
import type { NewTerm, TermInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EditDialog } from './EditDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useSave } from './use-save.ts';

const clocks = ['accept', 'reply', 'resolve', 'completion', 'transfer'] as const;
const units = ['business_days', 'calendar_days', 'months', 'hours'] as const;
/** How each unit is counted unless the law says otherwise. */
const countingOf: Readonly<Record<NewTerm['unit'], NewTerm['counting_rule']>> = {
  business_days: 'from_next_business_day',
  calendar_days: 'from_next_day',
  months: 'date_to_date',
  hours: 'from_instant',
};

/** What the law gives. A term is never edited: a new one takes over from a date on, petitions on foot keep theirs. */
export function Terms() {
  const { t, code, count, manner } = useWords();
  const may = useMay();
  const [isNew, setNew] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['terms'],
    queryFn: ({ signal }) => call('list_terms', { signal }),
  });
  const columns = useMemo(
    (): Column<TermInfo>[] => [
      { id: 'clock', title: t('console.field.clock'), value: ({ clock }) => code('clock', clock) },
      {
        ...{ id: 'length', title: t('console.admin.term.length') },
        value: ({ length, unit }) => count(`console.clock.unit.${unit}`, length),
      },
      {
        ...{ id: 'for', title: t('console.admin.term.for') },
        value: ({ kind_code, service_code, authority_code }) =>
          [kind_code, service_code, authority_code].filter(Boolean).join(' · ') || t('console.any'),
      },
      { id: 'citation', title: t('console.admin.term.citation'), value: ({ citation }) => citation },
      {
        ...{ id: 'valid', title: t('console.admin.term.valid'), value: ({ valid_from }) => valid_from },
        cell: ({ valid_from, valid_until }) =>
          `${shortDate(valid_from, manner)} – ${valid_until === null ? '' : shortDate(valid_until, manner)}`,
      },
    ],
    [t, code, count, manner],
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
    </>
  );
}

function TermDialog({ onClose }: { onClose: () => void }) {
  const { t, code } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [term, setTerm] = useState<NewTerm>({
    ...{
      code: '',
      clock: 'reply',
      length: 5,
      unit: 'business_days',
      counting_rule: 'from_next_business_day',
    },
    ...{ citation: '', valid_from: '', kind_code: null, service_code: null, authority_code: null },
  });
  const { save, isBusy, problem } = useSave('create_term', { refresh: [['terms']], done: onClose });
  const set = (part: Partial<NewTerm>) => setTerm({ ...term, ...part });
  const isMissing = term.code === '' || term.citation === '' || term.valid_from === '';
  const options = (items: readonly { code: string; name: string }[] | undefined) =>
    (items ?? []).map((one) => ({ value: one.code, label: one.name }));
  return (
    <EditDialog
      {...{ title: t('console.admin.term.new'), isBusy, problem, onClose }}
      reason={isMissing ? t('console.fill_in') : null}
      onSave={() => save({ body: term })}
    >
      <SelectField
        {...{ label: t('console.field.clock'), value: term.clock }}
        options={clocks.map((value) => ({ value, label: code('clock', value) }))}
        onChange={(event) => set({ clock: event.target.value as NewTerm['clock'] })}
      />
      <TextField
        {...{ label: t('console.admin.code'), value: term.code, help: t('console.admin.code_help') }}
        onChange={(event) => set({ code: event.target.value })}
      />
      <TextField
        {...{ label: t('console.admin.term.length'), type: 'number', min: 1, value: term.length }}
        onChange={(event) => set({ length: Number(event.target.value) })}
      />
      <SelectField
        {...{ label: t('console.admin.term.unit'), value: term.unit }}
        options={units.map((value) => ({ value, label: t(`console.admin.term.units.${value}`) }))}
        onChange={(event) => {
          const unit = event.target.value as NewTerm['unit'];
          set({ unit, counting_rule: countingOf[unit] });
        }}
      />
      <SelectField
        {...{ label: t('console.filter.kind'), value: term.kind_code ?? '', none: t('console.any') }}
        options={options(catalogue?.kinds)}
        onChange={(event) => set({ kind_code: event.target.value || null })}
      />
      <SelectField
        {...{
          label: t('console.filter.authority'),
          value: term.authority_code ?? '',
          none: t('console.any'),
        }}
        options={options(catalogue?.authorities)}
        onChange={(event) => set({ authority_code: event.target.value || null })}
      />
      <TextField
        {...{ label: t('console.admin.term.citation'), value: term.citation }}
        onChange={(event) => set({ citation: event.target.value })}
      />
      <TextField
        {...{ label: t('console.admin.term.valid_from'), type: 'date', value: term.valid_from }}
        onChange={(event) => set({ valid_from: event.target.value })}
      />
    </EditDialog>
  );
}
