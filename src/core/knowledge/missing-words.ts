/** Fewer searches than this are shown to nobody: what only one person typed may be about that person. */
export const SHOWN_FROM = 3;

/** Days after which words that few searched are forgotten. */
export const FORGOTTEN_AFTER_DAYS = 90;

const MOST_WORDS = 8;
const MOST_LETTERS = 80;

/**
 * Words that were searched and not found, as they may be kept: in small letters, without e-mail
 * addresses, web addresses or anything that has a digit.
 * @returns null where nothing is left, or so much that it is a story and not a search
 */
export function keptWords(typed: string): string | null {
  const kept = typed
    .normalize('NFC')
    .toLowerCase()
    .replace(/\S*@\S*|https?:\S*|www\.\S*/gu, ' ')
    .split(/\s+/u)
    .filter((word) => !/\p{N}/u.test(word))
    .map((word) => word.replace(/[^\p{L}-]+/gu, ''))
    .filter((word) => /\p{L}/u.test(word));
  const words = kept.join(' ');
  return words.length < 3 || words.length > MOST_LETTERS || kept.length > MOST_WORDS ? null : words;
}
