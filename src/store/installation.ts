import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { newId } from './ids.ts';

export interface Installation {
  readonly id: string;
  readonly is_demo: boolean;
}

/** The one row that says what this installation is, or null before its first start. */
export async function readInstallation(reader: Reader): Promise<Installation | null> {
  const row = await reader.selectFrom('installation').select(['id', 'is_demo']).executeTakeFirst();
  return row ?? null;
}

/** Writes the row at the first start. */
export async function createInstallation(tx: Tx, keys: KeyRing, is_demo: boolean): Promise<Installation> {
  const row = { id: newId(), is_demo, key_check: checkOf(keys) };
  await tx.insertInto('installation').values(row).execute();
  return row;
}

/** Whether the keys at hand are those the database was made with: other keys would make persons unreadable. */
export async function keysFit(reader: Reader, keys: KeyRing): Promise<boolean> {
  const row = await reader.selectFrom('installation').select('key_check').executeTakeFirst();
  return row === undefined || timingSafeEqual(row.key_check, checkOf(keys));
}

/** Says which master key somebody has without saying it: hexadecimal, as it is in `installation.key_check`. */
export const keyFingerprint = (keys: KeyRing): string => checkOf(keys).toString('hex');

function checkOf(keys: KeyRing): Buffer {
  return createHmac('sha256', keys.index).update('key check').digest();
}
