import type { Tx } from '../../store/database.ts';
import type { PackDocument } from './pack-document.ts';
import type { PackProblem } from './pack-problem.ts';

/** What a sound pack cannot have because another city of the installation has it; nothing was loaded. */
export class PackClash extends Error {
  readonly problems: readonly PackProblem[];

  constructor(problems: readonly PackProblem[]) {
    super(problems.map(({ code, details }) => `${code} ${details.value}`).join(', '));
    this.name = 'PackClash';
    this.problems = problems;
  }
}

/** Folio codes and host names belong to one city of an installation. @throws PackClash */
export async function refuseClashes(tx: Tx, { city, authorities }: PackDocument): Promise<void> {
  const folio_codes = authorities.map(({ folio_code }) => folio_code);
  const taken = await tx
    .selectFrom('authorities as a')
    .innerJoin('cities as c', 'c.id', 'a.city_id')
    .select('a.folio_code')
    .where('c.code', '!=', city.code)
    .where('a.folio_code', 'in', folio_codes)
    .execute();
  const problems = taken.map(({ folio_code }): PackProblem => {
    const path = ['authorities', folio_codes.indexOf(folio_code), 'folio_code'];
    return { path, code: 'folio_code_taken', details: { value: folio_code } };
  });
  if (city.host !== null) {
    const same = tx.selectFrom('cities').select('code').where('host', '=', city.host);
    const other = await same.where('code', '!=', city.code).executeTakeFirst();
    if (other !== undefined)
      problems.push({ path: ['city', 'host'], code: 'host_taken', details: { value: city.host } });
  }
  if (problems.length > 0) throw new PackClash(problems);
}
