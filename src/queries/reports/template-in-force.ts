import type { ReportModel } from '../../core/reports/report-models.ts';
import { usualTemplate, type TemplateSection } from '../../core/reports/template.ts';
import type { Reader } from '../../store/database.ts';

export interface KeptTemplate {
  /** 0: the one that Atiende brings along. */
  readonly version: number;
  readonly sections: readonly TemplateSection[];
  readonly saved_at: string | null;
  readonly saved_by: string | null;
}

/** The newest template that the city wrote for a report, else the usual one. */
export async function templateInForce(
  reader: Reader,
  city_id: string,
  model: ReportModel,
): Promise<KeptTemplate> {
  const row = await reader
    .selectFrom('report_templates as t')
    .leftJoin('users as u', 'u.id', 't.saved_by')
    .select(['t.version', 't.sections', 't.saved_at', 'u.name as saved_by'])
    .where('t.city_id', '=', city_id)
    .where('t.model', '=', model)
    .orderBy('t.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined)
    return { version: 0, sections: usualTemplate(model), saved_at: null, saved_by: null };
  return { ...row, sections: row.sections as unknown as TemplateSection[] };
}
