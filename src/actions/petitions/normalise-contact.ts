import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { PersonDetails } from '../../store/people.ts';

interface GivenContact {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly kind: 'natural' | 'organisation';
}

/**
 * Brings what a person typed to the form that finds them again: E.164 phone (Mexico's old 1 and 044 lead to the same
 * number), lower-case e-mail, document without blanks. A phone that is no number of any country is kept as digits.
 */
export function normaliseContact(given: GivenContact, country: CountryCode = 'MX'): PersonDetails {
  return {
    name: given.name,
    email: given.email?.toLowerCase() ?? null,
    phone: given.phone === null ? null : normalisePhone(given.phone, country),
    document: given.document === null ? null : given.document.toUpperCase().replace(/[\s.-]/g, ''),
    kind: given.kind,
  };
}

/** E.164 where the number is possible in the country, else its digits; null when there are none. */
export function normalisePhone(typed: string, country: CountryCode = 'MX'): string | null {
  // Old prefixes (01, 044), and the zero that exchanges put before the ten figures: 0 449… is no 044.
  const own = country === 'MX' ? typed.replace(/^\s*0(?:[12]|4[45])?(?=(?:\D*\d){10}\D*$)/, '') : typed;
  const bare = own.replace(/^\s*04[45]\s*/, '').replace(/^\s*\+?52\s*1\s*(?=\d{2}\D?\d)/, '+52');
  const parsed = parsePhoneNumberFromString(bare, country) ?? parsePhoneNumberFromString(typed, country);
  if (parsed?.isPossible()) return parsed.number;
  const digits = typed.replace(/\D/g, '');
  return digits === '' ? null : digits;
}
