import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { parsePlainDate, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { chosenInAddress, parameters } from '../../core/petitions/list-address.ts';
import { isOpen, standings, type StandingWord } from '../../core/petitions/list-standing.ts';
import { readListCursor } from '../../queries/public/petition-list/list-cursor.ts';
import type { ListAsked, ListPosition } from '../../queries/public/petition-list/petition-list.ts';

/** What the address of a list says, in codes of the city; whatever is not understood is left out. */
export interface ListQuestion {
  readonly words: string;
  readonly service: string;
  readonly authority: string;
  readonly zone: string;
  readonly neighbourhood: string;
  readonly standing: StandingWord | '';
  readonly from: PlainDate | '';
  readonly to: PlainDate | '';
  readonly oldest_open: boolean;
  readonly after: ListPosition | undefined;
}

export const oldest_open = 'espera';

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads the address of a list, a feed or a file of it. */
export function readListQuestion(city: CityConfiguration, query: Query): ListQuestion {
  const word = (name: string): string => {
    const given = query[name];
    return (typeof given === 'string' ? given : '').replaceAll('\0', '').trim().slice(0, 120);
  };
  const service = word(parameters.service);
  const place = placeOf(city, word(parameters.zone), word(parameters.neighbourhood));
  const authority = word(parameters.authority);
  const standing = word(parameters.standing);
  const [first, last] = [dateOf(word(parameters.from)), dateOf(word(parameters.to))];
  const turned = first !== '' && last !== '' && first > last;
  return {
    words: word(parameters.words),
    service: city.services_by_code.has(service) ? service : '',
    authority: authorityOf(city, authority) === undefined ? '' : authority,
    ...place,
    standing: Object.hasOwn(standings, standing) ? (standing as StandingWord) : '',
    ...{ from: turned ? last : first, to: turned ? first : last },
    oldest_open: word('orden') === oldest_open,
    after: readListCursor(word('despues')),
  };
}

const authorityOf = (city: CityConfiguration, code: string) =>
  [...city.authorities.values()].find((one) => one.code === code);

/** A neighbourhood says its zone too; one of another zone is none. */
function placeOf(city: CityConfiguration, zone: string, neighbourhood: string) {
  const small = city.zones.get(neighbourhood);
  const borough = city.zones.get(zone)?.level === 'borough' ? zone : '';
  if (small?.level !== 'neighbourhood') return { zone: borough, neighbourhood: '' };
  if (borough !== '' && small.parent_code !== borough) return { zone: borough, neighbourhood: '' };
  return { zone: small.parent_code ?? '', neighbourhood };
}

const EARLIEST = '2000-01-01';

function dateOf(text: string): PlainDate | '' {
  const read = parsePlainDate(text);
  return read.accepted && read.value >= EARLIEST && read.value <= '2100-12-31' ? read.value : '';
}

/** The question as it is asked of the database. */
export function askedOf(city: CityConfiguration, question: ListQuestion, limit: number): ListAsked {
  const service = city.services_by_code.get(question.service);
  const authority = authorityOf(city, question.authority);
  const zone = question.neighbourhood || question.zone;
  const { words, standing, from, to, after } = question;
  return {
    ...{ words, after, limit },
    order: ordersByWait(question) ? 'oldest_open' : 'newest',
    filter: {
      ...(service === undefined ? {} : { service_id: service.id }),
      ...(authority === undefined ? {} : { authority_id: authority.id }),
      ...(zone === '' ? {} : { zone }),
      ...(standing === '' ? {} : { standing: standings[standing] }),
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
    },
  };
}

/** What is closed waits for nobody. */
export const ordersByWait = ({ oldest_open: asked, standing }: ListQuestion): boolean =>
  asked && (standing === '' || isOpen(standings[standing]));

/** The part of the address behind `?`, without what is as usual. */
export function writeListQuestion(question: ListQuestion, cursor = ''): string {
  const said = [
    chosenInAddress(question),
    question.oldest_open ? `orden=${oldest_open}` : '',
    cursor === '' ? '' : `despues=${cursor}`,
  ];
  return said.filter((part) => part !== '').join('&');
}
