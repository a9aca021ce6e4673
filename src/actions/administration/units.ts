import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

const line = (longest: number) => z.string().trim().min(1, 'required').max(longest);
const shape = {
  name: line(200),
  responsible_name: line(200),
  responsible_title: z.string().trim().max(200),
  email: z.string().trim().max(254).nullable(),
  phone: z.string().trim().max(40).nullable(),
  address: z.string().trim().max(300).nullable(),
  parent_id: z.uuid().nullable(),
  reply_needs_approval: z.boolean(),
  is_active: z.boolean(),
};
const shown = [
  ...(['code', 'name', 'responsible_name', 'responsible_title', 'email', 'phone', 'address'] as const),
  ...(['parent_id', 'reply_needs_approval', 'is_active'] as const),
] as const;

/** A new unit of an authority. */
export const createUnit = defineAction({
  name: 'create-unit',
  permission: 'units.manage',
  input: z
    .object({ ...shape, authority_id: z.uuid(), code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/) })
    .partial()
    .required({ authority_id: true, code: true, name: true, responsible_name: true })
    .extend({ city_id: z.uuid() }),
  async run(context): Promise<{ unit_id: string }> {
    const { tx, input } = context;
    const { city_id, ...unit } = input;
    await lockCity(context, city_id);
    await askAuthority(context, city_id, unit.authority_id);
    await askParent(context, {
      authority_id: unit.authority_id,
      parent_id: unit.parent_id ?? null,
      id: null,
    });
    const id = newId();
    const made = await tx
      .insertInto('units')
      .values({ responsible_title: '', ...given(unit), ...named(unit), id })
      .onConflict((conflict) => conflict.columns(['authority_id', 'code']).doNothing())
      .returning(shown)
      .executeTakeFirst();
    if (!made) throw new Refused('code_taken', {}, { code: 'code_taken' });
    const change = { city_id, entity: 'unit', entity_code: made.code, before: null, after: made };
    await recordConfigurationChange(context, change);
    return { unit_id: id };
  },
});

/** Edits a unit. One that has open work, or to which rules lead, is not switched off: nothing may go nowhere. */
export const editUnit = defineAction({
  name: 'edit-unit',
  permission: 'units.manage',
  input: z.object(shape).partial().extend({ city_id: z.uuid(), unit_id: z.uuid() }),
  database_actor: () => ({ kind: 'system' }),
  async run(context): Promise<{ unit_id: string }> {
    const { tx, input } = context;
    const { city_id, unit_id, ...unit } = input;
    await lockCity(context, city_id);
    const before = await tx
      .selectFrom('units')
      .select([...shown, 'authority_id', 'is_triage'])
      .where('id', '=', unit_id)
      .executeTakeFirst();
    if (!before) throw new Refused('not_found');
    const { authority_id, is_triage, ...old } = before;
    await askAuthority(context, city_id, authority_id);
    if (unit.parent_id != null)
      await askParent(context, { authority_id, parent_id: unit.parent_id, id: unit_id });
    if (unit.is_active === false && before.is_active) await askUnused(context, { unit_id, is_triage });
    const set = given(unit);
    if (Object.keys(set).length === 0) return { unit_id };
    const after = await tx
      .updateTable('units')
      .set(set)
      .where('id', '=', unit_id)
      .returning(shown)
      .executeTakeFirstOrThrow();
    await recordConfigurationChange(context, {
      city_id,
      entity: 'unit',
      entity_code: old.code,
      before: old,
      after,
    });
    return { unit_id };
  },
});

type Context = Pick<ActionContext<unknown>, 'tx' | 'actor'>;

/** Only what was given: an absent field is left as it is. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function named(unit: { authority_id: string; code: string; name: string; responsible_name: string }) {
  const { authority_id, code, name, responsible_name } = unit;
  return { authority_id, code, name, responsible_name };
}

async function askAuthority(context: Context, city_id: string, authority_id: string): Promise<void> {
  const authority = await context.tx
    .selectFrom('authorities')
    .select('id')
    .where('id', '=', authority_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!authority) throw new Refused('not_found');
  askAt(context, 'units.manage', { city_id, authority_id });
}

/** A parent is a unit of the same authority and not one below: units are a tree. */
async function askParent(
  { tx }: Context,
  { authority_id, parent_id, id }: { authority_id: string; parent_id: string | null; id: string | null },
): Promise<void> {
  const wrong = new Refused('unit_unknown', {}, { parent_id: 'unit_unknown' });
  const met = new Set<string>();
  let next = parent_id;
  while (next !== null) {
    if (next === id || met.has(next)) throw wrong;
    met.add(next);
    const unit = await tx
      .selectFrom('units')
      .select(['parent_id', 'authority_id'])
      .where('id', '=', next)
      .executeTakeFirst();
    if (!unit || unit.authority_id !== authority_id) throw wrong;
    next = unit.parent_id;
  }
}

async function askUnused(
  { tx }: Context,
  { unit_id, is_triage }: { unit_id: string; is_triage: boolean },
): Promise<void> {
  const open = await tx
    .selectFrom('petitions')
    .select('id')
    .where('unit_id', '=', unit_id)
    .where('stage', '<>', 'closed')
    .limit(1)
    .executeTakeFirst();
  const part = await tx
    .selectFrom('assignments')
    .select('id')
    .where('unit_id', '=', unit_id)
    .where('part', '=', 'contributing')
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const rule = await tx
    .selectFrom('routing_rules')
    .select('id')
    .where('unit_id', '=', unit_id)
    .where('is_active', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (open || part || rule || is_triage) throw new Refused('in_use');
}
