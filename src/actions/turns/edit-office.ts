import { z } from 'zod';
import { settingsFaults } from '../../core/turns/office.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { readOffice } from '../../store/tickets.ts';
import { askAt, lockCity, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { officeSettings } from './office-input.ts';

const shape = {
  name: z.string().trim().min(1, 'required').max(200),
  address: z.string().trim().max(300).nullable(),
  settings: officeSettings,
};

export interface OfficeDone {
  readonly office_id: string;
  readonly version: number;
}

/** @throws Refused('invalid_input') with the fields at fault */
async function askSound(tx: Tx, city_id: string, settings: z.output<typeof officeSettings>): Promise<void> {
  const { services_by_code } = (await cityConfiguration(tx, city_id))!;
  const named = settings.lines.flatMap(({ service_codes }) => service_codes);
  const isUnknown = named.some((code) => !services_by_code.has(code));
  const faults = { ...settingsFaults(settings), ...(isUnknown ? { lines: 'service_unknown' } : {}) };
  if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, { ...faults });
}

/**
 * A new office of an authority.
 * @throws Refused `forbidden`, `code_taken`, `invalid_input`
 */
export const createOffice = defineAction({
  name: 'create-office',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    authority_id: z.uuid(),
    code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'code_wrong'),
    ...shape,
  }),
  async run(context): Promise<OfficeDone> {
    const { tx, input } = context;
    const { city_id, authority_id, code, name, address, settings } = input;
    askAt(context, 'configuration.edit', { city_id, authority_id });
    await lockCity(context, city_id);
    const authority = tx.selectFrom('authorities').select('id').where('id', '=', authority_id);
    if ((await authority.where('city_id', '=', city_id).executeTakeFirst()) === undefined)
      throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
    await askSound(tx, city_id, settings);
    const id = newId();
    const made = await tx
      .insertInto('offices')
      .values({ id, city_id, authority_id, code, name, address, settings: JSON.stringify(settings) })
      .onConflict((conflict) => conflict.columns(['city_id', 'code']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made === undefined) throw new Refused('code_taken', {}, { code: 'code_taken' });
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'office', entity_code: code, before: null },
      after: { name, address, settings },
    });
    return { office_id: id, version: 1 };
  },
});

/**
 * Edits an office; somebody who edits an older version is told, never overwritten. Numbers that are held stay as they are.
 * @throws Refused `not_found`, `version_conflict`, `invalid_input`
 */
export const editOffice = defineAction({
  name: 'edit-office',
  permission: 'configuration.edit',
  input: z.object({
    office_id: z.uuid(),
    version: z.number().int().positive().optional(),
    is_active: z.boolean().optional(),
    ...shape,
  }),
  async run(context): Promise<OfficeDone> {
    const { tx, input, actor } = context;
    const seen = await readOffice(tx, { id: input.office_id });
    if (seen === null || actor.kind === 'public') throw new Refused('not_found');
    await lockCity(context, seen.city_id);
    const before = (await readOffice(tx, { id: seen.id }))!;
    askAt(context, 'configuration.edit', before);
    if (input.version !== undefined && input.version !== before.version)
      throw new Refused('version_conflict', { version: before.version });
    const { name, address, settings, is_active = before.is_active } = input;
    await askSound(tx, before.city_id, settings);
    const version = before.version + 1;
    const changed = { name, address, is_active, version };
    await tx
      .updateTable('offices')
      .set({ ...changed, settings: JSON.stringify(settings) })
      .where('id', '=', before.id)
      .execute();
    await recordConfigurationChange(context, {
      ...{ city_id: before.city_id, entity: 'office', entity_code: before.code, before },
      after: { ...changed, settings },
    });
    return { office_id: before.id, version };
  },
});
