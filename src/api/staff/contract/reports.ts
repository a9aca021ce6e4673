import { z } from 'zod';
import { reportModels } from '../../../core/reports/report-models.ts';
import { both, reply, request } from './registry.ts';
import { id, instant, namedRef } from './wire.ts';

export const reportModel = both('ReportModel', z.enum(reportModels));
const words = z.object({ es: z.string(), en: z.string() });

export const report = reply(
  'Report',
  z.object({
    id,
    model: reportModel,
    /** `2025` or `2025-T3`. */
    period: z.string(),
    period_name: z.string(),
    /** Null: of the whole city. */
    authority: namedRef.nullable(),
    edition: z.number().int(),
    template_version: z.number().int(),
    ordered_at: instant,
    ordered_by: z.string().nullable(),
    /** Percent; it is made once this is 100. */
    progress: z.number().int(),
    as_of: instant.nullable(),
    published_at: instant.nullable(),
    published_by: z.string().nullable(),
    /** Where everybody reads it, once it is published. */
    address: z.string().nullable(),
    may_publish: z.boolean(),
    /** Whether its period was over when it was counted. */
    is_of_whole_period: z.boolean(),
  }),
);
export const reports = reply(
  'Reports',
  z.object({
    items: z.array(report),
    /** What can be ordered. */
    models: z.array(reportModel),
    periods: z.array(z.object({ code: z.string(), name: z.string() })),
    authorities: z.array(namedRef),
    /** Whether the person may order a report of the whole city, and edit its templates. */
    of_whole_city: z.boolean(),
  }),
);
export const reportOrder = request(
  'ReportOrder',
  z.object({ model: reportModel, period: z.string().max(7), authority_id: id.nullable() }),
);
export const reportDone = reply('ReportDone', z.object({ report_id: id }));
/** A paper is asked for by a link, which has no headers: the city is in its address. */
export const paperQuery = z.object({ language: z.enum(['es', 'en']), city: z.string().max(60).optional() });

export const modelParams = z.object({ model: reportModel });
const section = both(
  'ReportTemplateSection',
  z.object({ kind: z.string(), is_shown: z.boolean(), title: words, text: words }),
);
export const reportTemplate = reply(
  'ReportTemplate',
  z.object({
    model: reportModel,
    /** 0: the one that Atiende brings along. */
    version: z.number().int(),
    sections: z.array(section),
    /** Kinds of sections of this report, in their usual order; `note` beside them. */
    kinds: z.array(z.string()),
    placeholders: z.array(z.string()),
    saved_at: instant.nullable(),
    saved_by: z.string().nullable(),
  }),
);
export const reportTemplateChange = request(
  'ReportTemplateChange',
  z.object({ version: z.number().int().min(0), sections: z.array(section).max(100) }),
);
export const reportTemplateDone = reply('ReportTemplateDone', z.object({ version: z.number().int() }));
