import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { longDate, longInstant, percentage, wholeNumber } from '../../core/language/format.ts';
import { sayCount, type SentenceKey } from '../../core/language/sentences.ts';
import type { ReportContents, ReportSection } from '../../core/reports/contents.ts';
import { drawnMap } from '../../core/reports/drawn-map.ts';
import { periodName } from '../../core/reports/period-name.ts';
import { readReportPeriod, type PeriodCode, type ReportModel } from '../../core/reports/report-models.ts';
import {
  fillIn,
  fillInSentences,
  type PlaceholderValues,
  type TemplateSection,
} from '../../core/reports/template.ts';
import { localeIn, worded } from '../../core/reports/words.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Reader } from '../../store/database.ts';
import { sectionTables, wholeFigures } from './sections-of-models.ts';
import { openAtEnd, type ReportSource } from './source.ts';

export interface ReportWanted {
  readonly city: CityConfiguration;
  readonly authority_id: string | null;
  readonly model: ReportModel;
  readonly period: PeriodCode;
  readonly template: readonly TemplateSection[];
  readonly as_of: string;
  /** Told after each section, how much of all is done (0 to 1). */
  readonly on_progress?: (share: number) => Promise<void>;
}

/**
 * Makes the contents of a report from the counts as the reader sees them: every number in them is of one instant, so read
 * from one snapshot. @throws where the counts do not reconcile
 */
export async function gatherReport(reader: Reader, wanted: ReportWanted): Promise<ReportContents> {
  const { city, authority_id, model, as_of, template } = wanted;
  const time_zone = zoneOf(wanted);
  const period = readReportPeriod(wanted.period);
  if (period === null) throw new RangeError(`${wanted.period} is no year and no quarter`);
  const today = localDateOf(as_of, time_zone);
  const source: ReportSource = { reader, city, authority_id, period, today, as_of };
  const shown = template.filter(({ is_shown }) => is_shown);
  const values = await valuesOf(source, wanted);
  const tables = sectionTables(source, model);
  const sections: ReportSection[] = [];
  for (const { kind, title, text } of shown) {
    sections.push({
      ...{ kind, title: fillIn(title, values), text: fillInSentences(text, values) },
      tables: await tables[kind as keyof typeof tables](),
    });
    await wanted.on_progress?.(sections.length / shown.length);
  }
  const authority = authority_id === null ? null : city.authorities.get(authority_id)!;
  return {
    ...{ model, period: { code: wanted.period, ...period }, as_of, sections, city: city.city.name },
    title: worded(`report.model.${model}` as SentenceKey),
    period_name: periodName(wanted.period),
    authority: authority === null ? null : { code: authority.code, name: authority.name },
    map: drawnMap(city.zones.values()),
  };
}

const zoneOf = ({ city, authority_id }: ReportWanted): string =>
  (authority_id === null ? undefined : city.authorities.get(authority_id))?.time_zone ?? city.city.time_zone;

/** What the texts of a template may name, as a person reads it. */
async function valuesOf(source: ReportSource, wanted: ReportWanted): Promise<PlaceholderValues> {
  const [figures, open_after] = [await wholeFigures(source), await openAtEnd(source)];
  const { city, authority_id, period } = source;
  const name = authority_id === null ? city.city.name : city.authorities.get(authority_id)!.name;
  return (language) => {
    const manner = { locale: localeIn(language, city.city.locale), time_zone: zoneOf(wanted) };
    const count = (n: number) => wholeNumber(n, manner);
    const share = (n: number | null) => (n === null ? null : percentage(n, manner));
    const days = (n: number | null) =>
      n === null ? null : sayCount(language, 'report.days', n, { count: count(n) });
    return {
      ...{ authority: name, city: city.city.name, period: periodName(wanted.period)[language] },
      ...{ from: longDate(period.from, manner), to: longDate(period.to, manner) },
      as_of: longInstant(source.as_of, manner),
      ...{
        received: count(figures.received),
        replied: count(figures.replied),
        resolved: count(figures.resolved),
      },
      open: count(open_after),
      share_replied_in_time: share(figures.share_replied_in_time),
      share_resolved_in_time: share(figures.share_resolved_in_time),
      ...{ reply_median: days(figures.reply_median), resolve_median: days(figures.resolve_median) },
    };
  };
}
