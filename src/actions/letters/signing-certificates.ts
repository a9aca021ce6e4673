import { z } from 'zod';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { sealSigningKey, type SigningKey } from '../../store/signing-keys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { recordConfigurationChange } from '../administration/configuration-change.ts';
import { Refused } from '../refused.ts';
import { selfSigned } from './self-signed.ts';
import { certificateFacts, type CertificateFacts } from './sign-letter.ts';

const authority = z.object({ city_id: z.uuid(), authority_id: z.uuid() });
type Context = ActionContext<z.output<typeof authority>>;

/**
 * Takes a PKCS#12 for an authority; it signs from the next reply on, instead of the one before, whose key is destroyed.
 * @throws Refused `signing_password_wrong`, `signing_file_unreadable`, `certificate_expired`
 */
export const addSigningCertificate = defineAction({
  name: 'add-signing-certificate',
  permission: 'system',
  input: authority.extend({ file_base64: z.string().max(200_000), password: z.string().max(500) }),
  async run(context): Promise<CertificateFacts> {
    const { file_base64: file, password } = context.input;
    return put(context, { form: 'pkcs12', file, password });
  },
});

/** Makes a key with a certificate that it signs itself, for two years. It is no official signature. */
export const createSigningCertificate = defineAction({
  name: 'create-signing-certificate',
  permission: 'system',
  input: authority,
  async run(context): Promise<CertificateFacts> {
    const { tx, now, input } = context;
    const names = await tx
      .selectFrom('authorities as a')
      .innerJoin('cities as c', 'c.id', 'a.city_id')
      .select(['a.name as authority', 'c.name as city'])
      .where('a.id', '=', input.authority_id)
      .executeTakeFirstOrThrow();
    // Certificates count whole seconds.
    const from = `${now.slice(0, 19)}.000Z`;
    const until = new Date(Date.parse(from) + 2 * 365 * 86_400_000).toISOString();
    return put(context, selfSigned({ ...names, from, until }));
  },
});

/** The authority signs no more; the key is destroyed, what was signed stays signed. @throws Refused `not_found` */
export const removeSigningCertificate = defineAction({
  name: 'remove-signing-certificate',
  permission: 'system',
  input: authority,
  async run(context): Promise<{ serial: string }> {
    const removed = await retire(context.tx, context.input.authority_id, context.now);
    if (removed === null) throw new Refused('not_found');
    await noted(context, removed, null);
    return { serial: removed.serial };
  },
});

async function put(context: Context, key: SigningKey): Promise<CertificateFacts> {
  const { app, tx, now, input } = context;
  const facts = await certificateFacts(key);
  const { valid_from, valid_until } = facts;
  if (now < valid_from || valid_until < now)
    throw new Refused('certificate_expired', { valid_from, valid_until });
  const before = await retire(tx, input.authority_id, now);
  const row = { id: newId(), authority_id: input.authority_id };
  const sealed_key = sealSigningKey(app.keys, row, key);
  await tx
    .insertInto('signing_certificates')
    .values({ ...row, ...facts, sealed_key, added_at: now })
    .execute();
  await noted(context, before, facts);
  return facts;
}

async function retire(tx: Tx, authority_id: string, now: string): Promise<CertificateFacts | null> {
  const row = await tx
    .updateTable('signing_certificates')
    .set({ removed_at: now, sealed_key: null })
    .where('authority_id', '=', authority_id)
    .where('removed_at', 'is', null)
    .returning(['subject', 'issuer', 'serial', 'is_self_signed', 'valid_from', 'valid_until'])
    .executeTakeFirst();
  return row ?? null;
}

/** The history of the configuration keeps what the certificate says, never its key. */
async function noted(
  context: Context,
  before: CertificateFacts | null,
  after: CertificateFacts | null,
): Promise<void> {
  const { code } = await context.tx
    .selectFrom('authorities')
    .select('code')
    .where('id', '=', context.input.authority_id)
    .where('city_id', '=', context.input.city_id)
    .executeTakeFirstOrThrow();
  await recordConfigurationChange(context, {
    ...{ city_id: context.input.city_id, entity: 'signing_certificate', entity_code: code },
    ...{ before, after },
  });
}
