import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';
import { given } from './units.ts';

const shape = {
  name: z.string().trim().min(1, 'required').max(200),
  authority_id: z.uuid().nullable(),
  service_code: z.string().max(80).nullable(),
  outcome_code: z.string().max(80).nullable(),
  body: z.string().trim().min(1, 'required').max(20_000),
  is_active: z.boolean(),
};
const shown = [
  ...([
    'code',
    'name',
    'authority_id',
    'service_code',
    'outcome_code',
    'body',
    'is_active',
    'version',
  ] as const),
] as const;

/** A new template for replies; of an authority, or of all. */
export const createTemplate = defineAction({
  name: 'create-template',
  permission: 'configuration.edit',
  input: z
    .object(shape)
    .partial()
    .required({ name: true, body: true })
    .extend({ city_id: z.uuid(), code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/) }),
  async run(context): Promise<{ template_id: string }> {
    const { tx, input } = context;
    const { city_id, code, name, body, ...rest } = input;
    await askTemplate(context, rest.authority_id ?? null);
    const id = newId();
    const made = await tx
      .insertInto('reply_templates')
      .values({ ...given(rest), id, city_id, code, name, body })
      .onConflict((conflict) => conflict.columns(['city_id', 'code']).doNothing())
      .returning(shown)
      .executeTakeFirst();
    if (!made) throw new Refused('code_taken', {}, { code: 'code_taken' });
    await recordConfigurationChange(context, {
      city_id,
      entity: 'template',
      entity_code: code,
      before: null,
      after: made,
    });
    return { template_id: id };
  },
});

/** Edits a template; somebody who edits an older version is told, never overwritten. */
export const editTemplate = defineAction({
  name: 'edit-template',
  permission: 'configuration.edit',
  input: z
    .object(shape)
    .partial()
    .extend({ city_id: z.uuid(), template_id: z.uuid(), version: z.number().int().optional() }),
  async run(context): Promise<{ template_id: string }> {
    const { tx, input } = context;
    const { city_id, template_id, version, ...fields } = input;
    const before = await tx
      .selectFrom('reply_templates')
      .select(shown)
      .where('id', '=', template_id)
      .where('city_id', '=', city_id)
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw new Refused('not_found');
    await askTemplate(context, before.authority_id);
    if (fields.authority_id !== undefined) await askTemplate(context, fields.authority_id);
    if (version !== undefined && version !== before.version) {
      throw new Refused('version_conflict', { version: before.version });
    }
    const after = await tx
      .updateTable('reply_templates')
      .set({ ...given(fields), version: before.version + 1 })
      .where('id', '=', template_id)
      .returning(shown)
      .executeTakeFirstOrThrow();
    await recordConfigurationChange(context, {
      city_id,
      entity: 'template',
      entity_code: before.code,
      before,
      after,
    });
    return { template_id };
  },
});

async function askTemplate(
  context: ActionContext<{ city_id: string }>,
  authority_id: string | null,
): Promise<void> {
  const { tx, input } = context;
  await lockCity(context, input.city_id);
  if (authority_id === null) return askAt(context, 'configuration.edit', { city_id: input.city_id });
  const authority = await tx
    .selectFrom('authorities')
    .select('id')
    .where('id', '=', authority_id)
    .where('city_id', '=', input.city_id)
    .executeTakeFirst();
  if (!authority) throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
  askAt(context, 'configuration.edit', { city_id: input.city_id, authority_id });
}
