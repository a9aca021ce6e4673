import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '../refused.ts';
import { whyNotPdf } from './check-pdf.ts';
import { heicMedia, keptMedia, mediaAliases, photoMedia, type KeptMedia } from './media-kinds.ts';
import { readPhoto } from './read-photo.ts';

/** What of an upload is kept. */
export interface ReadUpload {
  readonly bytes: Buffer;
  readonly media_type: KeptMedia;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * Decides by the bytes, never by name or declared type, whether a file is kept, and makes of photographs what is
 * kept of them. Works outside any transaction: decoding takes its time.
 * @throws Refused `unsupported_file` {reason}, `heic_not_readable`, `too_large`
 */
export async function readUpload(bytes: Buffer): Promise<ReadUpload> {
  if (bytes.length === 0) throw new Refused('unsupported_file', { reason: 'empty' });
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime.toLowerCase();
  if (found === undefined) return plainText(bytes);
  if (photoMedia.has(found)) return { ...(await readPhoto(bytes)), media_type: 'image/jpeg' };
  if (heicMedia.has(found)) return heic(bytes);
  if (found === 'application/pdf') {
    const reason = whyNotPdf(bytes);
    if (reason !== null) throw new Refused('unsupported_file', { reason });
  }
  const media_type = mediaAliases[found] ?? found;
  if (!(media_type in keptMedia)) throw new Refused('unsupported_file', { reason: 'kind' });
  return { bytes, media_type: media_type as KeptMedia, width: null, height: null };
}

/** Some builds of the decoder know HEVC; where this one does not, the person is told what to do instead. */
async function heic(bytes: Buffer): Promise<ReadUpload> {
  try {
    return { ...(await readPhoto(bytes)), media_type: 'image/jpeg' };
  } catch {
    throw new Refused('heic_not_readable');
  }
}

const markup = /^\s*(?:<[!?a-z]|#!|%!PS)|<(?:script|html|svg|iframe|\?php)\b/i;
/** Anything of Cc but the blanks of a text. */
const controls = /(?![\t\n\v\f\r])\p{Cc}/u;

/** Text is UTF-8 without control characters that is not the source of something a browser or shell would run. */
function plainText(bytes: Buffer): ReadUpload {
  const text = decoded(bytes);
  if (text === null || controls.test(text) || markup.test(text)) {
    throw new Refused('unsupported_file', { reason: 'kind' });
  }
  return { bytes: Buffer.from(text, 'utf8'), media_type: 'text/plain', width: null, height: null };
}

/** UTF-8, else Windows-1252 as old editors write it; null for what is neither. */
function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    const letters = text.match(/[\p{L}\p{N}\s.,;:]/gu)?.length ?? 0;
    return letters / text.length > 0.9 ? text : null;
  }
}
