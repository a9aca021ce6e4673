import { createHmac } from 'node:crypto';
import type { Draw } from '../core/open-data/published-place.ts';
import type { KeyRing } from './encryption.ts';

type Keys = Pick<KeyRing, 'publishing'>;

const keyed = (keys: Keys, text: string): Buffer =>
  createHmac('sha256', keys.publishing).update(text).digest();

const most = 2 ** 48;

/** The two numbers by which a petition's place is moved wherever it is shown; the same in every process and for ever. */
export function drawOf(keys: Keys, petition_id: string): Draw {
  const bytes = keyed(keys, `place/${petition_id}`);
  return [bytes.readUIntBE(0, 6) / most, bytes.readUIntBE(6, 6) / most];
}

/** What open data calls a petition: 20 hexadecimal digits from which nobody without the key finds the folio. */
export function publicNameOf(keys: Keys, petition_id: string): string {
  return keyed(keys, `name/${petition_id}`).toString('hex').slice(0, 20);
}
