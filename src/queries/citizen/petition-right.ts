import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { accessKeyFor } from '../../store/secrets.ts';
import type { Source } from './draft.ts';

/** What a browser that showed a key may open, until when; it dies when the key is issued again. */
export interface PetitionRight {
  readonly petition_id: string;
  /** Set where the key was a supporter's: then only what is public is shown. */
  readonly supporter_id: string | null;
  readonly issue: number;
}

const DAYS = 30;

/** The right as a signed text for a cookie: petition, supporter, issue of the key, end, signature. */
export function rightTo(
  { keys, now }: Pick<Source, 'keys' | 'now'>,
  given: { petition_id: string; issue: number; supporter_id?: string | null },
): string {
  const until = Math.floor(Date.parse(now()) / 1000) + DAYS * 86_400;
  const told = [given.petition_id, given.supporter_id ?? '-', given.issue, until].join('.');
  return `${told}.${signatureOf(keys.access, told)}`;
}

/** The right that the text is, or null where it was altered, made elsewhere or is over. */
export function readRight({ keys, now }: Pick<Source, 'keys' | 'now'>, text: string): PetitionRight | null {
  const at = text.lastIndexOf('.');
  const told = text.slice(0, Math.max(0, at));
  const given = Buffer.from(text.slice(at + 1));
  const wanted = Buffer.from(signatureOf(keys.access, told));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const [petition_id, supporter, issue, until] = told.split('.');
  if (petition_id === undefined || Number(until) * 1000 < Date.parse(now())) return null;
  return { petition_id, supporter_id: supporter === '-' ? null : (supporter ?? null), issue: Number(issue) };
}

function signatureOf(key: KeyObject, told: string): string {
  return createHmac('sha256', key).update(`petition right\u0000${told}`).digest('base64url');
}

/** The key that a supporter was given; it is derived, so it can be shown once more. */
export function supporterKey({ keys }: Pick<Source, 'keys'>, supporter_id: string): string {
  return accessKeyFor(keys, supporter_id, 1);
}
