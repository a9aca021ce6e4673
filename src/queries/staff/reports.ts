import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf, type Language } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { ReportContents } from '../../core/reports/contents.ts';
import { periodName } from '../../core/reports/period-name.ts';
import { writeReportAddress } from '../../core/reports/report-address.ts';
import {
  modelsOf,
  periodsUntil,
  readReportPeriod,
  type ReportModel,
} from '../../core/reports/report-models.ts';
import type { Reader } from '../../store/database.ts';
import { reportPdf } from '../documents/report-document.ts';
import { templateInForce } from '../reports/template-in-force.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Years back that can be reported on. */
const years = 6;
/** The newest so many editions are listed. */
const most = 300;

/** The editions of where the asker may prepare reports, and what can be ordered. */
export function listReports(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  const city_id = city.city.id;
  const language = languageOf(city.city.locale);
  const may = (authority_id: string | null) => permits(actor, 'reports.prepare', { city_id, authority_id });
  const named = (code: string) => ({ code, name: periodName(code)[language] });
  return readingAs(ports, actor, async (reader) => ({
    items: (await rowsOf(reader, city_id))
      .filter(({ authority_id }) => may(authority_id))
      .map((row) => itemOf(ports, asker, row)),
    models: [...modelsOf(city.city.country)],
    periods: periodsUntil(localDateOf(ports.now(), city.city.time_zone), years).map(named),
    authorities: [...city.authorities.values()]
      .filter(({ id }) => may(id))
      .map(({ id, name }) => ({ id, name })),
    of_whole_city: may(null),
  }));
}

const rowsOf = (reader: Reader, city_id: string) =>
  reader
    .selectFrom('city_reports as r')
    .leftJoin('users as o', 'o.id', 'r.ordered_by')
    .leftJoin('users as p', 'p.id', 'r.published_by')
    .select([
      'r.id',
      'r.model',
      'r.period',
      'r.authority_id',
      'r.edition',
      'r.template_version',
      'r.ordered_at',
    ])
    .select(['r.progress', 'r.as_of', 'r.published_at', 'o.name as ordered_by', 'p.name as published_by'])
    .where('r.city_id', '=', city_id)
    .orderBy('r.ordered_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(most)
    .execute();
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function itemOf(ports: StaffPorts, { actor, city }: Asker, row: Row) {
  const { authority_id, ...told } = row;
  const { id: city_id, code, locale, time_zone } = city.city;
  const authority = city.authorities.get(authority_id ?? '');
  const { model, period } = told as Row & { model: ReportModel };
  const address = { model, period, authority: authority?.code ?? null, file: null };
  const ends = readReportPeriod(period)?.to ?? '';
  return {
    ...{ ...told, model, period_name: periodName(period)[languageOf(locale)] },
    authority: authority === undefined ? null : { id: authority.id, name: authority.name },
    address:
      row.published_at === null
        ? null
        : `${ports.public_url}${citizenPaths(`/c/${code}`).reports(writeReportAddress(address))}?edicion=${row.edition}`,
    may_publish: permits(actor, 'reports.publish', { city_id, authority_id }),
    is_of_whole_period: row.as_of !== null && localDateOf(row.as_of, time_zone) > ends,
  };
}

/** The PDF of an edition; null where there is none to be seen, or nothing was counted yet. */
export function reportPaper(
  ports: StaffPorts,
  { actor, city }: Asker,
  { report_id, language }: { report_id: string; language: Language },
): Promise<Buffer | null> {
  return readingAs(ports, actor, async (reader) => {
    const row = await reader
      .selectFrom('city_reports as r')
      .leftJoin('report_papers as p', (join) =>
        join.onRef('p.report_id', '=', 'r.id').on('p.language', '=', language),
      )
      .select(['r.city_id', 'r.authority_id', 'r.edition', 'r.contents', 'p.pdf'])
      .where('r.id', '=', report_id)
      .where('r.city_id', '=', city.city.id)
      .executeTakeFirst();
    if (!row || row.contents === null || !permits(actor, 'reports.prepare', row)) return null;
    const contents = row.contents as unknown as ReportContents;
    return row.pdf ?? reportPdf({ contents, city, row, is_draft: true }, language);
  });
}

/** The template of a report as it is, for whoever may see or edit it. */
export function reportTemplateOf(ports: StaffPorts, { actor, city }: Asker, model: ReportModel) {
  return readingAs(ports, actor, (reader) => templateInForce(reader, city.city.id, model));
}
