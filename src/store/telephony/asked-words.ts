import { decryptText, encryptText, type KeyRing } from '../encryption.ts';

/** What somebody wrote who asked to be called back; each empty where they wrote nothing. */
export interface AskedWords {
  readonly about: string;
  /** As they wrote it: nobody looked whether there is such a folio. */
  readonly folio: string;
}

const place = 'call_backs.asked';

export const nothingAsked: AskedWords = { about: '', folio: '' };

/** As it is kept: under the key of the installation, since nobody knows yet who it is. */
export const sealAsked = (keys: KeyRing, { about, folio }: AskedWords): Buffer =>
  encryptText(keys.wrapping, JSON.stringify({ about, folio }), place);

export const openAsked = (keys: KeyRing, cipher: Buffer | null): AskedWords =>
  cipher === null ? nothingAsked : (JSON.parse(decryptText(keys.wrapping, cipher, place)) as AskedWords);
