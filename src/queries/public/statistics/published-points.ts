import { sql, type RawBuilder } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Period } from '../../../core/statistics/period.ts';
import { reading, type Database, type Reader } from '../../../store/database.ts';
import type { KeyRing } from '../../../store/encryption.ts';
import { publicRequestsOf, type PublicRequest } from '../open311/service-requests.ts';
import { askWith, type Asked, type Filters } from './asked.ts';

export interface PointsQuestion {
  readonly city: CityConfiguration;
  /** Days of receipt. */
  readonly period: Period;
  readonly filters: Filters;
  /** Degrees; both ends within. */
  readonly frame: {
    readonly south: number;
    readonly north: number;
    readonly west: number;
    readonly east: number;
  };
  /** Height and width of the squares that points are gathered by, degrees; the same squares wherever the frame lies. */
  readonly cell: readonly [latitude: number, longitude: number];
}

/** Published points that lie in one square. */
export interface Cluster {
  readonly count: number;
  /** In the middle of its points. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface PublishedPoints {
  readonly count: number;
  readonly clusters: readonly Cluster[];
  /** How many lie in each borough, or in each neighbourhood of the chosen one; most first. */
  readonly zones: readonly { readonly value: string; readonly count: number }[];
  /** Each of them, where they are few enough to be told one by one, newest first. */
  readonly petitions: readonly PublicRequest[];
}

/** So few are told one by one. */
export const FEW_ENOUGH = 60;

/**
 * Public petitions on a map: where the public sees them, never where they are. Gathered from the points that the
 * statistics keep (`petition_facts`, which follow what happens within a second); those that are told one by one are read
 * again and told as every other door tells them.
 */
export async function publishedPoints(
  { database, keys }: { database: Database; keys: KeyRing },
  question: PointsQuestion,
): Promise<PublishedPoints> {
  const { city, filters } = question;
  const found = await reading(database, { kind: 'system' }, async (reader) => {
    const asked = await askWith(reader, { city_id: city.city.id, filters, by: null });
    if (asked === null) return { count: 0, clusters: [], zones: [], ids: [] };
    const points = pointsOf(asked, question, await isAnyTooFine(reader, asked, city));
    const gathered = await gather(reader, points, question);
    const { count } = gathered;
    return { ...gathered, ids: count > 0 && count <= FEW_ENOUGH ? await idsOf(reader, points) : [] };
  });
  const { ids, ...points } = found;
  if (ids.length === 0) return { ...points, petitions: [] };
  const petitions = await reading(database, { kind: 'public' }, (reader) =>
    publicRequestsOf(reader, { keys, city }, ids),
  );
  return { ...points, petitions: petitions.filter(({ latitude }) => latitude !== null) };
}

/** The points of one square that lie in one zone. */
interface Gathered {
  readonly square: number;
  readonly value: string | null;
  readonly count: number;
  /** Sums of degrees. */
  readonly latitudes: number;
  readonly longitudes: number;
}

/** Squares are numbered by row and column; there are fewer columns than this. */
const columns = 1_000_000;

/** By square and zone at once, in one pass over the points; which lie together is added up afterwards. */
async function gather(
  reader: Reader,
  points: RawBuilder<unknown>,
  question: PointsQuestion,
): Promise<Omit<PublishedPoints, 'petitions'>> {
  const [high, wide] = question.cell;
  const zone = sql.ref(question.filters.borough === undefined ? 'borough' : 'neighbourhood');
  const square = sql`floor(latitude / ${high}::float8)::bigint * ${sql.lit(columns)} + floor(longitude / ${wide}::float8)::bigint`;
  const { rows } = await sql<Gathered>`(select g.square, w.value, g.count, g.latitudes, g.longitudes from (
      select ${square} as square, ${zone} as word, count(*)::int as count, sum(latitude) as latitudes,
        sum(longitude) as longitudes
      from petition_facts where ${points} group by 1, 2
    ) g left join statistics_words w on w.id = g.word)`.execute(reader);
  const squares = [...Map.groupBy(rows, (row) => row.square).values()].map((own) => {
    const count = sumOf(own, 'count');
    return { count, latitude: sumOf(own, 'latitudes') / count, longitude: sumOf(own, 'longitudes') / count };
  });
  const zones = [...Map.groupBy(rows, ({ value }) => value ?? '')].map(([value, own]) => ({
    value,
    count: sumOf(own, 'count'),
  }));
  return { count: sumOf(rows, 'count'), clusters: squares.sort(mostFirst), zones: zones.sort(mostFirst) };
}

const sumOf = (rows: readonly Gathered[], name: 'count' | 'latitudes' | 'longitudes'): number =>
  rows.reduce((sum, row) => sum + row[name], 0);
const mostFirst = (one: { count: number }, other: { count: number }) => other.count - one.count;

async function idsOf(reader: Reader, points: RawBuilder<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ petition_id: string }>`(select petition_id from petition_facts
    where ${points} order by received_on desc, petition_id desc limit ${sql.lit(FEW_ENOUGH)})`.execute(
    reader,
  );
  return rows.map(({ petition_id }) => petition_id);
}

function pointsOf(
  asked: Asked,
  { city, period, frame }: PointsQuestion,
  are_too_fine: boolean,
): RawBuilder<unknown> {
  const chosen = [...asked.words].map(([name, word]) => sql`${sql.ref(name)} = ${word}`);
  return sql.join(
    [
      ...chosen,
      sql`latitude is not null and received_on between ${period.from}::date and ${period.to}::date`,
      sql`latitude between ${frame.south} and ${frame.north} and longitude between ${frame.west} and ${frame.east}`,
      ...(are_too_fine ? tooFine(asked.city_id, city).map((one) => sql`not (${one})`) : []),
    ],
    sql` and `,
  );
}

/**
 * A city may say later that a service lies near homes, or that its places are not told at all: what was published finer
 * than that is left out until it is folded anew.
 */
function tooFine(city_id: string, city: CityConfiguration): RawBuilder<unknown>[] {
  const among = (place_class: string | null) => {
    const services = [...city.services.values()].filter((one) => one.place_class === place_class);
    return sql`service = any(array(select id from statistics_words
      where city_id = ${city_id} and dimension = 'service' and value = any(${services.map(({ id }) => id)})))`;
  };
  return [
    sql`${among('near_home')} and precision_m < 250`,
    sql`${among('near_home')} and precision_m > 250`,
    sql`${among('sensitive')} and precision_m is not null`,
    sql`${among(null)} and precision_m = 50`,
  ];
}

/** Whether there is any: hardly ever, and then no point has to be asked. Each service is looked up in an index. */
async function isAnyTooFine(reader: Reader, { city_id }: Asked, city: CityConfiguration): Promise<boolean> {
  const found = tooFine(city_id, city).map((one) => sql`exists (select from petition_facts where ${one})`);
  const { rows } = await sql<{ found: boolean }>`select ${sql.join(found, sql` or `)} as found`.execute(
    reader,
  );
  return rows[0]!.found;
}
