import type { ReportContents } from '../../core/reports/contents.ts';
import type { PeriodCode, ReportModel } from '../../core/reports/report-models.ts';
import type { Language } from '../../core/language/sentences.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';

const anybody = { kind: 'public' } as const;

/** An edition that everybody may read. */
export interface PublishedReport {
  readonly id: string;
  readonly model: ReportModel;
  readonly period: PeriodCode;
  /** Null: of the whole city. */
  readonly authority_id: string | null;
  readonly edition: number;
  readonly as_of: string;
  readonly published_at: string;
}

export interface ReportAsked {
  readonly city_id: string;
  readonly model: ReportModel;
  readonly period: PeriodCode;
  readonly authority_id: string | null;
}

/** The newest edition of each report of a city, the newest period first. */
export function publishedReports(database: Database, city_id: string): Promise<readonly PublishedReport[]> {
  return reading(database, anybody, async (reader) => {
    const rows = await published(reader)
      .where('city_id', '=', city_id)
      .distinctOn(['period', 'model', 'authority_id'])
      .orderBy('period', 'desc')
      .orderBy('model')
      .orderBy('authority_id')
      .orderBy('edition', 'desc')
      .execute();
    return rows as PublishedReport[];
  });
}

const published = (reader: Reader) =>
  reader
    .selectFrom('city_reports')
    .select(['id', 'model', 'period', 'authority_id', 'edition', 'as_of', 'published_at'])
    .where('published_at', 'is not', null);

export interface ReportFound {
  readonly report: PublishedReport;
  readonly contents: ReportContents;
  /** All that were published of the same period, the newest first. */
  readonly editions: readonly PublishedReport[];
}

/** One edition, the newest unless said; null where there is none. */
export function publishedReport(
  database: Database,
  asked: ReportAsked,
  edition: number | null,
): Promise<ReportFound | null> {
  return reading(database, anybody, async (reader) => {
    const editions = (await published(reader)
      .where('city_id', '=', asked.city_id)
      .where('model', '=', asked.model)
      .where('period', '=', asked.period)
      .where('authority_id', 'is not distinct from', asked.authority_id)
      .orderBy('edition', 'desc')
      .execute()) as PublishedReport[];
    const report = edition === null ? editions[0] : editions.find((one) => one.edition === edition);
    if (report === undefined) return null;
    const { contents } = await reader
      .selectFrom('city_reports')
      .select('contents')
      .where('id', '=', report.id)
      .executeTakeFirstOrThrow();
    return { report, editions, contents: contents as unknown as ReportContents };
  });
}

/** The PDF of a published edition; null where there is none. */
export async function publishedPaper(
  database: Database,
  report_id: string,
  language: Language,
): Promise<Buffer | null> {
  const row = await reading(database, anybody, (reader) =>
    reader
      .selectFrom('report_papers as p')
      // Where the report is not published, the wall hides it.
      .innerJoin('city_reports as r', 'r.id', 'p.report_id')
      .select('p.pdf')
      .where('p.report_id', '=', report_id)
      .where('p.language', '=', language)
      .executeTakeFirst(),
  );
  return row?.pdf ?? null;
}
