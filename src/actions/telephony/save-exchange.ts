import { z } from 'zod';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { askAt, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { certificatesIn } from './certificates.ts';

const blankToNull = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? null : value;
// A line break would begin another line of the manager's protocol.
const word = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'required')
    .max(most)
    .regex(/^[^\r\n]*$/);

const input = z.object({
  /** Null: a new one. */
  exchange_id: z.uuid().nullable().default(null),
  city_id: z.uuid(),
  authority_id: z.uuid(),
  name: word(80),
  host: z
    .string()
    .trim()
    .min(1, 'required')
    .max(200)
    .regex(/^[A-Za-z0-9.:_-]+$/),
  port: z.number().int().min(1).max(65_535),
  is_tls: z.boolean(),
  username: word(80),
  /** Null keeps the one there is. */
  secret: z.preprocess(blankToNull, word(200).nullable().default(null)),
  dial_context: z
    .string()
    .trim()
    .max(80)
    .regex(/^[A-Za-z0-9_-]+$/),
  /** PEM; null: whoever every machine trusts. */
  tls_certificate: z.preprocess(blankToNull, z.string().max(20_000).nullable().default(null)),
  is_enabled: z.boolean(),
});

/**
 * Sets up an exchange, or changes it. Its secret is kept encrypted and told to nobody again; the line is made anew within
 * seconds.
 * @throws Refused `forbidden`, `not_found`, `invalid_input`
 */
export const saveExchange = defineAction({
  name: 'save-exchange',
  permission: 'configuration.edit',
  input,
  async run(context): Promise<{ exchange_id: string }> {
    const { tx, app, input } = context;
    const { exchange_id, secret, ...typed } = input;
    const given = { ...typed, tls_certificate: certificateGiven(typed.tls_certificate) };
    askAt(context, 'configuration.edit', given);
    await askAuthority(context, given);
    const before = exchange_id === null ? null : await exchangeAt(context, exchange_id, given.city_id);
    if (secret === null && (before === null || goesElsewhere(before, given)))
      throw new Refused('invalid_input', {}, { secret: before === null ? 'required' : 'secret_again' });
    const sealed =
      secret === null
        ? {}
        : { secret_cipher: encryptText(app.keys.wrapping, secret, 'telephone_exchanges.secret') };
    const id = before?.id ?? newId();
    if (before === null)
      await tx
        .insertInto('telephone_exchanges')
        .values({ id, ...given, secret_cipher: sealed.secret_cipher! })
        .execute();
    else
      await tx
        .updateTable('telephone_exchanges')
        .set({ ...given, ...sealed })
        .where('id', '=', id)
        .execute();
    await recordConfigurationChange(context, {
      ...{ city_id: given.city_id, entity: 'telephone_exchange', entity_code: given.name },
      ...{ before: before === null ? null : before, after: given },
    });
    return { exchange_id: id };
  },
});

function certificateGiven(pasted: string | null): string | null {
  const certificate = pasted === null ? null : certificatesIn(pasted);
  if (pasted !== null && certificate === null)
    throw new Refused('invalid_input', {}, { tls_certificate: 'no_certificate' });
  return certificate;
}

type Address = Pick<z.output<typeof input>, 'host' | 'port' | 'is_tls' | 'username'>;

/** A secret is told to the machine that it was given for: who sends it to another one, or in clear, types it again. */
const goesElsewhere = (before: Address, after: Address): boolean =>
  before.host !== after.host ||
  before.port !== after.port ||
  before.username !== after.username ||
  (before.is_tls && !after.is_tls);

async function askAuthority(
  { tx }: ActionContext<unknown>,
  { city_id, authority_id }: { city_id: string; authority_id: string },
) {
  const found = await tx
    .selectFrom('authorities')
    .select('id')
    .where('id', '=', authority_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (found === undefined) throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
}

async function exchangeAt(context: ActionContext<unknown>, id: string, city_id: string) {
  const row = await context.tx
    .selectFrom('telephone_exchanges')
    .select(['id', 'city_id', 'authority_id', 'name', 'host', 'port', 'is_tls', 'username'])
    .select(['dial_context', 'tls_certificate', 'is_enabled'])
    .where('id', '=', id)
    .where('city_id', '=', city_id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refused('not_found');
  askAt(context, 'configuration.edit', row);
  return row;
}
