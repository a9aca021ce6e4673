import { sql } from 'kysely';
import { shortDate } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import type { PointKind, PointResult, PointState } from '../../core/critical-points/point.ts';
import type { ReportRow, ReportTable, Worded } from '../../core/reports/contents.ts';
import { asItIs, localeIn, worded, wordedBy } from '../../core/reports/words.ts';
import { columnsOf } from './columns.ts';
import type { ReportSource } from './source.ts';

interface Point {
  readonly id: string;
  readonly kind: PointKind;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly service_id: string | null;
  readonly zone_code: string | null;
  readonly petitions: number;
  readonly state: PointState;
  readonly result: PointResult | null;
  readonly found_on: string;
  readonly due_on: string | null;
  readonly ended_on: string | null;
}

/**
 * The critical points first found in the period, one by one: where, whose, since when, until when something was agreed, and
 * what came of it. A unit answers for each; who in it sees to it, and what staff wrote for themselves, is not told, and no
 * place finer than a neighbourhood. As many as the table by kind counts; no table where there was none.
 */
export async function criticalPointsTables(source: ReportSource): Promise<ReportTable[]> {
  const { reader, city, period, authority_id } = source;
  const zone = city.city.time_zone;
  const on = (column: string) => sql`(${sql.ref(column)} at time zone ${zone})::date`;
  const { rows } =
    await sql<Point>`select id, kind, authority_id, unit_id, service_id, zone_code, petitions, state, result,
      ${on('found_at')} as found_on, due_on, ${on('closed_at')} as ended_on
    from critical_points where city_id = ${city.city.id} and (${authority_id}::uuid is null or authority_id = ${authority_id})
      and ${on('found_at')} between ${period.from}::date and ${period.to}::date
    order by found_at, id`.execute(reader);
  if (rows.length === 0) return [];
  const table = {
    ...{ code: 'puntos-uno-por-uno', name: worded('report.table.puntos-uno-por-uno') },
    ...{ first: worded('report.point'), drawing: 'none' as const },
    columns: columnsOf(['petitions', 'responsible', 'found_on', 'due_on', 'became']),
    rows: rows.map((point) => rowOf(source, point)),
  };
  return [table];
}

function rowOf({ city }: ReportSource, point: Point): ReportRow {
  const { id, authority_id, unit_id, petitions, found_on, due_on } = point;
  const day = (date: string | null): Worded | null =>
    date === null
      ? null
      : wordedBy((language) => shortDate(date, { locale: localeIn(language, city.city.locale) }));
  const unit = city.units.get(unit_id)?.name ?? '';
  const authority = city.authorities.get(authority_id);
  const responsible = asItIs([unit, authority?.short_name].filter(Boolean).join(', '));
  return {
    // The end of an id is drawn by lot: short, and the same in every edition.
    code: id.slice(-12),
    name: nameOf(city, point),
    cells: [petitions, null, null, null, null],
    texts: [null, responsible, day(found_on), day(due_on), becameOf(point, day)],
  };
}

function nameOf(
  { services, units, zones }: ReportSource['city'],
  { kind, service_id, unit_id, zone_code }: Point,
): Worded {
  const what = worded(`report.critical.${kind}` as SentenceKey);
  const subject =
    service_id === null ? (units.get(unit_id)?.name ?? '') : (services.get(service_id)?.name ?? '');
  const place = zone_code === null ? null : (zones.get(zone_code)?.name ?? null);
  return wordedBy((language) => `${what[language]}: ${[subject, place].filter(Boolean).join(', ')}`);
}

function becameOf({ state, result, ended_on }: Point, day: (date: string | null) => Worded | null): Worded {
  const ended = day(ended_on);
  if (state !== 'closed' || result === null || ended === null)
    return worded(`report.became.${state}` as SentenceKey);
  const told = worded(`report.result.${result}` as SentenceKey);
  return worded('report.became.closed', { result: told, day: ended });
}
