import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { noPlace, type FieldsProps, type TypedPlace } from './written-article.ts';

const parts = ['name', 'address', 'hours', 'phone'] as const;

/** Offices where the matter is seen to, each with its hours. */
export function PlaceFields({ typed, set }: FieldsProps) {
  const { t } = useWords();
  const { places } = typed;
  const change = (at: number, part: Partial<TypedPlace>) =>
    set({ places: places.map((place, index) => (index === at ? { ...place, ...part } : place)) });
  return (
    <fieldset className="wide stack">
      <legend>{t('console.knowledge.field.places')}</legend>
      {places.map((place, at) => (
        // Places have no name of their own until they are typed: their order is who they are.
        <div key={at} className="place-fields">
          {parts.map((part) => (
            <TextField
              key={part}
              label={t(`console.knowledge.place.${part}`)}
              value={place[part]}
              onChange={({ target }) => change(at, { [part]: target.value })}
            />
          ))}
          <div>
            <Button
              icon="close"
              onClick={() => set({ places: places.filter((_place, index) => index !== at) })}
            >
              {t('console.knowledge.remove_place')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => set({ places: [...places, noPlace] })}>
          {t('console.knowledge.add_place')}
        </Button>
      </div>
    </fieldset>
  );
}
