import { useQuery } from '@tanstack/react-query';
import type { PetitionPage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly page: PetitionPage;
  /** Ids, with commas between. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The contract's limit for one request. */
const mostUnits = 10;

/** The units that are asked for their part, one after the other; those that do theirs already are not offered. */
export function PartUnits({ page, value, onChange }: Props) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const chosen = value === '' ? [] : value.split(',');
  const busy = page.assignments.filter(({ ended_at }) => ended_at === null).map(({ unit }) => unit.id);
  const nameOf = (id: string) => catalogue?.units.find((unit) => unit.id === id)?.name ?? '';
  return (
    <div className="field">
      {chosen.length < mostUnits && (
        <UnitPicker
          key={chosen.length}
          value=""
          except={[page.petition.unit.id, ...busy, ...chosen]}
          onChange={(id) => id !== '' && onChange([...chosen, id].join(','))}
        />
      )}
      {chosen.length > 0 && (
        <ul className="row" aria-label={t('console.field.units')} aria-live="polite">
          {chosen.map((id) => (
            <li key={id} className="chip" data-tone="accent">
              {nameOf(id)}
              <button
                type="button"
                className="chip-remove"
                aria-label={t('console.new.remove_file', { name: nameOf(id) })}
                onClick={() => onChange(chosen.filter((one) => one !== id).join(','))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="soft small">{t('console.field.units_help')}</p>
    </div>
  );
}
