import { reading, type Database } from '../../store/database.ts';

export interface SigningCertificateShown {
  readonly authority: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly is_self_signed: boolean;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly removed_at: string | null;
}

/** What the authorities of a city sign and signed with, the newest first; never a key. For whoever runs the machine. */
export function signingCertificates(
  database: Database,
  city_id: string,
): Promise<readonly SigningCertificateShown[]> {
  return reading(database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('signing_certificates as s')
      .innerJoin('authorities as a', 'a.id', 's.authority_id')
      .select(['a.code as authority', 's.subject', 's.issuer', 's.serial', 's.is_self_signed'])
      .select(['s.valid_from', 's.valid_until', 's.removed_at'])
      .where('a.city_id', '=', city_id)
      .orderBy('s.added_at', 'desc')
      .execute(),
  );
}
