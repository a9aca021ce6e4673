import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { say } from '../../core/language/sentences.ts';
import { formOf } from './posted.ts';
import { html, type Html } from './raw.ts';

const largestBody = 1024 * 1024;

/**
 * A form that could not be taken, given back with what was typed and a button that sends it again: nobody writes twice.
 * Files cannot be given back by a page; it says so and lets them be chosen again.
 * @param csrf the fresh token; without it the form's own goes back, as nothing was read of the browser
 * @returns null for what is no form
 */
export async function typedAgain(request: FastifyRequest, csrf: Html | null = null): Promise<Html | null> {
  if (request.method !== 'POST') return null;
  const typed = await typedFields(request);
  if (typed === null) return null;
  const { language } = request;
  const kept = typed.fields.filter(([name]) => name !== '_csrf' || csrf === null);
  const visible = typed.fields.filter(([name, value]) => name !== '_csrf' && isWritten(value));
  const withFiles = typed.files.length > 0;
  return html`<form
    method="post"
    action="${request.originalUrl.replace(/^\/+/, '/')}"
    enctype="${withFiles ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}"
  >
    ${csrf} ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${visible.length === 0 ? null : html`<h2>${say(language, 'portal.errors.typed')}</h2>`}
    ${visible.map(([, value]) => html`<blockquote class="typed">${value}</blockquote>`)}
    ${
      withFiles
        ? html`<div class="field">
            <label for="otra-vez">${say(language, 'portal.errors.files_again')}</label>
            <input id="otra-vez" type="file" name="${typed.files[0]}" multiple />
          </div>`
        : null
    }
    <div class="actions">
      <button class="button" type="submit">${say(language, 'portal.errors.again')}</button>
    </div>
  </form>`;
}

/** Words of a person rather than the code of an option or a key of ours. */
const isWritten = (value: string) => /[\s@\d]|\p{Lu}/u.test(value) && !/^[0-9a-f-]{36}$|^\d$/.test(value);

interface Typed {
  readonly fields: readonly (readonly [string, string])[];
  /** The names of the fields that had files. */
  readonly files: readonly string[];
}

const pairsOf = (fields: Readonly<Record<string, string | readonly string[]>>) =>
  Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one as string] as const),
  );

async function typedFields(request: FastifyRequest): Promise<Typed | null> {
  const read = formOf(request);
  if (read !== undefined)
    return { fields: pairsOf(read.fields), files: read.files.map(({ field }) => field) };
  if (request.isMultipart()) return withoutFiles(request);
  const { body } = request;
  if (typeof body === 'object' && body !== null) {
    return { fields: pairsOf(body as Record<string, string | string[]>), files: [] };
  }
  return fromTheWire(request);
}

/** A form with files whose turn has not come: its words are kept, its files let go by. */
async function withoutFiles(request: FastifyRequest): Promise<Typed | null> {
  const fields: (readonly [string, string])[] = [];
  const files: string[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.push([part.fieldname, String(part.value ?? '')]);
      else {
        if (part.filename !== '') files.push(part.fieldname);
        part.file.resume();
      }
    }
  } catch {
    // Cut off or too large: what came until then is given back.
  }
  return { fields, files };
}

/** The city of a request is asked before its body is read, so an outage finds the body still on the wire. */
async function fromTheWire({ headers, raw }: FastifyRequest): Promise<Typed | null> {
  const type = headers['content-type'] ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type);
  const length = Number(headers['content-length'] ?? largestBody + 1);
  if (!isForm || raw.readableDidRead || length > largestBody) return null;
  const read = new Response(Readable.toWeb(raw) as ReadableStream, { headers: { 'content-type': type } });
  const form = await read.formData().catch(() => null);
  if (form === null) return null;
  const parts = [...form];
  return {
    fields: parts.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    files: parts.flatMap(([name, value]) => (typeof value !== 'string' && value.size > 0 ? [name] : [])),
  };
}
