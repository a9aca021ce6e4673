import { sql, type SqlBool } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Answer } from '../../../core/petitions/questions.ts';
import type { OutcomeClass, Stage, Visibility } from '../../../core/petitions/stages.ts';
import { knownPlaceOf } from '../../../core/open-data/known-place.ts';
import { publicViewOf, type PublicView } from '../../../core/petitions/visibility.ts';
import type { KeyRing } from '../../../store/encryption.ts';
import type { Database, Reader } from '../../../store/database.ts';
import { readingAnywhere } from '../../../store/standby.ts';
import { publicPhotos } from '../../files-that-open.ts';
import { visiblePetitions } from '../../visible-petitions.ts';
import { placeForPublic } from '../published-place.ts';
import { requestPositions, updatedAt, type Position, type RequestFilter } from './request-order.ts';

/** A petition as the public may know it: what its visibility withholds is not in here. */
export interface PublicRequest {
  readonly folio: string;
  readonly stage: Stage;
  readonly outcome_code: string | null;
  readonly outcome_class: OutcomeClass | null;
  readonly service_id: string;
  readonly unit_id: string;
  readonly authority_id: string;
  readonly channel: string;
  readonly requested_at: string;
  /** Of a closed petition: when it closed. */
  readonly updated_at: string;
  readonly expected_at: string | null;
  readonly description: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Metres that the truth may lie from there; null where no place is told. */
  readonly precision_m: number | null;
  readonly photo_ids: readonly string[];
  readonly answers: readonly Answer[];
}

/**
 * Public requests of a city in the order of `requestPositions`, and the place of the last one, behind which the next
 * page begins.
 */
export function serviceRequests(
  { database, keys }: { database: Database; keys: KeyRing },
  city: CityConfiguration,
  filter: RequestFilter,
): Promise<{ requests: PublicRequest[]; last: Position | undefined }> {
  return readingAnywhere(database, { kind: 'public' }, async (reader) => {
    const positions: Position[] = await requestPositions(reader, city.city.id, filter).execute();
    const requests = await publicRequestsOf(
      reader,
      { keys, city },
      positions.map(({ id }) => id),
    );
    return { requests, last: positions.at(-1) };
  });
}

/** What anybody may know of those petitions, in their order; one that is not listed publicly is left out. */
export async function publicRequestsOf(
  reader: Reader,
  { keys, city }: { keys: KeyRing; city: CityConfiguration },
  ids: readonly string[],
): Promise<PublicRequest[]> {
  const rows = await rowsOf(reader, ids);
  const photos = await photosOf(
    reader,
    rows.filter((row) => viewOf(row).photos).map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...publicRequest(city, row, photos.get(row.id) ?? []),
    ...pointOf(keys, city, row),
  }));
}

async function rowsOf(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await reader
    .selectFrom('petitions as p')
    .where(sql<SqlBool>`p.id = any(${[...ids]}::uuid[])`)
    .where(visiblePetitions({ kind: 'public' }) as never)
    .select(['p.id', 'p.folio', 'p.stage', 'p.outcome_code', 'p.outcome_class', 'p.service_id', 'p.unit_id'])
    .select(['p.current_authority_id', 'p.channel', 'p.received_at', 'p.reply_due_at', 'p.resolve_due_at'])
    .select(['p.description', 'p.public_description', 'p.address_text', 'p.neighbourhood', 'p.zone_code'])
    .select(['p.latitude', 'p.longitude', 'p.visibility', 'p.moderation', 'p.answers'])
    .select(updatedAt.as('updated'))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface Row {
  readonly id: string;
  readonly folio: string;
  readonly stage: string;
  readonly outcome_code: string | null;
  readonly outcome_class: string | null;
  readonly service_id: string;
  readonly unit_id: string;
  readonly current_authority_id: string;
  readonly channel: string;
  readonly received_at: string;
  readonly reply_due_at: string | null;
  readonly resolve_due_at: string | null;
  readonly description: string;
  readonly public_description: string | null;
  readonly address_text: string | null;
  readonly neighbourhood: string | null;
  readonly zone_code: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly visibility: string;
  readonly moderation: string;
  readonly answers: unknown;
  readonly updated: string;
}

const viewOf = (row: Pick<Row, 'visibility' | 'moderation'>): PublicView =>
  publicViewOf(row.visibility as Visibility, row.moderation);

function publicRequest(
  city: CityConfiguration,
  row: Row,
  photo_ids: readonly string[],
): Omit<PublicRequest, 'latitude' | 'longitude' | 'precision_m'> {
  const view = viewOf(row);
  return {
    folio: row.folio,
    stage: row.stage as Stage,
    outcome_code: row.outcome_code,
    outcome_class: row.outcome_class as OutcomeClass | null,
    service_id: row.service_id,
    unit_id: row.unit_id,
    authority_id: row.current_authority_id,
    channel: row.channel,
    requested_at: row.received_at,
    updated_at: row.updated,
    expected_at: row.reply_due_at ?? row.resolve_due_at,
    description: view.text ? (row.public_description ?? row.description) : '',
    address: addressOf(city, row, view),
    photo_ids,
    answers: view.text ? (row.answers as Answer[]).filter(({ is_private }) => is_private !== true) : [],
  };
}

function pointOf(keys: KeyRing, city: CityConfiguration, row: Row) {
  const { latitude = null, longitude = null, precision_m = null } = placeForPublic(keys, city, row) ?? {};
  return { latitude, longitude, precision_m };
}

/** The address as typed is text of the person, public only with the rest of it; else neighbourhood and zone as listed. */
function addressOf(city: CityConfiguration, row: Row, view: PublicView): string {
  const { borough, neighbourhood } = knownPlaceOf(city, row);
  const isOpen = view.exact_place && view.text;
  const written = isOpen ? (row.address_text ?? row.neighbourhood) : null;
  const parts = [written ?? neighbourhood?.name, borough?.name, city.city.name];
  return [...new Set(parts.filter((part) => part != null && part !== ''))].join(', ');
}

/** Published photographs by petition; most petitions have none, so only those with an image are asked for theirs. */
async function photosOf(
  reader: Reader,
  petition_ids: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const photos = new Map<string, string[]>();
  if (petition_ids.length === 0) return photos;
  const withImages = await reader
    .selectFrom('files')
    .select('petition_id')
    .distinct()
    .where('petition_id', 'in', [...petition_ids])
    .where('media_type', 'like', 'image/%')
    .where('removed_at', 'is', null)
    .execute();
  for (const { petition_id } of withImages) {
    const found = await publicPhotos(reader, petition_id!);
    photos.set(
      petition_id!,
      found.map(({ file_id }) => file_id),
    );
  }
  return photos;
}
