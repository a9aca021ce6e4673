import { z } from 'zod';
import { hashSecret, normaliseAccessKey, sameHash } from '../../store/secrets.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import { recordAttempt, refuseTooMany } from './attempts.ts';

/** What a key opened: the petition, or a supporter's view of it. */
export interface Opened {
  readonly petition_id: string;
  readonly supporter_id: string | null;
  readonly issue: number;
}

/**
 * Opens a petition with its folio and key. An unknown folio and a wrong key give the same answer, null, so that
 * nobody learns which folios exist. Failures are counted per folio and address.
 * @throws Refused('too_many_attempts')
 */
export const openWithKey = defineAction({
  name: 'open-with-key',
  permission: 'public',
  input: z.object({
    city_id: z.uuid(),
    folio: z.string().max(40),
    key: z.string().max(60),
    /** The network address that asks; only its keyed hash is kept. */
    address: z.string().max(80),
  }),
  database_actor: () => ({ kind: 'system' }),
  async run({ app, tx, input, now }): Promise<Opened | null> {
    const { keys } = app;
    const attempt = { subject: `folio ${input.folio}`, address: input.address };
    await refuseTooMany(tx, { keys, now, attempt, limits: { from_address: 10, in_all: 100 } });
    const opened = await find(tx, input);
    await recordAttempt(tx, { keys, now, attempt, succeeded: opened !== null });
    return opened;
  },
});

async function find(
  tx: Tx,
  { city_id, folio, key }: { city_id: string; folio: string; key: string },
): Promise<Opened | null> {
  const petition = await tx
    .selectFrom('petitions')
    .select(['id', 'access_key_hash', 'access_key_issue'])
    .where('folio', '=', folio)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!petition) return null;
  const given = hashSecret(normaliseAccessKey(key));
  if (petition.access_key_hash !== null && sameHash(petition.access_key_hash, given)) {
    return { petition_id: petition.id, supporter_id: null, issue: petition.access_key_issue };
  }
  const supporter = await tx
    .selectFrom('supporters')
    .select('id')
    .where('petition_id', '=', petition.id)
    .where('access_key_hash', '=', given)
    .executeTakeFirst();
  return supporter ? { petition_id: petition.id, supporter_id: supporter.id, issue: 1 } : null;
}
