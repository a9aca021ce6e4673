import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import iconUrl from '../icon.svg';
import { chooseCity } from '../api/client.ts';
import { useMe } from '../api/session.ts';
import { useWords } from '../language/words.ts';
import { Menu } from '../ui/Menu.tsx';
import { Icon } from '../ui/Icon.tsx';

/** The city one works for; where there are several, a menu changes it for this window. */
export function CityMenu() {
  const { t } = useWords();
  const { city, cities, authorities } = useMe();
  const client = useQueryClient();
  const router = useRouter();
  const place = authorities.length === 1 ? authorities[0]!.short_name : null;
  const name = (
    <span className="city-name">
      <img src={iconUrl} alt="" width="28" height="28" />
      <span className="city-words">
        <span className="clip">{place ?? city.name}</span>
        {place !== null && <span className="soft small clip">{city.name}</span>}
      </span>
    </span>
  );
  if (cities.length < 2) return name;
  return (
    <Menu
      label={t('console.nav.city')}
      className="city-button"
      entries={cities.map((one) => ({
        id: one.code,
        label: one.name,
        isChosen: one.code === city.code,
        run: () => {
          chooseCity(one.code);
          client.clear();
          void router.navigate({ to: '/inbox', search: {} }).then(() => globalThis.location.reload());
        },
      }))}
    >
      <span className="visually-hidden">{t('console.nav.city')}: </span>
      {name}
      <Icon name="down" />
    </Menu>
  );
}
