import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { say } from '../../core/language/sentences.ts';
import { html, type Html } from './raw.ts';

const largestBody = 1024 * 1024;

/**
 * A form that could not be taken because the database is away, given back with what was typed and a button that sends
 * it again: nobody writes twice. Files cannot be given back by a page; it says so.
 * @returns null for what is no form
 */
export async function typedAgain(request: FastifyRequest): Promise<Html | null> {
  if (request.method !== 'POST') return null;
  const typed = await typedFields(request);
  if (typed === null) return null;
  const { language } = request;
  const visible = typed.fields.filter(([name, value]) => name !== '_csrf' && isWritten(value));
  return html`<form method="post" action="${request.originalUrl}">
    ${typed.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${visible.length === 0 ? null : html`<h2>${say(language, 'portal.errors.typed')}</h2>`}
    ${visible.map(([, value]) => html`<blockquote class="typed">${value}</blockquote>`)}
    ${typed.had_files ? html`<p>${say(language, 'portal.errors.files_again')}</p>` : null}
    <div class="actions">
      <button class="button" type="submit">${say(language, 'portal.errors.again')}</button>
    </div>
  </form>`;
}

/** Words of a person rather than the code of an option. */
const isWritten = (value: string) => /[\s@\d]|\p{Lu}/u.test(value);

interface Typed {
  readonly fields: readonly (readonly [string, string])[];
  readonly had_files: boolean;
}

/** The city of a request is asked before its body is read, so an outage finds the body still on the wire. */
async function typedFields(request: FastifyRequest): Promise<Typed | null> {
  const { body, raw } = request;
  if (typeof body === 'object' && body !== null && !request.isMultipart()) {
    const pairs = Object.entries(body as Record<string, string | string[]>);
    const fields = pairs.flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
    return { fields, had_files: false };
  }
  const type = request.headers['content-type'] ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type);
  const length = Number(request.headers['content-length'] ?? largestBody + 1);
  if (!isForm || raw.readableDidRead || length > largestBody) return null;
  const read = new Response(Readable.toWeb(raw) as ReadableStream, { headers: { 'content-type': type } });
  const form = await read.formData().catch(() => null);
  if (form === null) return null;
  const parts = [...form];
  const fields = parts.flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return { fields, had_files: parts.some(([, value]) => typeof value !== 'string' && value.size > 0) };
}
