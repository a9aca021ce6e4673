import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { askAt, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { endState } from './agent-states.ts';

const input = z.object({
  exchange_id: z.uuid(),
  user_id: z.uuid(),
  /** Null: none any more. */
  extension: z
    .string()
    .regex(/^[0-9*#]{1,20}$/)
    .nullable(),
  /** Of the queue member, as the exchange writes it; null: `PJSIP/` and the extension. */
  interface: z
    .string()
    .regex(/^[A-Za-z0-9]+\/[A-Za-z0-9_.@-]{1,80}$/)
    .nullable()
    .default(null),
});

/**
 * Gives a member of staff an extension of an exchange, another one, or none: each has one at most. What they said of
 * themselves at the one before, such as to be available, ends with it.
 * @throws Refused `not_found`, `forbidden`, `user_unknown`, `code_taken`
 */
export const setExtension = defineAction({
  name: 'set-extension',
  permission: 'configuration.edit',
  input,
  async run(context): Promise<{ user_id: string }> {
    const { tx, input } = context;
    const { exchange_id, user_id, extension } = input;
    const exchange = await tx
      .selectFrom('telephone_exchanges')
      .select(['city_id', 'authority_id', 'name'])
      .where('id', '=', exchange_id)
      .executeTakeFirst();
    if (exchange === undefined) throw new Refused('not_found');
    const { city_id, authority_id } = exchange;
    askAt(context, 'configuration.edit', { city_id, authority_id });
    // Of who left it can be taken away.
    if (extension !== null) await askWorks(context, { city_id, user_id });
    const name = input.interface ?? `PJSIP/${extension}`;
    const before = await takeBack(context, extension === null ? null : name);
    if (extension !== null) {
      await askFree(context, { exchange_id, extension, interface: name });
      const row = { id: newId(), exchange_id, city_id, authority_id, user_id, extension, interface: name };
      const given = await tx
        .insertInto('telephone_extensions')
        .values(row)
        .onConflict((conflict) => conflict.column('user_id').doNothing())
        .executeTakeFirst();
      // They have one where the asker sees nothing, such as in another city.
      if (given.numInsertedOrUpdatedRows !== 1n)
        throw new Refused('code_taken', {}, { user_id: 'has_extension' });
    }
    const after = extension === null ? null : { user_id, extension, interface: name };
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'telephone_extension', entity_code: exchange.name },
      ...{ before: before === undefined ? null : { user_id, ...before }, after },
    });
    return { user_id };
  },
});

type Context = Pick<ActionContext<unknown>, 'tx'>;

/**
 * The extension that the person has by now, which goes: of another exchange only by who may edit that one too.
 * @param name of the queue member that they are from now on; null: none
 */
async function takeBack(
  context: ActionContext<{ exchange_id: string; user_id: string }>,
  name: string | null,
) {
  const { tx, input } = context;
  const own = await tx
    .selectFrom('telephone_extensions')
    .select(['id', 'exchange_id', 'city_id', 'authority_id', 'extension', 'interface'])
    .where('user_id', '=', input.user_id)
    .forUpdate()
    .executeTakeFirst();
  if (own === undefined) return undefined;
  const { id, exchange_id, city_id, authority_id, ...before } = own;
  askAt(context, 'configuration.edit', { city_id, authority_id });
  if (exchange_id !== input.exchange_id || before.interface !== name) await endState(context, input.user_id);
  await tx.deleteFrom('telephone_extensions').where('id', '=', id).execute();
  return before;
}

async function askWorks({ tx }: Context, { city_id, user_id }: { city_id: string; user_id: string }) {
  const found = await tx
    .selectFrom('role_grants as g')
    .innerJoin('users as u', 'u.id', 'g.user_id')
    .select('u.id')
    .where('u.id', '=', user_id)
    .where('u.is_active', '=', true)
    .where('g.city_id', '=', city_id)
    .where('g.revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (found === undefined) throw new Refused('user_unknown');
}

async function askFree(
  { tx }: Context,
  wanted: { exchange_id: string; extension: string; interface: string },
): Promise<void> {
  const taken = await tx
    .selectFrom('telephone_extensions')
    .select('id')
    .where('exchange_id', '=', wanted.exchange_id)
    .where((eb) => eb.or([eb('extension', '=', wanted.extension), eb('interface', '=', wanted.interface)]))
    .executeTakeFirst();
  if (taken !== undefined) throw new Refused('code_taken', {}, { extension: 'code_taken' });
}
