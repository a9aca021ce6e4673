import { useQuery } from '@tanstack/react-query';
import { outcomeClasses, stages, visibilities } from '../../../core/petitions/stages.ts';
import { CHANNELS } from '../../../core/cities/settings.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import type { PlainSearch } from '../../layout/search-params.ts';
import { SelectField, TextField, type Option } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import type { FilterName } from './filters.ts';

interface Props {
  readonly search: PlainSearch;
  readonly onChange: (changed: PlainSearch) => void;
}

const flags = ['overdue', 'due_soon', 'reopened', 'transferred', 'extended', 'priority', 'merged'] as const;
const dates = [
  ...(['due_from', 'due_until', 'received_from', 'received_until'] as const),
  ...(['replied_from', 'replied_until', 'closed_from', 'closed_until'] as const),
] as const;

/** Every filter; each takes effect as it is chosen. */
export function Filters({ search, onChange }: Props) {
  const { t, code } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const select = (name: FilterName, options: readonly Option[]) => (
    <SelectField
      {...{ label: t(`console.filter.${name}`), options, value: search[name] ?? '', none: t('console.any') }}
      onChange={(event) => onChange({ [name]: event.target.value || undefined })}
    />
  );
  const named = (prefix: string, codes: readonly string[]): Option[] =>
    codes.map((one) => ({ value: one, label: code(prefix, one) }));
  const coded = (items: readonly { code: string; name: string }[] | undefined): Option[] =>
    (items ?? []).map((one) => ({ value: one.code, label: one.name }));
  const identified = (items: readonly { id: string; name: string }[] | undefined): Option[] =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="filter-grid">
      {select('stage', named('console.stage', stages))}
      {select('flag', named('console.flag', flags))}
      <Picker
        {...{
          label: t('console.filter.service'),
          options: coded(catalogue?.services),
          value: search['service'] ?? '',
        }}
        onChange={(value) => onChange({ service: value || undefined })}
      />
      {select('kind', coded(catalogue?.kinds))}
      {select('authority', identified(catalogue?.authorities))}
      <Picker
        {...{
          label: t('console.filter.unit'),
          options: identified(catalogue?.units),
          value: search['unit'] ?? '',
        }}
        onChange={(value) => onChange({ unit: value || undefined })}
      />
      {select('assignee', [
        { value: 'me', label: t('console.filter.assignee_me') },
        { value: 'none', label: t('console.filter.assignee_none') },
        ...identified(catalogue?.colleagues),
      ])}
      <Picker
        {...{
          label: t('console.filter.zone'),
          options: coded(catalogue?.zones),
          value: search['zone'] ?? '',
        }}
        onChange={(value) => onChange({ zone: value || undefined })}
      />
      {select('channel', named('channel', CHANNELS))}
      {select('outcome', named('outcome_class', outcomeClasses))}
      {select('visibility', named('visibility', visibilities))}
      <span />
      {dates.map((name) => (
        <TextField
          key={name}
          {...{ type: 'date', label: t(`console.filter.${name}`), value: search[name] ?? '' }}
          onChange={(event) => onChange({ [name]: event.target.value || undefined })}
        />
      ))}
    </div>
  );
}
