import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { ImportProblem } from './import-problem.ts';

export interface DecodedText {
  readonly text: string;
  /** As iconv calls it. */
  readonly encoding: string;
  readonly bom: boolean;
  /** Characters that could not be read; they stand as U+FFFD in the text. */
  readonly unreadable: number;
}

/** One-byte encodings that spreadsheets save Spanish in; the first wins where they read the same. */
const ONE_BYTE = ['windows-1252', 'macintosh', 'cp850'] as const;

/** A text that is UTF-8 but for this share of its accents is UTF-8 with damage, not another encoding. */
const DAMAGE = 0.02;

/**
 * Reads the bytes of a text file. A byte-order mark decides; then what is valid UTF-8 is UTF-8; of the one-byte
 * encodings the one in which the file reads most like Spanish is taken.
 * @throws ImportProblem `encoding_unknown` for a name given that iconv does not know
 */
export function decodeText(bytes: Buffer, given?: string): DecodedText {
  if (given !== undefined && !iconv.encodingExists(given)) {
    throw new ImportProblem('encoding_unknown', { encoding: given });
  }
  const marked = byMark(bytes);
  const encoding = given ?? marked ?? withoutMark(bytes);
  const text = iconv.decode(bytes, encoding);
  return { text, encoding, bom: marked !== null, unreadable: countOf(text, /\uFFFD/g) };
}

function byMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function withoutMark(bytes: Buffer): string {
  const wide = withoutMarkWide(bytes);
  if (wide !== null) return wide;
  const text = bytes.toString('utf8');
  const broken = countOf(text, /\uFFFD/g);
  if (broken === 0) return 'utf-8';
  const accents = countOf(text, /[\u0080-\uFFFC]/g);
  return broken <= accents * DAMAGE ? 'utf-8' : oneByte(bytes);
}

/** In UTF-16 every other byte of Latin text is zero; in no other text file is any. */
function withoutMarkWide(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, 4096);
  let [even, odd] = [0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > sample.length / 4 && even === 0) return 'utf-16le';
  return even > sample.length / 4 && odd === 0 ? 'utf-16be' : null;
}

function oneByte(bytes: Buffer): string {
  const accented = bytes.filter((byte) => byte >= 0x80);
  const scores = ONE_BYTE.map((encoding) => {
    const text = iconv.decode(accented, encoding);
    return { encoding, share: countOf(text, /[áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°]/g) / accented.length };
  });
  const best = scores.reduce((one, other) => (other.share > one.share ? other : one));
  if (best.share >= 0.5) return best.encoding;
  const guess = analyse(bytes.subarray(0, 200_000)).find(({ name }) => iconv.encodingExists(name));
  return guess === undefined || /^ISO-8859-1$/i.test(guess.name) ? best.encoding : guess.name.toLowerCase();
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
