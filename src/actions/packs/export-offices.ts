import type { Reader } from '../../store/database.ts';

/** Offices as the pack says them, with what the console has edited since. */
export async function exportOffices(reader: Reader, city_id: string) {
  const rows = await reader
    .selectFrom('offices')
    .innerJoin('authorities', 'authorities.id', 'offices.authority_id')
    .select(['offices.code', 'offices.name', 'offices.address', 'offices.is_active', 'offices.is_demo'])
    .select(['offices.settings', 'authorities.code as authority'])
    .where('offices.city_id', '=', city_id)
    .execute();
  return rows.map(({ settings, ...office }) => ({ ...office, ...(settings as object) }));
}
