import { reading, type Database } from '../../store/database.ts';

export interface InstalledCity {
  readonly code: string;
  readonly name: string;
}

/** Every city of the installation, by name. */
export function citiesInstalled(database: Database): Promise<InstalledCity[]> {
  return reading(database, { kind: 'public' }, (reader) =>
    reader.selectFrom('cities').select(['code', 'name']).orderBy('name').execute(),
  );
}
