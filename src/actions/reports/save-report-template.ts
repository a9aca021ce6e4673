import { z } from 'zod';
import { reportModels } from '../../core/reports/report-models.ts';
import { faultsOfTemplate } from '../../core/reports/template.ts';
import { templateInForce } from '../../queries/reports/template-in-force.ts';
import { newId } from '../../store/ids.ts';
import { askAt, lockCity, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused, type FieldFault } from '../refused.ts';

const words = (most: number) => z.object({ es: z.string().max(most), en: z.string().max(most) });

/** A section of a template as it is sent. */
export const templateSection = z.object({
  kind: z.string().max(60),
  is_shown: z.boolean(),
  title: words(200),
  text: words(20_000),
});

/**
 * A new version of the template of a report; earlier ones stay, since reports were made of them.
 * @throws Refused `version_conflict` where somebody saved another one meanwhile, `invalid_input` with each fault by its field
 */
export const saveReportTemplate = defineAction({
  name: 'save-report-template',
  permission: 'reports.prepare',
  input: z.object({
    city_id: z.uuid(),
    model: z.enum(reportModels),
    /** The version that was edited. */
    version: z.number().int().min(0),
    sections: z.array(templateSection).max(100),
  }),
  async run(context): Promise<{ version: number }> {
    const { tx, actor, now, input } = context;
    const { city_id, model, sections } = input;
    askAt(context, 'reports.prepare', { city_id });
    const faults = faultsOfTemplate(model, sections);
    if (faults.length > 0)
      throw new Refused('invalid_input', {}, Object.fromEntries(faults.map(faultOfField)));
    await lockCity(context, city_id);
    const before = await templateInForce(tx, city_id, model);
    if (before.version !== input.version) throw new Refused('version_conflict', { version: before.version });
    const version = before.version + 1;
    await tx
      .insertInto('report_templates')
      .values({
        ...{ id: newId(), city_id, model, version, sections: JSON.stringify(sections), saved_at: now },
        saved_by: actor.kind === 'staff' ? actor.user_id : null,
      })
      .execute();
    const change = { city_id, entity: 'report_template', entity_code: model };
    await recordConfigurationChange(context, {
      ...change,
      before: { version: before.version, sections: before.sections },
      after: { version, sections },
    });
    return { version };
  },
});

const faultOfField = ({
  field,
  code,
  values,
}: ReturnType<typeof faultsOfTemplate>[number]): [string, FieldFault] => [
  `sections.${field}`,
  values === undefined ? code : { code, values },
];
