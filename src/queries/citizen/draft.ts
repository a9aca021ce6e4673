import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';
import { decryptText, type KeyRing } from '../../store/encryption.ts';
import { hashSecret } from '../../store/secrets.ts';
import { draftData, type DraftData } from './draft-data.ts';
import { nextStepOf, serviceOf, type StepName } from './draft-steps.ts';

/** What a query of citizens works with: the database and the installation's keys. */
export interface Source {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly now: () => string;
}

export interface Draft {
  readonly id: string;
  readonly data: DraftData;
  readonly filed_petition_id: string | null;
}

/** The draft that the browser's secret opens, unless it expired or belongs to another city. */
export function readDraft(source: Source, city_id: string, secret: string): Promise<Draft | null> {
  return reading(source.database, { kind: 'public' }, (reader) =>
    draftIn(reader, source, { city_id, secret }),
  );
}

/** The same within a transaction that is already open. */
export async function draftIn(
  reader: Reader,
  { keys, now }: Pick<Source, 'keys' | 'now'>,
  { city_id, secret }: { city_id: string; secret: string },
): Promise<Draft | null> {
  const row = await reader
    .selectFrom('drafts')
    .select(['id', 'data_cipher', 'filed_petition_id'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('city_id', '=', city_id)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  if (!row) return null;
  const data = draftData.parse(JSON.parse(decryptText(keys.wrapping, row.data_cipher, 'drafts.data')));
  return { id: row.id, data, filed_petition_id: row.filed_petition_id };
}

export interface DraftSummary {
  readonly service_name: string | null;
  readonly next_step: StepName;
}

/** What the first page says of an unfinished petition; null when there is none. */
export async function draftSummary(
  source: Source,
  city: CityConfiguration,
  secret: string,
): Promise<DraftSummary | null> {
  const draft = await readDraft(source, city.city.id, secret);
  if (draft === null || draft.filed_petition_id !== null) return null;
  return {
    service_name: serviceOf(city, draft.data)?.name ?? null,
    next_step: nextStepOf(city, draft.data),
  };
}
