import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { replyData } from '../../queries/documents/reply-document.ts';
import { typeset } from '../../queries/documents/typeset.ts';
import { reading, type Reader, type Tx } from '../../store/database.ts';
import { openSigningKey, signingCertificateOf, type SigningCertificate } from '../../store/signing-keys.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { Refused } from '../refused.ts';
import { signedPdf } from './sign-letter.ts';

export interface WhichLetter {
  readonly petition_id: string;
  readonly reply_id: string;
}

interface KeptLetter {
  readonly storage_name: string;
  readonly sha256: Buffer;
}

/**
 * The letter of a reply that was sent: the same bytes at every door. Whoever calls has seen to it that the asker may
 * have it. Null: no such reply, or not sent.
 * @throws when the stored bytes are not those that were kept
 */
export async function letterOf(app: App, which: WhichLetter): Promise<Buffer | null> {
  const system = { kind: 'system' } as const;
  const find = (reader: Reader) => keptLetter(reader, which);
  let kept = await reading(app.database, system, find);
  if (kept === null) {
    // Of a reply that was sent before letters were kept, or imported.
    const { made } = await keepLetter(app, system, which);
    kept = made ? await reading(app.database, system, find) : null;
  }
  if (kept === null) return null;
  const { stream } = await app.files.read(kept.storage_name);
  const bytes = await buffer(stream);
  if (!sha256(bytes).equals(kept.sha256))
    throw new Error(`The letter of reply ${which.reply_id} was altered`);
  return bytes;
}

/** Makes and keeps the letter of a sent reply where there is none; of two at once one makes it and the other waits. */
export const keepLetter = defineAction({
  name: 'keep-letter',
  permission: 'system',
  input: z.object({ petition_id: z.uuid(), reply_id: z.uuid() }),
  async run({ app, tx, input }): Promise<{ made: boolean }> {
    const sent = await tx
      .selectFrom('replies')
      .select('id')
      .where('id', '=', input.reply_id)
      .where('petition_id', '=', input.petition_id)
      .where('state', '=', 'sent')
      .forUpdate()
      .executeTakeFirst();
    if (!sent) return { made: false };
    if ((await keptLetter(tx, input)) === null) await makeLetter(app, tx, input);
    return { made: true };
  },
});

/**
 * Makes the letter of a reply that is sent in this very transaction, signed where the authority has a certificate.
 * A reply of before its certificate gets an unsigned one: nobody signed it then.
 */
export async function makeLetter(app: App, tx: Tx, which: WhichLetter): Promise<void> {
  const now = app.now();
  const facts = await factsOf(tx, which);
  const certificate = await signingCertificateOf(tx, facts.authority_id);
  const signs =
    certificate !== null &&
    certificate.added_at <= facts.sent_at &&
    [facts.sent_at, now].every((at) => isValid(certificate, at));
  const signature = signs ? { certificate, by: signedBy(facts) } : null;
  const data = await replyData(tx, app, {
    ...{ ...which, drafts_too: false },
    signed: signature && { by: signature.by, serial: signature.certificate.serial },
  });
  if (data === null) throw new Error('A letter of a reply that is not there');
  let bytes = typeset('reply', data);
  if (signature !== null) {
    bytes = await signedPdf(bytes, openSigningKey(app.keys, signature.certificate), {
      reason: `${facts.document_number ?? ''} · ${facts.folio} · ${signature.by}`,
      ...{ location: facts.city, at: now },
    });
  }
  await keep(app, tx, { ...which, bytes, now, signature });
}

async function keep(
  app: App,
  tx: Tx,
  letter: WhichLetter & {
    bytes: Buffer;
    now: string;
    signature: { certificate: SigningCertificate; by: string } | null;
  },
): Promise<void> {
  const storage_name = await app.files.put(letter.bytes);
  const row = {
    ...{ reply_id: letter.reply_id, petition_id: letter.petition_id, storage_name, at: letter.now },
    ...{ bytes: letter.bytes.length, sha256: sha256(letter.bytes) },
    signing_certificate_id: letter.signature?.certificate.id ?? null,
    signed_by: letter.signature?.by ?? null,
  };
  try {
    await tx.insertInto('letters').values(row).execute();
  } catch (error) {
    await letGoOfFiles(app, [storage_name]).catch(() => undefined);
    throw error;
  }
}

/**
 * A certificate out of its validity signs nothing: better no letter than one whose signature is not worth what it
 * says. The reply stays a draft until there is a valid certificate, or the authority decides to sign none.
 * @throws Refused `certificate_expired`
 */
export async function refuseExpiredCertificate(
  reader: Reader,
  authority_id: string,
  now: string,
): Promise<void> {
  const certificate = await signingCertificateOf(reader, authority_id);
  if (certificate === null || isValid(certificate, now)) return;
  const { valid_from, valid_until } = certificate;
  throw new Refused('certificate_expired', { valid_from, valid_until });
}

const isValid = ({ valid_from, valid_until }: SigningCertificate, at: string): boolean =>
  valid_from <= at && at <= valid_until;

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

async function keptLetter(
  reader: Reader,
  { petition_id, reply_id }: WhichLetter,
): Promise<KeptLetter | null> {
  const row = await reader
    .selectFrom('letters')
    .select(['storage_name', 'sha256'])
    .where('reply_id', '=', reply_id)
    .where('petition_id', '=', petition_id)
    .executeTakeFirst();
  return row ?? null;
}

function factsOf(reader: Reader, { petition_id, reply_id }: WhichLetter) {
  return reader
    .selectFrom('replies as r')
    .innerJoin('petitions as p', 'p.id', 'r.petition_id')
    .innerJoin('cities as c', 'c.id', 'p.city_id')
    .innerJoin('units as u', 'u.id', 'r.unit_id')
    .leftJoin('users as head', 'head.id', 'r.approved_by')
    .select(['r.document_number', 'r.responsible_name', 'r.responsible_title', 'p.folio', 'c.name as city'])
    .select(['u.name as unit', 'head.name as head_name', 'head.job_title as head_title'])
    .select(['p.current_authority_id as authority_id'])
    .select(({ ref }) => ref('r.sent_at').$notNull().as('sent_at'))
    .where('r.id', '=', reply_id)
    .where('p.id', '=', petition_id)
    .executeTakeFirstOrThrow();
}

/** Who approved it signs; where no approval was asked, the responsible person whom the reply names. */
function signedBy(facts: Awaited<ReturnType<typeof factsOf>>): string {
  const [name, title] =
    facts.head_name === null
      ? [facts.responsible_name, facts.responsible_title]
      : [facts.head_name, facts.head_title ?? ''];
  return [name, title, facts.unit].filter((part) => part !== '').join(', ');
}
