// ISO/IEC 7064 MOD 37,36: one check character over digits and letters. It finds every single wrong character and
// all swaps of two neighbours but 2 in 1000 (of characters next to each other in the alphabet, in one state of the sum).
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check character of `text` (digits and capital letters; anything else is skipped). */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) continue;
    let sum = (product + value) % 36;
    if (sum === 0) sum = 36;
    product = (sum * 2) % 37;
  }
  return alphabet[(37 - product) % 36]!;
}

/** `CODE-YYYY-NNNNNN-C`: authority code, local year of filing, number of at least six digits, check character. */
export function composeFolio(authority_code: string, year: number, number: number): string {
  const body = `${authority_code}-${year}-${String(number).padStart(6, '0')}`;
  return `${body}-${checkCharacter(body)}`;
}

/**
 * Reads a folio as people type it: any case, blanks or dashes or none where the dashes stand, O for 0 is not guessed.
 * @returns the canonical form, or null when the shape or the check character is wrong
 */
export function parseFolio(typed: string): string | null {
  const compact = typed.toUpperCase().replace(/[\s\-–—_./]+/g, '');
  const match = /^([A-Z0-9]{2,6}?)(\d{4})(\d{6,9})([0-9A-Z])$/.exec(compact);
  const written =
    /^\s*([A-Z0-9]{2,6})[\s\-–—_./]+(\d{4})[\s\-–—_./]+(\d{6,9})[\s\-–—_./]*([0-9A-Z])\s*$/.exec(
      typed.toUpperCase(),
    );
  const parts = written ?? match;
  if (!parts) return null;
  const body = `${parts[1]}-${parts[2]}-${parts[3]}`;
  return checkCharacter(body) === parts[4] ? `${body}-${parts[4]}` : null;
}
