import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewTerm } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
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

/** A new term, which takes over from a date on. */
export function TermDialog({ onClose }: { onClose: () => void }) {
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
