import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { readingOpenly, type Database, type Reader } from '../../store/database.ts';
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

type Opener = Pick<Source, 'keys' | 'now'>;
interface DraftOfBrowser {
  readonly city_id: string;
  readonly secret: string;
}

/** The draft that the browser's secret opens, unless it expired or belongs to another city. */
export async function readDraft(source: Source, city_id: string, secret: string): Promise<Draft | null> {
  const given = { city_id, secret };
  const [row] = await readingOpenly(source.database, (reader) => opened(reader, source, given));
  return row === undefined ? null : readable(source, row);
}

/** The same within a transaction that is already open. */
export async function draftIn(reader: Reader, opener: Opener, given: DraftOfBrowser): Promise<Draft | null> {
  const row = await opened(reader, opener, given).executeTakeFirst();
  return row === undefined ? null : readable(opener, row);
}

// The secret alone opens it: drafts do not stand behind the wall of actors.
const opened = (reader: Database, { now }: Opener, { city_id, secret }: DraftOfBrowser) =>
  reader
    .selectFrom('drafts')
    .select(['id', 'data_cipher', 'filed_petition_id'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('city_id', '=', city_id)
    .where('expires_at', '>', now());

function readable(
  { keys }: Opener,
  row: { id: string; data_cipher: Buffer; filed_petition_id: string | null },
): Draft {
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
