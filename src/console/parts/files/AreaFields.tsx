import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { onPhoto, type Area } from './areas.ts';

interface Props {
  readonly areas: readonly Area[];
  readonly onChange: (areas: readonly Area[]) => void;
}

const sides = ['x', 'y', 'width', 'height'] as const;

/** Every rectangle as four numbers, for whoever does not drag (WCAG 2.5.7). */
export function AreaFields({ areas, onChange }: Props) {
  const { t } = useWords();
  return areas.map((area, index) => {
    const number = String(index + 1);
    const put = (changed: Area) => onChange(areas.map((one, at) => (at === index ? changed : one)));
    return (
      // Rectangles have no name but their place in the list.
      // oxlint-disable-next-line react/no-array-index-key
      <fieldset key={index} className="area-fields">
        <legend className="label">{t('console.files.area', { number })}</legend>
        {sides.map((side) => (
          <TextField
            key={side}
            {...{ label: t(`console.files.${side}`), type: 'number', min: 0, max: 100, value: area[side] }}
            onChange={(event) => put({ ...area, [side]: Number(event.target.value) })}
            onBlur={() => put(onPhoto(area))}
          />
        ))}
        <Button
          look="quiet"
          icon="close"
          aria-label={t('console.files.remove_area', { number })}
          onClick={() => onChange(areas.filter((_, at) => at !== index))}
        />
      </fieldset>
    );
  });
}
