import { inflateSync } from 'node:zlib';

/** A name of a PDF may hide letters as `#4a`; scripts do. */
const unescaped = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const active = /\/(JavaScript|Launch|RichMedia)\b/;
const largestInflated = 4_000_000;

/**
 * Why a PDF is not taken, or null. It must begin at the first byte and end with its own end (a file that is also
 * something else does neither), not be encrypted (nobody in the city could read it), and not act by itself.
 * Dictionaries in compressed object streams are looked at too; deeper disguises remain possible, so files are
 * always served as attachments.
 */
export function whyNotPdf(bytes: Buffer): 'not_readable' | 'encrypted' | 'active' | null {
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) return 'not_readable';
  const tail = bytes.subarray(-1024).toString('latin1');
  if (!/%%EOF\s*$/.test(tail.replaceAll('\0', ' '))) return 'not_readable';
  const written = dictionariesOf(bytes);
  if (/\/Encrypt\b/.test(written)) return 'encrypted';
  return active.test(written) ? 'active' : null;
}

/** Everything outside streams, and what object streams hold. */
function dictionariesOf(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(/stream\r?\n/g)) {
    if (found.index < from) continue;
    const begins = found.index + found[0].length;
    const ends = text.indexOf('endstream', begins);
    if (ends < 0) break;
    const before = text.slice(from, found.index);
    parts.push(before);
    if (/\/ObjStm\b/.test(before.slice(-400))) parts.push(inflated(bytes.subarray(begins, ends)));
    from = ends + 'endstream'.length;
  }
  parts.push(text.slice(from));
  return unescaped(parts.join(' '));
}

function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream, { maxOutputLength: largestInflated }).toString('latin1');
  } catch {
    return '';
  }
}
