import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import { parseFolio } from '../../../core/petitions/folio.ts';
import type { Database, Reader } from '../../../store/database.ts';
import type { KeyRing } from '../../../store/encryption.ts';
import { readingAnywhere } from '../../../store/standby.ts';
import { listedPublicly } from '../../visible-petitions.ts';
import { publicRequestsOf, type PublicRequest } from '../open311/service-requests.ts';
import { fitting, type ListFilter, type PetitionQuery } from './list-filter.ts';
import { publicWords, servicesCalled } from './words-filter.ts';

/** `newest` first; or what is still open, the longest waiting first. */
export type ListOrder = 'newest' | 'oldest_open';

/** A petition's place in the list: when it was received, to the microsecond, and its id. */
export interface ListPosition {
  readonly at: string;
  readonly id: string;
}

export interface ListAsked {
  readonly filter: ListFilter;
  /** As typed: a folio, or words of what is public. */
  readonly words?: string;
  readonly order?: ListOrder;
  /** Behind this one. */
  readonly after?: ListPosition | undefined;
  readonly limit: number;
}

export interface ListPage {
  readonly petitions: readonly PublicRequest[];
  /** Behind which the next page begins; null where there is none. */
  readonly next: ListPosition | null;
}

interface Source {
  readonly database: Database;
  readonly keys: KeyRing;
}

/**
 * Public petitions of a city, page by page: those that Open311 lists, told as it tells them. At most `limit`, each page
 * found in the order of an index (migration 0038).
 */
export function petitionList(
  { database, keys }: Source,
  city: CityConfiguration,
  asked: ListAsked,
): Promise<ListPage> {
  return readingAnywhere(database, { kind: 'public' }, async (reader) => {
    const positions = await positionsOf(reader, city, { ...asked, limit: asked.limit + 1 });
    const shown = positions.slice(0, asked.limit);
    const ids = shown.map(({ id }) => id);
    const petitions = await publicRequestsOf(reader, { keys, city }, ids);
    return { petitions, next: positions.length > asked.limit ? (shown.at(-1) ?? null) : null };
  });
}

async function positionsOf(reader: Reader, city: CityConfiguration, asked: ListAsked) {
  const words = asked.words?.trim() ?? '';
  if (words === '') return pageOf(reader, city, asked);
  const folio = parseFolio(words);
  if (folio !== null) return pageOf(reader, city, { ...asked, condition: sql<SqlBool>`p.folio = ${folio}` });
  // What is public of a text, and what the service is called: each found by an index of its own, then one list of both.
  const { service_id } = asked.filter;
  const services = servicesCalled(city, words).filter((id) => service_id === undefined || id === service_id);
  const pages = await Promise.all([
    publicWords(reader, city.city.id, words).then((condition) =>
      pageOf(reader, city, { ...asked, condition }),
    ),
    ...services.map((id) => pageOf(reader, city, { ...asked, filter: { ...asked.filter, service_id: id } })),
  ]);
  const byId = new Map(pages.flat().map((one) => [one.id, one]));
  const way = asked.order === 'oldest_open' ? 1 : -1;
  return [...byId.values()].sort((one, other) => way * inOrder(one, other)).slice(0, asked.limit);
}

/** As PostgreSQL compares an instant and an id: the text of an instant of one time zone has the order of its time. */
const inOrder = (one: ListPosition, other: ListPosition): number =>
  one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1;

function pageOf(
  reader: Reader,
  city: CityConfiguration,
  { filter, order = 'newest', after, limit, condition }: ListAsked & { condition?: RawBuilder<SqlBool> },
): Promise<ListPosition[]> {
  const oldest = order === 'oldest_open';
  const query: PetitionQuery = reader
    .selectFrom('petitions as p')
    .where('p.city_id', '=', city.city.id)
    .where(listedPublicly());
  let found = fitting(city, query, filter);
  if (oldest) found = found.where(sql<SqlBool>`p.stage <> 'closed'`);
  if (condition !== undefined) found = found.where(condition);
  if (after !== undefined) {
    const than = oldest ? sql`>` : sql`<`;
    found = found.where(
      sql<SqlBool>`(p.received_at, p.id) ${than} (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  }
  const way = oldest ? 'asc' : 'desc';
  return found
    .select(['p.id', written.as('at')])
    .orderBy('p.received_at', way)
    .orderBy('p.id', way)
    .limit(limit)
    .execute();
}

const written = sql<string>`to_char(p.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
