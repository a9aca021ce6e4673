import { reading, type Database } from '../../store/database.ts';

export interface ServiceGroup {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly icon: string;
}

/** The groups of a city's catalogue that have an active service, in the order the city gave them. */
export function serviceGroups(database: Database, city_id: string): Promise<ServiceGroup[]> {
  return reading(database, { kind: 'public' }, (reader) =>
    reader
      .selectFrom('service_groups as g')
      .select(['g.id', 'g.code', 'g.name', 'g.icon'])
      .where('g.city_id', '=', city_id)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('services as s')
            .select('s.id')
            .whereRef('s.group_id', '=', 'g.id')
            .where('s.is_active', '=', true),
        ),
      )
      .orderBy('g.position')
      .orderBy('g.code')
      .execute(),
  );
}
