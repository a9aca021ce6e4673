import { ArchiveProblem } from './archive-problem.ts';

/** Tar is written in blocks: a header, then the bytes filled up with zeros (POSIX.1-1988, "ustar"). */
export const block_bytes = 512;

export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
}

/** How many zeros follow a body of that length. */
export const padding = (bytes: number): number => (block_bytes - (bytes % block_bytes)) % block_bytes;

/**
 * The header of one file that only its owner reads.
 * @param modified seconds since 1970
 * @throws RangeError for a name of more than 100 bytes or a body of 8 GiB or more: neither is made here
 */
export function tarHeader({ name, bytes }: TarEntry, modified: number): Buffer {
  if (Buffer.byteLength(name) > 100 || bytes >= 8 ** 11) throw new RangeError(`Not for tar: ${name}`);
  const header = Buffer.alloc(block_bytes);
  const octal = (value: number, at: number, width: number) =>
    header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  header.write(name, 0, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(modified, 136, 12);
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/**
 * What a header says; null for the block of zeros that ends an archive.
 * @throws ArchiveProblem when it is no header of a plain file
 */
export function readTarHeader(header: Buffer): TarEntry | null {
  if (header.every((byte) => byte === 0)) return null;
  const text = (at: number, width: number) => header.toString('utf8', at, at + width).replace(/\0.*$/s, '');
  const isPlain = text(257, 5) === 'ustar' && ['0', ''].includes(text(156, 1)) && text(345, 155) === '';
  const bytes = Number.parseInt(text(124, 12), 8);
  if (!isPlain || !Number.isInteger(bytes) || Number.parseInt(text(148, 8), 8) !== checksumOf(header)) {
    throw new ArchiveProblem('archive_damaged', { member: 'tar' });
  }
  return { name: text(0, 100), bytes };
}

// The sum of all bytes, with blanks where the sum itself is written.
function checksumOf(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}
