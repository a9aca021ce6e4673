import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Picker } from '../../ui/Picker.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { PartProps } from './ChannelField.tsx';

const CityMap = lazy(() => import('../../parts/CityMap.tsx').then((file) => ({ default: file.CityMap })));

/** Where: in the caller's words, in the borough they name, and on the map when it helps. */
export function PlaceFields({ filing, catalogue, onChange }: PartProps) {
  const { t } = useWords();
  const [isMapShown, setMapShown] = useState(filing.latitude !== null);
  const names = new Map(catalogue.zones.map(({ code, name }) => [code, name]));
  const pin =
    filing.latitude === null || filing.longitude === null
      ? null
      : { latitude: filing.latitude, longitude: filing.longitude };
  return (
    <section className="stack" aria-labelledby="where-title">
      <h2 id="where-title">{t('console.new.where')}</h2>
      <div className="filing-grid">
        <TextField
          {...{ label: t('console.new.address_text'), value: filing.address_text, maxLength: 300 }}
          onChange={(event) => onChange({ address_text: event.target.value })}
        />
        <Picker
          label={t('console.filter.zone')}
          value={filing.zone_code}
          options={catalogue.zones.map(({ code, name, parent_code }) => ({
            value: code,
            label: name,
            detail: parent_code === null ? '' : (names.get(parent_code) ?? ''),
          }))}
          onChange={(zone_code) => onChange({ zone_code })}
        />
        <TextField
          {...{ label: t('console.new.place_note'), value: filing.place_note, maxLength: 300 }}
          onChange={(event) => onChange({ place_note: event.target.value })}
        />
      </div>
      <p>
        <Button look="quiet" icon="pin" aria-pressed={isMapShown} onClick={() => setMapShown(!isMapShown)}>
          {t('console.place.show_map')}
        </Button>
      </p>
      {isMapShown && (
        <Suspense fallback={<Waiting />}>
          <CityMap pin={pin} onPick={({ latitude, longitude }) => onChange({ latitude, longitude })} />
          {pin && (
            <p className="row soft small">
              {pin.latitude.toFixed(5)}, {pin.longitude.toFixed(5)}
              <Button look="quiet" onClick={() => onChange({ latitude: null, longitude: null })}>
                {t('console.remove')}
              </Button>
            </p>
          )}
        </Suspense>
      )}
    </section>
  );
}
