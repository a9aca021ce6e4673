import type { StaffActor } from '../../core/access/actor.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { readingAnywhere } from '../../store/standby.ts';

/** What a query of staff works with; the application satisfies it. */
export interface StaffPorts {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly now: () => string;
  readonly public_url: string;
}

/** Reads in one transaction as that person: the database's own wall stands behind each query. */
export function readingAs<T>(
  ports: Pick<StaffPorts, 'database'>,
  actor: StaffActor,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return reading(ports.database, { kind: 'staff', authority_ids: actor.authority_ids }, work);
}

/** The same for long reads, which a standby may answer where there is one. */
export function readingAnywhereAs<T>(
  ports: Pick<StaffPorts, 'database'>,
  actor: StaffActor,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return readingAnywhere(ports.database, { kind: 'staff', authority_ids: actor.authority_ids }, work);
}
