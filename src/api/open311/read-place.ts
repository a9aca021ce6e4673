import { say, type Language } from '../../core/language/sentences.ts';
import type { Form } from '../../server/form.ts';
import type { Problem } from './problem.ts';
import { textOf } from './text-of.ts';

interface Place {
  readonly address_text: string | null;
  readonly place_note: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What FixMyStreet sends as `address_id` when its point is only a guess. */
const notPinpointed = '#NOTPINPOINTED#';

/**
 * One full location: `lat` and `long`, or `address_string`, or `address_id`. Text is kept as written, nothing is
 * guessed from it.
 */
export function readPlace(
  form: Form,
  { language, is_required }: { language: Language; is_required: boolean },
): { place: Place; problems: Problem[] } {
  const [lat, long] = [textOf(form, 'lat'), textOf(form, 'long') || textOf(form, 'lng')];
  const address = textOf(form, 'address_string') || textOf(form, 'address');
  const address_id = textOf(form, 'address_id');
  const guessed = address_id === notPinpointed;
  const known_id = guessed || address_id === '' ? null : address_id;
  const nowhere = guessed && lat === '' ? say(language, 'open311.no_place') : null;
  const place = {
    address_text: address || known_id || nowhere,
    place_note: guessed && lat !== '' ? say(language, 'open311.approximate_point') : null,
    latitude: degrees(lat, 90),
    longitude: degrees(long, 180),
  };
  const problems: Problem[] = [];
  if ((lat === '') !== (long === '')) problems.push({ code: 'place_half' });
  else if (lat !== '' && (place.latitude === null || place.longitude === null))
    problems.push({ code: 'place_not_degrees' });
  else if (lat === '' && place.address_text === null && is_required) problems.push({ code: 'place_missing' });
  if ((place.address_text?.length ?? 0) > 300)
    problems.push({ code: 'value_long', values: { field: 'address_string' } });
  return { place, problems };
}

function degrees(text: string, most: number): number | null {
  const value = /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : NaN;
  return Math.abs(value) <= most ? value : null;
}
