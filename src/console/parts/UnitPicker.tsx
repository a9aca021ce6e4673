import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../api/reads.ts';
import { useWords } from '../language/words.ts';
import { Picker } from '../ui/Picker.tsx';

interface Props {
  readonly value: string;
  readonly onChange: (unit_id: string) => void;
  readonly label?: string;
  /** Only units of this authority. */
  readonly authority_id?: string;
  /** Left out: the units that have it already. */
  readonly except?: string | readonly string[];
}

/** A unit, found by typing part of its name or of its authority's. */
export function UnitPicker({ value, onChange, label, authority_id, except }: Props) {
  const { t } = useWords();
  const { data } = useQuery(catalogueQuery);
  const excepted = [except ?? []].flat();
  const names = new Map(data?.authorities.map(({ id, short_name }) => [id, short_name]));
  const options = (data?.units ?? [])
    .filter((unit) => unit.is_active && !excepted.includes(unit.id))
    .filter((unit) => authority_id === undefined || unit.authority_id === authority_id)
    .map((unit) => ({ value: unit.id, label: unit.name, detail: names.get(unit.authority_id) ?? '' }));
  return (
    <Picker
      label={label ?? t('console.act.unit')}
      placeholder={t('console.act.unit_hint')}
      {...{ value, onChange, options }}
    />
  );
}
