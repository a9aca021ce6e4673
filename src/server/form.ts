import type { FastifyRequest } from 'fastify';
import { Refused } from '../actions/refused.ts';

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: Buffer;
  /** Larger than the server reads: the bytes are not all of it. */
  readonly is_cut: boolean;
}

/** A form as sent, urlencoded or multipart. A field that comes several times keeps all its values, in order. */
export interface Form {
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly files: readonly UploadedFile[];
}

/** Known to the parser, though not to its types. */
const cutAtLimit: object = { throwFileSizeLimit: false };

/**
 * Reads the body of a form once. A file that is too large is read until its limit, so that the words and the other
 * files of the form are not lost with it. @throws Refused `too_large` beyond the server's other limits, `invalid_input` if broken
 */
export async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) {
    const body = (request.body ?? {}) as Record<string, string | string[]>;
    return { fields: Object.assign(Object.create(null) as Record<string, string>, body), files: [] };
  }
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const files: UploadedFile[] = [];
  try {
    for await (const part of request.parts(cutAtLimit)) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        // An empty file input still sends a part without a name.
        if (part.filename !== '' || bytes.length > 0) {
          const { fieldname: field, filename: name, mimetype: media_type } = part;
          const is_cut = part.file.truncated;
          files.push({ field, name, media_type, bytes: is_cut ? Buffer.alloc(0) : bytes, is_cut });
        }
        continue;
      }
      const known = fields[part.fieldname];
      const value = String(part.value ?? '');
      fields[part.fieldname] =
        known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
    }
  } catch (error) {
    const { statusCode = 400 } = error as { statusCode?: number };
    if (statusCode === 413) throw new Refused('too_large');
    // A body without its boundary, or cut short: what the sender sent, not what went wrong here.
    if (statusCode < 500) throw new Refused('invalid_input');
    throw error;
  }
  return { fields, files };
}

/** The one value of a field: the last where it came several times, empty where it did not come. */
export function fieldOf(form: Form, name: string): string {
  const value = form.fields[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
}

/** All values of a field. */
export function valuesOf(form: Form, name: string): readonly string[] {
  const value = form.fields[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
