import type { RefusalCode } from '../refusals.ts';
import { longDate, longInstant, wholeNumber, type Manner } from './format.ts';
import {
  languageOf,
  say,
  sayCode,
  sayCount,
  type CountedKey,
  type Language,
  type Values,
} from './sentences.ts';

/** Who is spoken to: the language of the sentence, and the manner and zone of its dates. */
export interface Voice {
  readonly language: Language;
  readonly manner: Manner;
}

const plainDate = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[^ ]*(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The sentence of a no, for people: `refusal.<code>`, or `refusal_cause.<cause>` where the details name a cause that
 * has its own. Dates, instants, numbers and the parts of a reply are said as a person reads them; the details
 * themselves stay ISO 8601 for programs. A code without a Spanish sentence does not compile.
 */
export function refusalSentence(voice: Voice, code: RefusalCode | 'internal', details: Values = {}): string {
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, told(value, voice)]),
  );
  if (code === 'reply_incomplete') values['missing'] = missingParts(String(details['missing'] ?? ''), voice);
  const { longest, unit } = details;
  const cause = details['cause'] ?? faultOfFile(code, details);
  if (typeof longest === 'number' && unit !== undefined) {
    values['longest'] = sayCount(voice.language, `portal.term.${unit}` as CountedKey, longest);
  }
  const because =
    cause === undefined ? null : sayCode(voice.language, 'refusal_cause', String(cause), values);
  return because ?? say(voice.language, `refusal.${code}`, values);
}

/** What is the matter with a file that is not taken; a kind that is not taken is said by the code itself. */
function faultOfFile(code: string, { reason, megapixels }: Values): string | undefined {
  if (code === 'too_large' && megapixels !== undefined) return 'file_pixels';
  return code === 'unsupported_file' && reason !== undefined ? `file_${reason}` : undefined;
}

function told(value: string | number, { language, manner }: Voice): string {
  // An English sentence does not carry a Spanish month.
  const locale = languageOf(manner.locale) === language ? manner.locale : language;
  if (typeof value === 'number') return wholeNumber(value, { locale });
  if (plainDate.test(value)) return longDate(value, { locale });
  return instant.test(value) ? longInstant(value, { ...manner, locale }) : value;
}

/** `reasons,next_step` → `razones de la negativa, qué sigue`. */
function missingParts(codes: string, { language }: Voice): string {
  return codes
    .split(',')
    .map((part) => sayCode(language, 'reply_part', part) ?? part)
    .join(', ');
}
