import type { RowProblem } from '../../actions/imports/past-petition.ts';
import type { Language } from '../../core/language/sentences.ts';
import type { Mapping } from './mapping.ts';
import type { Defect } from './map-row.ts';
import { reasonOf, type ReportedRow } from './report.ts';
import { classOfValue } from './row-values.ts';

/** Lines of the report for the defects of a row, without any value of it. */
export function reportedRows(
  language: Language,
  told: Pick<ReportedRow, 'line' | 'source_id' | 'result'>,
  defects: readonly Defect[],
): ReportedRow[] {
  return defects.map(({ column, code, value }) => ({
    ...{ ...told, column, code },
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
