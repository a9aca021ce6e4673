import type { WorkPlaces } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import type { PlainSearch } from '../../layout/search-params.ts';

/** The place of an address; nothing where it names none. */
export function placeOf(search: PlainSearch): { authority_id?: string; unit_id?: string } {
  const { authority_id, unit_id } = search;
  return {
    ...(authority_id === undefined ? {} : { authority_id }),
    ...(unit_id === undefined ? {} : { unit_id }),
  };
}

interface Props {
  readonly places: WorkPlaces;
  readonly value: PlainSearch;
  readonly onChange: (next: PlainSearch) => void;
}

/** Another authority or unit, where the reader has more than one. */
export function PlacePicker({ places, value, onChange }: Props) {
  const { t } = useWords();
  if (places.authorities.length < 2 && places.units.length < 2) return null;
  const { authority_id, unit_id, ...rest } = value;
  const chosen = unit_id ? `unit_id/${unit_id}` : authority_id ? `authority_id/${authority_id}` : '';
  return (
    <label className="place-picker not-printed">
      <span className="soft">{t('console.dashboard.place')}</span>
      <select
        className="input"
        value={chosen}
        onChange={({ target }) => {
          const [name, id] = target.value.split('/');
          onChange(id === undefined ? rest : { ...rest, [name!]: id });
        }}
      >
        <option value="">{t('console.dashboard.own_place')}</option>
        {places.authorities.map(({ id, name }) => (
          <optgroup key={id} label={name}>
            <option value={`authority_id/${id}`}>{name}</option>
            {places.units
              .filter((unit) => unit.authority_id === id)
              .map((unit) => (
                <option key={unit.id} value={`unit_id/${unit.id}`}>
                  {unit.name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
