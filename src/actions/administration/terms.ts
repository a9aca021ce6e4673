import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

const termInput = z.object({
  city_id: z.uuid(),
  code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/),
  clock: z.enum(['accept', 'reply', 'resolve', 'completion', 'transfer']),
  kind_code: z.string().nullable().default(null),
  service_code: z.string().nullable().default(null),
  authority_code: z.string().nullable().default(null),
  length: z.number().int().min(1).max(400),
  unit: z.enum(['business_days', 'calendar_days', 'months', 'hours']),
  counting_rule: z.enum(['from_next_business_day', 'from_next_day', 'date_to_date', 'from_instant']),
  citation: z.string().trim().min(1, 'required').max(500),
  extension: z
    .object({
      at_most_total_factor: z.number().positive().optional(),
      at_most_extra: z.number().int().positive().optional(),
      times: z.number().int().positive(),
      before_expiry: z.literal(true),
    })
    .nullable()
    .default(null),
  valid_from: z.iso.date(),
  valid_until: z.iso.date().nullable().default(null),
});

/**
 * A new term from a day on. Petitions on foot keep the one they were filed with, whatever comes later; of two terms in
 * force the one that says more about the petition rules, of equals the later one.
 */
export const createTerm = defineAction({
  name: 'create-term',
  permission: 'configuration.edit',
  input: termInput,
  async run(context): Promise<{ term_id: string }> {
    const { tx, input } = context;
    const { city_id, extension, ...term } = input;
    askAt(context, 'configuration.edit', { city_id });
    await lockCity(context, city_id);
    await askNames(context);
    if (term.valid_until !== null && term.valid_until < term.valid_from) {
      throw new Refused('invalid_input', {}, { valid_until: 'invalid' });
    }
    const id = newId();
    const made = await tx
      .insertInto('terms')
      .values({ ...term, id, city_id, extension: extension === null ? null : JSON.stringify(extension) })
      .onConflict((conflict) => conflict.columns(['city_id', 'code', 'valid_from']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refused('code_taken', {}, { code: 'code_taken' });
    const after = { ...term, extension };
    await recordConfigurationChange(context, {
      city_id,
      entity: 'term',
      entity_code: term.code,
      before: null,
      after,
    });
    return { term_id: id };
  },
});

/** The last day on which a filing still gets the term. */
export const endTerm = defineAction({
  name: 'end-term',
  permission: 'configuration.edit',
  input: z.object({ city_id: z.uuid(), term_id: z.uuid(), valid_until: z.iso.date() }),
  async run(context): Promise<{ term_id: string }> {
    const { tx, input } = context;
    const { city_id, term_id, valid_until } = input;
    askAt(context, 'configuration.edit', { city_id });
    await lockCity(context, city_id);
    const before = await tx
      .selectFrom('terms')
      .select(['code', 'valid_from', 'valid_until'])
      .where('id', '=', term_id)
      .where('city_id', '=', city_id)
      .executeTakeFirst();
    if (!before) throw new Refused('not_found');
    if (valid_until < before.valid_from) throw new Refused('invalid_input', {}, { valid_until: 'invalid' });
    await tx.updateTable('terms').set({ valid_until }).where('id', '=', term_id).execute();
    const after = { ...before, valid_until };
    await recordConfigurationChange(context, {
      city_id,
      entity: 'term',
      entity_code: before.code,
      before,
      after,
    });
    return { term_id };
  },
});

/** A term that names a kind, service or authority that is not there would never be found. */
async function askNames({ tx, input }: ActionContext<z.output<typeof termInput>>): Promise<void> {
  const named = [
    ['kinds', 'kind_code'],
    ['services', 'service_code'],
    ['authorities', 'authority_code'],
  ] as const;
  for (const [table, field] of named) {
    const code = input[field];
    if (code === null) continue;
    const found = await tx
      .selectFrom(table)
      .select('id')
      .where('city_id', '=', input.city_id)
      .where('code', '=', code)
      .executeTakeFirst();
    if (!found) throw new Refused('invalid_input', {}, { [field]: 'invalid' });
  }
}
