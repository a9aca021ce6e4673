import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { SelectField, TextField } from '../../ui/Field.tsx';

type Asked = Readonly<Record<string, string | undefined>>;
interface Props {
  readonly asked: Asked;
  readonly onChange: (next: Asked) => void;
}

const breakdowns = ['unit', 'authority', 'service', 'kind', 'channel', 'mode', 'responsible'] as const;

/** Period, place, matter and door; the address keeps them. */
export function FiguresFilter({ asked, onChange }: Props) {
  const { t } = useWords();
  const { data } = useQuery(catalogueQuery);
  const set = (name: string) => (event: { target: { value: string } }) =>
    onChange({ ...asked, [name]: event.target.value === '' ? undefined : event.target.value });
  const named = (items: readonly { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const coded = (items: readonly { code: string; name: string }[] = []) =>
    items.map(({ code, name }) => ({ value: code, label: name }));
  const all = t('console.all');
  const units = data?.units.filter(
    ({ authority_id }) => asked['authority_id'] === undefined || asked['authority_id'] === authority_id,
  );
  const field = (name: string, options: { value: string; label: string }[]) => ({
    ...{ options, none: all, value: asked[name] ?? '', onChange: set(name) },
  });
  return (
    <div className="figure-filter">
      <TextField
        type="date"
        label={t('console.satisfaction.from')}
        value={asked['from'] ?? ''}
        onChange={set('from')}
      />
      <TextField
        type="date"
        label={t('console.satisfaction.until')}
        value={asked['until'] ?? ''}
        onChange={set('until')}
      />
      <SelectField
        label={t('console.satisfaction.by.authority')}
        {...field('authority_id', named(data?.authorities))}
      />
      <SelectField label={t('console.satisfaction.by.unit')} {...field('unit_id', named(units))} />
      <SelectField
        label={t('console.satisfaction.by.service')}
        {...field('service_id', named(data?.services))}
      />
      <SelectField
        label={t('console.satisfaction.by.channel')}
        {...field('channel', coded(data?.channels))}
      />
      <SelectField
        label={t('satisfaction.compare')}
        options={breakdowns.map((one) => ({ value: one, label: t(`console.satisfaction.by.${one}`) }))}
        value={asked['by'] ?? 'unit'}
        onChange={set('by')}
      />
    </div>
  );
}
