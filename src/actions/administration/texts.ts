import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

/** A new version of a text of the city. Earlier ones stay: consents name the version that was shown. */
export const saveText = defineAction({
  name: 'save-text',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    code: z.string().max(120),
    body: z.string().trim().min(1, 'required').max(60_000),
  }),
  async run(context): Promise<{ version: number }> {
    const { tx, now, input } = context;
    const { city_id, code, body } = input;
    askAt(context, 'configuration.edit', { city_id });
    await lockCity(context, city_id);
    const newest = await tx
      .selectFrom('texts')
      .select(['version', 'body'])
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    // Which texts there are, the pages decide: a new code would be shown nowhere.
    if (!newest) throw new Refused('not_found');
    if (newest.body === body) return { version: newest.version };
    const version = newest.version + 1;
    await tx
      .insertInto('texts')
      .values({ id: newId(), city_id, code, version, body, valid_from: now })
      .execute();
    const before = { version: newest.version, body: newest.body };
    await recordConfigurationChange(context, {
      city_id,
      entity: 'text',
      entity_code: code,
      before,
      after: { version, body },
    });
    return { version };
  },
});
