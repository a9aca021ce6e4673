import { lazy, Suspense, useState } from 'react';
import type { PetitionPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

const CityMap = lazy(() => import('../../parts/CityMap.tsx').then((file) => ({ default: file.CityMap })));

/** Where: the words as they were written, and the map when it is asked for. */
export function PlacePanel({ page }: { page: PetitionPage }) {
  const { t } = useWords();
  const { place, zone } = page.petition;
  const [isMapShown, setMapShown] = useState(false);
  const { latitude, longitude } = place;
  if (!place.address_text && !zone && latitude === null) return null;
  return (
    <section className="card stack" aria-labelledby="place-title">
      <h2 id="place-title">{t('console.place.title')}</h2>
      {place.address_text && (
        <p>
          <Icon name="pin" /> {place.address_text}
        </p>
      )}
      {place.place_note && <p className="soft">{place.place_note}</p>}
      {(zone || place.neighbourhood) && (
        <p className="soft">{[place.neighbourhood, zone?.name].filter(Boolean).join(', ')}</p>
      )}
      {latitude !== null && longitude !== null && (
        <>
          <p className="soft small number">
            {latitude.toFixed(5)}, {longitude.toFixed(5)}
          </p>
          {isMapShown ? (
            <Suspense fallback={<Waiting />}>
              <CityMap pin={{ latitude, longitude }} />
            </Suspense>
          ) : (
            <Button icon="pin" onClick={() => setMapShown(true)}>
              {t('console.place.show_map')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
