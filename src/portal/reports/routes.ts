import type { FastifyInstance, FastifyReply } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import {
  readReportAddress,
  writeReportAddress,
  type ReportAddress,
  type ReportFile,
} from '../../core/reports/report-address.ts';
import { reportCsv } from '../../core/reports/report-csv.ts';
import {
  publishedPaper,
  publishedReport,
  publishedReports,
  type ReportFound,
} from '../../queries/public/reports.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { reportListPage } from './list-page.ts';
import { reportPage } from './report-page.ts';

interface Asked {
  readonly Params: { readonly '*': string };
  readonly Querystring: { readonly edicion?: unknown };
}

/** `/informes`, a report as a page (`/informes/2025-T3/iztapalapa`), and its files beneath it. */
export function reportRoutes(server: FastifyInstance, app: App): void {
  server.get('/informes', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(reportListPage(visit, await publishedReports(app.database, visit.city.city.id)));
  });
  server.get<Asked>('/informes/*', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const address = readReportAddress(request.params['*']);
    const found = address === null ? null : await findReport(visit, address, request.query.edicion);
    if (address === null || found === null) throw new Refused('not_found');
    if (address.file === null) return reply.html(reportPage(visit, found));
    return sendFile(visit, { found, address, file: address.file }, reply);
  });
}

/** @returns null for a report that is not there, or an authority that the city has not */
function findReport(visit: Visit, address: ReportAddress, edition: unknown): Promise<ReportFound | null> {
  const { city, app } = visit;
  const authority = [...city.authorities.values()].find(({ code }) => code === address.authority);
  const number = typeof edition === 'string' && /^[1-9]\d{0,3}$/.test(edition) ? Number(edition) : null;
  if ((address.authority !== null && authority === undefined) || (edition !== undefined && number === null))
    return Promise.resolve(null);
  const asked = { ...address, city_id: city.city.id, authority_id: authority?.id ?? null };
  return publishedReport(app.database, asked, number);
}

interface FileAsked {
  readonly found: ReportFound;
  readonly address: ReportAddress;
  readonly file: ReportFile;
}

async function sendFile(
  { app, language }: Visit,
  { found, address, file }: FileAsked,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { report, contents } = found;
  const name = (end: string) =>
    `inline; filename="informe${writeReportAddress({ ...address, file: null }).replaceAll('/', '-')}-${report.edition}${end}"`;
  void reply.header('x-content-type-options', 'nosniff');
  if (file.kind === 'json') {
    const { edition, published_at } = report;
    const text = JSON.stringify({ edition, published_at, ...contents });
    return reply.type('application/json; charset=utf-8').send(text);
  }
  if (file.kind === 'pdf') {
    const pdf = await publishedPaper(app.database, report.id, file.language);
    if (pdf === null) throw new Refused('not_found');
    return reply.type('application/pdf').header('content-disposition', name('.pdf')).send(pdf);
  }
  const table = contents.sections.flatMap(({ tables }) => tables).find(({ code }) => code === file.table);
  if (table === undefined) throw new Refused('not_found');
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', name(`-${table.code}.csv`))
    .send(reportCsv(table, language));
}
