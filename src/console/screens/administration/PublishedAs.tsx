import { placeClasses, placeClassOf } from '../../../core/open-data/place-class.ts';
import { publishedPoint } from '../../../core/open-data/published-place.ts';
import { visibilities } from '../../../core/petitions/stages.ts';
import type { PlaceClass, Visibility } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { SelectField } from '../../ui/Field.tsx';

/** Where the example lies, and how its draw fell: any would do. */
const example = { latitude: 19.432608, longitude: -99.133209 };
const draw = [0.12, 0.55] as const;

interface Published {
  readonly visibility: Visibility | '';
  readonly place_class: PlaceClass | '';
}

/**
 * Who sees a service's petitions and how coarse their places are published, with what comes of it: the same rule of
 * the core by which Open311, the map and the open data show them.
 */
export function PublishedAs({
  visibility,
  place_class,
  kind,
  onChange,
}: Published & {
  kind: { default_visibility: Visibility } | undefined;
  onChange: (chosen: Partial<Published>) => void;
}) {
  const { t, code } = useWords();
  return (
    <>
      <SelectField
        {...{ label: t('console.filter.visibility'), value: visibility }}
        none={t('console.admin.service.as_kind')}
        options={visibilities.map((value) => ({ value, label: code('visibility', value) }))}
        onChange={(event) => onChange({ visibility: event.target.value as Visibility | '' })}
      />
      <SelectField
        {...{ label: t('console.admin.place_class.label'), value: place_class }}
        help={t('console.admin.place_class.help')}
        none={t('console.admin.place_class.unsaid')}
        options={placeClasses.map((value) => ({
          value,
          label: code('console.admin.place_class.name', value),
        }))}
        onChange={(event) => onChange({ place_class: event.target.value as PlaceClass | '' })}
      />
      <Preview
        visibility={visibility || (kind?.default_visibility ?? 'private')}
        place_class={place_class || null}
      />
    </>
  );
}

/** What will be published of a petition of it, in words and with an example. */
function Preview(service: { visibility: Visibility; place_class: PlaceClass | null }) {
  const { t, code } = useWords();
  const { visibility } = service;
  const published = placeClassOf({ visibility, service });
  const point = publishedPoint({ ...example, visibility, service }, draw);
  const degrees = (at: { latitude: number; longitude: number }) =>
    `${at.latitude.toFixed(6)}, ${at.longitude.toFixed(6)}`;
  return (
    <div className="field wide" aria-live="polite">
      <strong>{t('console.admin.place_class.preview')}</strong>
      <p>{code('console.admin.place_class.tells', isHidden(visibility) ? 'hidden' : published)}</p>
      {point !== null && (
        <p className="soft small">
          {t('console.admin.place_class.example', {
            real: degrees(example),
            published: degrees(point),
            metres: point.precision_m,
          })}
        </p>
      )}
    </div>
  );
}

const isHidden = (visibility: Visibility): boolean => visibility === 'private' || visibility === 'reserved';
