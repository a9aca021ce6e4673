import { sayCode, languageOf, type Language } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { Fields } from './document.ts';

export interface Presenting {
  readonly city: CityConfiguration;
  /** Where this city's addresses begin. */
  readonly address: string;
  readonly extensions: boolean;
}

/** The subset of ISO 8601 that the specification names, in whole seconds of UTC. */
export const w3c = (instant: string): string => `${instant.slice(0, 19)}Z`;

/**
 * A request as it is answered. Fields that the specification always lists are always there, empty where nothing is to
 * be said; those that «may not be returned» are left out then. Two of these, `status_notes` and `expected_datetime`,
 * come with `extensions` only: mySociety's readers refuse a record that has them.
 */
export function present(request: PublicRequest, presenting: Presenting): Fields {
  const { city, address, extensions } = presenting;
  const service = city.services.get(request.service_id);
  const photos = request.photo_ids.map((id) => photoAddress(address, request.folio, id));
  return {
    service_request_id: request.folio,
    status: request.stage === 'closed' ? 'closed' : 'open',
    status_notes: extensions ? statusNotes(request, city) : undefined,
    service_name: service?.name.trim() ?? '',
    service_code: service?.code ?? '',
    description: request.description,
    agency_responsible: agencyOf(request, city),
    service_notice: service?.notice || undefined,
    requested_datetime: w3c(request.requested_at),
    updated_datetime: w3c(request.updated_at),
    expected_datetime: extensions && request.expected_at !== null ? w3c(request.expected_at) : undefined,
    address: request.address,
    address_id: '',
    zipcode: '',
    lat: degrees(request.latitude),
    long: degrees(request.longitude),
    media_url: photos[0] ?? '',
    ...(extensions ? extended(request, { photos, city }) : {}),
  };
}

/** Published photographs are handed out here, as FixMyStreet wants them: a plain JPEG. */
const photoAddress = (address: string, folio: string, id: string): string =>
  `${address}/open311/v2/media/${folio}/${id}.jpg`;

const degrees = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1e6) / 1e6;

function agencyOf({ unit_id, authority_id }: PublicRequest, city: CityConfiguration): string | undefined {
  const names = [city.units.get(unit_id)?.name, city.authorities.get(authority_id)?.name];
  return names.filter((name) => name !== undefined).join(', ') || undefined;
}

function statusNotes(request: PublicRequest, city: CityConfiguration): string | undefined {
  const language = languageOf(city.city.locale);
  const stage = sayCode(language, 'stage', request.stage) ?? undefined;
  const outcome = outcomeName(request, { city, language });
  return request.stage === 'closed' || request.stage === 'replied' ? (outcome ?? stage) : stage;
}

/** What came of it, in the city's words. */
export function outcomeName(
  { outcome_code, outcome_class }: Pick<PublicRequest, 'outcome_code' | 'outcome_class'>,
  { city, language }: { city: CityConfiguration; language: Language },
): string | null {
  if (outcome_code === null && outcome_class === null) return null;
  const own = outcome_code === null ? undefined : city.outcomes.get(outcome_code)?.name;
  return own ?? (outcome_class === null ? null : sayCode(language, 'outcome_class', outcome_class));
}

/** `extensions=true`, as Chicago and others answer it. */
function extended(
  request: PublicRequest,
  { photos, city }: { photos: string[]; city: CityConfiguration },
): Fields {
  const notes = statusNotes(request, city);
  return {
    media_urls: photos,
    extended_attributes: {
      channel: request.channel,
      x: degrees(request.longitude),
      y: degrees(request.latitude),
      photos,
    },
    attributes: request.answers.map((answer): Fields => {
      const value = typeof answer.value === 'object' ? answer.value.join(', ') : String(answer.value);
      return {
        code: answer.question,
        label: answer.label,
        name: answer.option_labels?.join(', ') ?? value,
        value,
      };
    }),
    notes:
      notes === undefined
        ? []
        : [{ datetime: w3c(request.updated_at), description: notes, type: request.stage }],
  };
}
