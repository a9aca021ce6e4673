import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { dimensions, type Dimension } from '../../core/statistics/cells.ts';
import { foldFact, type PetitionFact } from '../../core/statistics/petition-fact.ts';
import { publicViewOf } from '../../core/petitions/visibility.ts';
import type { Visibility } from '../../core/petitions/stages.ts';
import { placeForPublic } from '../../queries/public/published-place.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { readLedgers } from '../../store/clocks.ts';
import type { Tx } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { readHistories } from '../../store/petition-history.ts';
import { replaceFacts, type StoredFact } from '../../store/statistics/facts.ts';
import { noteMoved, type ToFold } from '../../store/statistics/progress.ts';
import { wordKey, wordsFor } from '../../store/statistics/words.ts';

/**
 * Folds the facts of petitions anew and moves the counts by what differs. The history is read after the version: what
 * commits in between is folded once more, and its second look finds nothing to move.
 */
export async function foldPetitions(
  tx: Tx,
  keys: Pick<KeyRing, 'publishing'>,
  petitions: readonly ToFold[],
): Promise<void> {
  if (petitions.length === 0) return;
  const ids = petitions.map(({ id }) => id);
  const [histories, ledgers] = await Promise.all([readHistories(tx, ids), readLedgers(tx, ids)]);
  const facts: StoredFact[] = [];
  for (const [city_id, own] of Map.groupBy(petitions, (one) => one.city_id)) {
    const city = (await cityConfiguration(tx, city_id))!;
    const told = own.flatMap((petition) => {
      const fact = foldFact({
        history: histories.get(petition.id) ?? [],
        ledgers: ledgers.get(petition.id) ?? new Map(),
        time_zone: city.city.time_zone,
        calendar_of: (authority_id) => city.calendars.get(authority_id),
      });
      return fact === null ? [] : [{ petition, fact, values: valuesOf(city, petition, fact) }];
    });
    const words = await wordsFor(
      tx,
      city_id,
      told.map(({ values }) => values),
    );
    const word = (dimension: Dimension, value: string) => words.get(wordKey(dimension, value))!;
    for (const { petition, fact, values } of told) {
      const numbers = Object.fromEntries(dimensions.map((name) => [name, word(name, values[name])]));
      facts.push({
        ...storedColumns(fact),
        ...pointOf(keys, city, petition),
        ...{ petition_id: petition.id, version: petition.version },
        ...{
          keys: numbers as StoredFact['keys'],
          filing_authority: word('authority', values.filing_authority),
        },
      });
    }
  }
  if (await replaceFacts(tx, ids, facts)) await noteMoved(tx);
}

/** Where the public sees it, of what it may know of. */
function pointOf(keys: Pick<KeyRing, 'publishing'>, city: CityConfiguration, petition: ToFold) {
  const { listed } = publicViewOf(petition.visibility as Visibility, petition.moderation);
  const point = listed ? placeForPublic(keys, city, petition) : null;
  return point ?? { latitude: null, longitude: null, precision_m: null };
}

function storedColumns(fact: PetitionFact) {
  const { reply, resolution, ending } = fact;
  return {
    ...{
      received_on: fact.received_on,
      week_hour: fact.week_hour,
      due_at: fact.due_at,
      overdue: fact.overdue,
    },
    ...{
      replied_on: reply?.on ?? null,
      reply_days: reply?.days ?? null,
      reply_in_time: reply?.in_time ?? null,
    },
    ...{ resolved_on: resolution?.on ?? null, resolve_days: resolution?.days ?? null },
    ...{
      resolve_in_time: resolution?.in_time ?? null,
      ended_on: ending?.on ?? null,
      ending: ending?.how ?? null,
    },
    ...{ first_contact: fact.first_contact, reopened: fact.reopened, outcome_class: fact.outcome_class },
  };
}

function valuesOf(city: CityConfiguration, petition: ToFold, fact: PetitionFact) {
  return {
    ...{ city: '', authority: fact.authority_id, filing_authority: fact.filing_authority_id },
    ...{ unit: fact.unit_id, service: fact.service_id, kind: fact.kind, channel: fact.channel },
    ...placeOf(city, petition),
  };
}

/**
 * Where it is about. A neighbourhood counts only where the city lists it: what somebody typed may say more than a place.
 */
function placeOf(city: CityConfiguration, { zone_code, neighbourhood }: ToFold) {
  const zone = zone_code === null ? undefined : city.zones.get(zone_code);
  if (zone === undefined || zone.level === 'city') return { borough: '', neighbourhood: '' };
  if (zone.level === 'neighbourhood') return { borough: zone.parent_code ?? '', neighbourhood: zone.code };
  return { borough: zone.code, neighbourhood: listed(city, zone.code, neighbourhood) };
}

const plainWords = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** By the edition of the configuration: its code for each name of a borough's neighbourhoods. */
const lists = new WeakMap<CityConfiguration, ReadonlyMap<string, string>>();

function listed(city: CityConfiguration, borough: string, typed: string | null): string {
  if (typed === null) return '';
  let list = lists.get(city);
  if (list === undefined) {
    const own = [...city.zones.values()].filter(({ level }) => level === 'neighbourhood');
    list = new Map(own.map(({ code, name, parent_code }) => [`${parent_code}/${plainWords(name)}`, code]));
    lists.set(city, list);
  }
  return list.get(`${borough}/${plainWords(typed)}`) ?? '';
}
