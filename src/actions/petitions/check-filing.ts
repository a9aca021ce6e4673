import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration, Service } from '../../core/cities/configuration.ts';
import { checkAnswers } from '../../core/petitions/questions.ts';
import { Refused } from '../refused.ts';
import type { FilingInput } from './filing-input.ts';

/** The desk takes in petitions for the whole city, whichever authority will answer. */
export function mayFileHere({ grants }: StaffActor, city_id: string): boolean {
  return grants.some(
    (grant) => grant.city_id === city_id && grant.permissions.includes('petition.file_for_other'),
  );
}

/** Every id and code that a filing names is this city's own. */
export function checkNamed(city: CityConfiguration, { named_unit_id, priority_group }: FilingInput): void {
  if (named_unit_id !== null && !city.units.has(named_unit_id)) {
    throw new Refused('unit_unknown', {}, { named_unit_id: 'unit_unknown' });
  }
  const groups = city.city.settings.priority_groups.map(({ code }) => code);
  if (priority_group !== null && !groups.includes(priority_group)) {
    throw new Refused('invalid_input', {}, { priority_group: 'invalid' });
  }
}

/** What the service asks for, the place and the contact. @returns the answers as they are kept */
export function checkFiling(
  city: CityConfiguration,
  service: Service,
  input: FilingInput,
): readonly unknown[] {
  const { answers, problems } = checkAnswers(service.questions, input.answers);
  if (problems.length > 0) {
    const labels = new Map(service.questions.map(({ code, label }) => [code, label]));
    const faults = problems.map(({ question, code, limit = '' }) => {
      const values = { label: labels.get(question) ?? question, limit };
      return [`answers.${question}`, { code, values }] as const;
    });
    const fields = Object.fromEntries(faults);
    throw new Refused('answers_invalid', {}, fields);
  }
  const { place, contact } = input;
  const hasPlace = pointOf(input) !== null || place.address_text !== null || place.zone_code !== null;
  if (service.location === 'required' && !hasPlace)
    throw new Refused('place_required', {}, { place: 'place_required' });
  const kind = city.kinds.get(service.kind_code);
  if (input.identity === 'anonymous' && kind?.allows_anonymous === false)
    throw new Refused('anonymous_not_allowed');
  const reachable = contact.email !== null || contact.phone !== null || contact.address !== null;
  if (input.identity !== 'anonymous' && contact.name === null) {
    throw new Refused('contact_required', {}, { 'contact.name': 'required' });
  }
  if (input.notify_by === 'email' && contact.email === null) {
    throw new Refused('contact_required', {}, { 'contact.email': 'required' });
  }
  if (input.identity === 'reserved' && !reachable)
    throw new Refused('contact_required', {}, { 'contact.email': 'required' });
  return answers;
}

/** The pin, where there is one. */
export function pointOf({ place }: FilingInput): { latitude: number; longitude: number } | null {
  const { latitude, longitude } = place;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
