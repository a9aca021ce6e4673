import { sql } from 'kysely';
import type { PetitionContext } from './petition-action.ts';

/**
 * The next number of the unit's formal letters in the local year, `AUTHORITY-UNIT/YYYY/n`, without gaps: a letter that
 * is not sent gives its number back with its transaction.
 */
export async function nextDocumentNumber(
  { tx, city, today }: PetitionContext<unknown>,
  unit_id: string,
): Promise<string> {
  const year = Number(today.slice(0, 4));
  const { rows } = await sql<{ last: number }>`
    insert into document_numbers (unit_id, year, last) values (${unit_id}, ${year}, 1)
    on conflict (unit_id, year) do update set last = document_numbers.last + 1 returning last`.execute(tx);
  const unit = city.units.get(unit_id)!;
  const authority = city.authorities.get(unit.authority_id)!;
  // A unit's code is only its authority's own: the authority's code makes the number one of a kind.
  return `${authority.folio_code}-${unit.code.toUpperCase()}/${year}/${rows[0]!.last}`;
}
