import { sql, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Answer } from '../../../core/petitions/questions.ts';
import type { OutcomeClass, Stage, Visibility } from '../../../core/petitions/stages.ts';
import { coarsen, publicViewOf, type PublicView } from '../../../core/petitions/visibility.ts';
import { reading, type Database, type Reader } from '../../../store/database.ts';
import type { DB } from '../../../store/schema.generated.ts';
import { publicPhotos } from '../../files-that-open.ts';
import { visiblePetitions } from '../../visible-petitions.ts';

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
  readonly photo_ids: readonly string[];
  readonly answers: readonly Answer[];
}

/** Which petitions; instants are ISO 8601, `to` is included with its whole second. */
export interface RequestFilter {
  readonly folios?: readonly string[];
  readonly services?: readonly string[];
  readonly is_closed?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly updated_after?: string;
  readonly updated_before?: string;
  /** What arrived later is left out: the snapshot that pages are numbered in. */
  readonly snapshot?: string;
  readonly limit: number;
  readonly offset: number;
}

/** Of a closed petition the closing time, whatever was noted on it afterwards. */
const updatedAt = sql<string>`(case when p.stage = 'closed' then coalesce(p.closed_at, p.updated_at) else p.updated_at end)`;

/**
 * Public requests of a city: newest first by `requested_at`, then id; a change feed (`updated_after`) oldest change
 * first, so that a reader who is cut off goes on from the last one it saw.
 */
export function serviceRequests(
  database: Database,
  city: CityConfiguration,
  filter: RequestFilter,
): Promise<PublicRequest[]> {
  return reading(database, { kind: 'public' }, async (reader) => {
    const query = reader
      .selectFrom('petitions as p')
      .where('p.city_id', '=', city.city.id)
      .where(visiblePetitions({ kind: 'public' }) as never);
    const rows = await ordered(narrowed(query as never, filter), filter)
      .select([
        'p.id',
        'p.folio',
        'p.stage',
        'p.outcome_code',
        'p.outcome_class',
        'p.service_id',
        'p.unit_id',
      ])
      .select(['p.current_authority_id', 'p.channel', 'p.received_at', 'p.reply_due_at', 'p.resolve_due_at'])
      .select(['p.description', 'p.public_description', 'p.address_text', 'p.neighbourhood', 'p.zone_code'])
      .select(['p.latitude', 'p.longitude', 'p.visibility', 'p.moderation', 'p.answers'])
      .select(updatedAt.as('updated'))
      .limit(filter.limit)
      .offset(filter.offset)
      .execute();
    const photos = await photosOf(
      reader,
      rows.filter((row) => viewOf(row).photos).map(({ id }) => id),
    );
    return rows.map((row) => publicRequest(city, row, photos.get(row.id) ?? []));
  });
}

type Query = SelectQueryBuilder<DB & { p: DB['petitions'] }, 'p', object>;

function narrowed(query: Query, filter: RequestFilter): Query {
  const { folios, services, is_closed, from, to, updated_after, updated_before, snapshot } = filter;
  let found = query;
  // `any` takes an empty list too: of folios or services that nobody knows there are no petitions.
  if (folios !== undefined) found = found.where(sql<SqlBool>`p.folio = any(${[...folios]}::text[])`);
  if (services !== undefined) found = found.where(sql<SqlBool>`p.service_id = any(${[...services]}::uuid[])`);
  if (is_closed !== undefined) found = found.where('p.stage', is_closed ? '=' : '<>', 'closed');
  if (from !== undefined) found = found.where('p.received_at', '>=', from);
  if (to !== undefined) found = found.where('p.received_at', '<', afterSecond(to));
  if (snapshot !== undefined) found = found.where('p.received_at', '<=', snapshot);
  if (updated_after !== undefined) {
    // updated_at is never earlier than the closing time, and it is what the index knows.
    found = found.where('p.updated_at', '>', updated_after).where(updatedAt, '>', updated_after);
  }
  if (updated_before !== undefined) found = found.where(updatedAt, '<', afterSecond(updated_before));
  return found;
}

function ordered(query: Query, filter: RequestFilter): Query {
  return filter.updated_after === undefined
    ? query.orderBy('p.received_at', 'desc').orderBy('p.id', 'desc')
    : query.orderBy(updatedAt).orderBy('p.id');
}

/** Answers show whole seconds, so a window ends with the end of its last one. */
const afterSecond = (instant: string): string => new Date(Date.parse(instant) + 1000).toISOString();

interface Row {
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

function publicRequest(city: CityConfiguration, row: Row, photo_ids: readonly string[]): PublicRequest {
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
    ...pointOf(row, view),
    photo_ids,
    answers: view.text ? (row.answers as Answer[]).filter(({ is_private }) => is_private !== true) : [],
  };
}

function pointOf(row: Row, view: PublicView) {
  const { latitude, longitude } = row;
  if (latitude === null || longitude === null) return { latitude: null, longitude: null };
  return view.exact_place ? { latitude, longitude } : coarsen({ latitude, longitude });
}

/** The address as typed is text of the person, public only with the rest of it; else neighbourhood and zone. */
function addressOf(city: CityConfiguration, row: Row, view: PublicView): string {
  const zone = row.zone_code === null ? undefined : city.zones.get(row.zone_code)?.name;
  const written = view.exact_place && view.text ? row.address_text : null;
  const parts = [written ?? row.neighbourhood, zone, city.city.name];
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
