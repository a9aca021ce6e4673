import type { RowProblem } from '../../actions/imports/past-petition.ts';
import type { Language } from '../../core/language/sentences.ts';
import type { Mapping } from './mapping.ts';
import type { Defect, MappedRow } from './map-row.ts';
import { reasonOf, type ReportedRow } from './report.ts';
import { classOfValue } from './row-values.ts';

interface Told {
  readonly line: number;
  readonly mapped: MappedRow;
  readonly result: ReportedRow['result'];
}

/** What the mapping found in a row, as lines of the report; of a rejected row its fatal defects come first. */
export function reportedDefects(language: Language, told: Told): ReportedRow[] {
  return reportedProblems(language, told, told.mapped.defects);
}

/** Lines of the report for defects of a row, without any value of it. */
export function reportedProblems(
  language: Language,
  { line, mapped, result }: Told,
  defects: readonly Defect[],
): ReportedRow[] {
  const ordered = [...defects].sort((one, other) => Number(other.fatal) - Number(one.fatal));
  return ordered.map(({ column, code, value }) => ({
    ...{ line, source_id: mapped.source_id, result, column, code },
    value_class: classOfValue(value),
    reason: reasonOf(language, code, column),
  }));
}

/** The column that a part of a petition came from, for problems that the city's rules found. */
export function columnOf(mapping: Mapping, field: RowProblem['field']): string {
  switch (field) {
    case 'received':
      return mapping.received.column;
    case 'closed':
      return mapping.closed?.column ?? '';
    case 'service':
      return mapping.service.columns?.join(' + ') ?? '';
    case 'status':
      return mapping.status.column ?? '';
    case 'zone':
      return mapping.place.zone.map(({ column }) => column).join(' + ');
    case 'point':
      return [mapping.place.latitude, mapping.place.longitude].filter((one) => one !== undefined).join(' + ');
  }
}
