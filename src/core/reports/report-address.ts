import { LANGUAGES, type Language } from '../language/sentences.ts';
import { readReportPeriod, reportModels, type PeriodCode, type ReportModel } from './report-models.ts';

/** The word of a report in its address; the usual one has none. */
const slugs: Readonly<Record<ReportModel, string>> = {
  management: '',
  pqrsd: 'pqrsd',
  three_clocks: 'tres-plazos',
};

/** Which report, or which file of it, an address names. */
export interface ReportAddress {
  readonly model: ReportModel;
  readonly period: PeriodCode;
  /** Code of the authority; null: the whole city. */
  readonly authority: string | null;
  readonly file: ReportFile | null;
}

export type ReportFile =
  | { readonly kind: 'pdf'; readonly language: Language }
  | { readonly kind: 'json' }
  | { readonly kind: 'csv'; readonly table: string };

/** `/2025-T3/iztapalapa/informe-es.pdf`: what follows `/informes`. */
export function writeReportAddress({ model, period, authority, file }: ReportAddress): string {
  const parts = [slugs[model], period, authority ?? '', file === null ? '' : fileName(file)];
  return parts
    .filter((part) => part !== '')
    .map((part) => `/${encodeURIComponent(part)}`)
    .join('');
}

function fileName(file: ReportFile): string {
  if (file.kind === 'pdf') return `informe-${file.language}.pdf`;
  return file.kind === 'json' ? 'informe.json' : `${file.table}.csv`;
}

/** The other way round; null for what names no report. */
export function readReportAddress(text: string): ReportAddress | null {
  const parts = text.split('/').filter((part) => part !== '');
  const model = reportModels.find((one) => slugs[one] !== '' && slugs[one] === parts[0]) ?? 'management';
  const [period = '', ...rest] = model === 'management' ? parts : parts.slice(1);
  if (readReportPeriod(period) === null) return null;
  const file = readFile(rest.at(-1) ?? '');
  const [authority = null, ...more] = file === null ? rest : rest.slice(0, -1);
  return more.length > 0 ? null : { model, period, authority, file };
}

function readFile(name: string): ReportFile | null {
  if (name === 'informe.json') return { kind: 'json' };
  const language = LANGUAGES.find((one) => name === `informe-${one}.pdf`);
  if (language !== undefined) return { kind: 'pdf', language };
  const [, table] = /^([a-z-]{1,60})\.csv$/.exec(name) ?? [];
  return table === undefined ? null : { kind: 'csv', table };
}
