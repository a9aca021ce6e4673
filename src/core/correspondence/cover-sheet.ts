import { checkCharacter } from '../petitions/folio.ts';

/** More sheets are printed in further batches. */
export const most_sheets = 200;

/**
 * The code of a cover sheet: `H` and the authority's folio code, year, number, and a check character over all of it
 * (ISO 7064 MOD 37,36), so that a smudged bar code or a wrong key is noticed.
 */
export function composeCoverCode(folio_code: string, year: number, number: number): string {
  const body = `H${folio_code}-${year}-${String(number).padStart(6, '0')}`;
  return `${body}-${checkCharacter(body)}`;
}

/** Reads a code as a scanner or a person types it; null where shape or check character are wrong. */
export function parseCoverCode(typed: string): string | null {
  const compact = typed.toUpperCase().replace(/[\s\-–—_./']+/g, '');
  const parts = /^(H[A-Z0-9]{2,6}?)(\d{4})(\d{6})([0-9A-Z])$/.exec(compact);
  if (parts === null) return null;
  const body = `${parts[1]}-${parts[2]}-${parts[3]}`;
  return checkCharacter(body) === parts[4] ? `${body}-${parts[4]}` : null;
}
