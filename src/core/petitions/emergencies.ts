import type { EmergencySettings } from '../cities/settings.ts';

/** The number to call and the words that gave the emergency away. */
export interface EmergencyFound {
  readonly number: string;
  readonly label: string;
  readonly matched: string;
}

/**
 * Whether a text speaks of an emergency: one of the city's or the service's words stands in it as whole words,
 * accents and capitals aside. A help to the reader, never a reason to refuse a filing.
 */
export function emergencyIn(
  text: string,
  settings: EmergencySettings,
  serviceWords: readonly string[] = [],
): EmergencyFound | undefined {
  const padded = ` ${foldWords(text)} `;
  const matched = [...serviceWords, ...settings.words].find((phrase) => {
    const folded = foldWords(phrase);
    return folded !== '' && padded.includes(` ${folded} `);
  });
  if (matched === undefined) return undefined;
  return { number: settings.number, label: settings.label, matched };
}

/** Lower case, no accents, words parted by one space. */
function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
