import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Reader } from '../../../store/database.ts';

/** What every dataset reads from: one snapshot of one city. */
export interface DatasetSource {
  readonly reader: Reader;
  readonly city: CityConfiguration;
  /** The instant that is told of. */
  readonly snapshot_at: string;
  /** Codes of the groups of services, by their id. */
  readonly groups: ReadonlyMap<string, string>;
}
