import { daysBetween, localDateOf } from '../../core/deadlines/plain-date.ts';
import { say, type Language } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';

/** A public petition in the words of the city, for the list, its feed and its file. */
export interface ToldPetition {
  readonly folio: string;
  readonly service: string;
  readonly place: string;
  readonly authority: string;
  readonly unit: string;
  readonly received_on: string;
  /** Null while it is open. */
  readonly closed_on: string | null;
  /** Calendar days from receipt to its closing or to today. */
  readonly days: number;
  readonly is_overdue: boolean;
  /** Where it stands; of a closed one its outcome. */
  readonly standing: string;
  /** Empty unless staff made it public. */
  readonly text: string;
}

interface Teller {
  readonly city: CityConfiguration;
  readonly language: Language;
  readonly now: string;
}

export function told({ city, language, now }: Teller, petition: PublicRequest): ToldPetition {
  const { time_zone } = city.city;
  const closed = petition.stage === 'closed';
  const received_on = localDateOf(petition.requested_at, time_zone);
  const closed_on = closed ? localDateOf(petition.updated_at, time_zone) : null;
  return {
    ...{ folio: petition.folio, place: petition.address, received_on, closed_on },
    service: city.services.get(petition.service_id)?.name ?? '',
    authority: city.authorities.get(petition.authority_id)?.name ?? '',
    unit: city.units.get(petition.unit_id)?.name ?? '',
    days: Math.max(0, daysBetween(received_on, closed_on ?? localDateOf(now, time_zone))),
    is_overdue: !closed && petition.expected_at !== null && petition.expected_at < now,
    standing: standingOf(language, petition),
    text: petition.description,
  };
}

function standingOf(language: Language, { stage, outcome_class }: PublicRequest): string {
  if (stage === 'closed' && outcome_class !== null) return say(language, `outcome_class.${outcome_class}`);
  // Whoever reads a list is not the one that is waited for.
  return stage === 'waiting_citizen'
    ? say(language, 'portal.petitions.waiting')
    : say(language, `stage.${stage}`);
}
