import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { faultsOfForm, most_contest_days, most_criteria } from '../../core/quality/form.ts';
import { formVersion } from '../../store/quality.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const name = z.string().trim().min(1, 'required').max(200);
const code = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);

/**
 * What the city looks at from now on. Every saving is another version: reviews keep the one they were made with.
 * @throws Refused `not_found` for another city, `version_conflict` where somebody else saved meanwhile, `invalid_input`
 */
export const saveQualityForm = defineAction({
  name: 'save-quality-form',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    version: z.int().min(0),
    form: z.object({
      criteria: z
        .array(z.object({ code, name, weight: z.int().min(1).max(100) }))
        .min(1)
        .max(most_criteria),
      critical_errors: z.array(z.object({ code, name })).max(most_criteria),
      passes_at: z.int().min(1).max(100),
      contest_days: z.int().min(1).max(most_contest_days).nullable().default(null),
    }),
  }),
  async run({ tx, actor, input, now }): Promise<{ version: number }> {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const { city_id, form } = input;
    if (!permits(actor, 'configuration.edit', { city_id })) throw new Refused('forbidden');
    const faults = faultsOfForm(form);
    if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
    const version = await formVersion(tx, city_id);
    if (version !== input.version) throw new Refused('version_conflict', { version });
    await tx
      .insertInto('quality_forms')
      .values({
        ...{ city_id, version: version + 1, form: JSON.stringify(form) },
        ...{ saved_at: now, saved_by: actor.user_id },
      })
      .execute();
    return { version: version + 1 };
  },
});
