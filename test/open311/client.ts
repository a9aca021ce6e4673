import type { FastifyInstance } from 'fastify';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const lists = ['service', 'attribute', 'value', 'request', 'error', 'request_update', 'endpoint', 'format'];
const listOf = new Map([
  ['services', 'service'],
  ['service_requests', 'request'],
  ['errors', 'error'],
  ['service_request_updates', 'request_update'],
]);

const parser = new XMLParser({
  isArray: (name) => lists.includes(name),
  parseTagValue: false,
  ignoreDeclaration: true,
});

export type Answered = Record<string, unknown>;

/** What came back: status, headers, and the body parsed from either format into the same shape. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The rows of a list. */
  readonly rows: Answered[];
  /** The whole, without the outermost element. */
  readonly body: Answered;
}

const base = '/open311/v2';

/** GET with a query. */
export async function get(
  server: FastifyInstance,
  path: string,
  query: Record<string, string> = {},
): Promise<Reply> {
  return read(await server.inject({ method: 'GET', url: `${base}/${path}`, query }));
}

/** POST of a form; a list becomes a repeated field. */
export function post(server: FastifyInstance, path: string, fields: FormFields): Promise<Reply> {
  return postWith(server, path, { fields, headers: {} });
}

type FormFields = Record<string, string | string[]>;

/** The same with headers of one's own. */
export async function postWith(
  server: FastifyInstance,
  path: string,
  { fields, headers }: { fields: FormFields; headers: Record<string, string> },
): Promise<Reply> {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, one);
  }
  return read(
    await server.inject({
      method: 'POST',
      url: `${base}/${path}`,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    }),
  );
}

/** POST of a multipart form, as browsers and libraries encode it. */
export async function postMultipart(server: FastifyInstance, path: string, form: FormData): Promise<Reply> {
  const encoded = new Response(form);
  return read(
    await server.inject({
      method: 'POST',
      url: `${base}/${path}`,
      payload: Buffer.from(await encoded.arrayBuffer()),
      headers: { 'content-type': encoded.headers.get('content-type')! },
    }),
  );
}

function read(response: { statusCode: number; body: string; headers: object }): Reply {
  const headers = response.headers as Record<string, unknown>;
  const type = String(headers['content-type'] ?? '');
  const body = type.startsWith('text/xml') ? fromXml(response.body) : fromJson(type, response.body);
  const rows = (Array.isArray(body) ? body : []) as Answered[];
  return {
    status: response.statusCode,
    type,
    headers,
    text: response.body,
    rows,
    body: body as Answered,
  };
}

function fromXml(text: string): unknown {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`${valid.err.msg}: ${text.slice(0, 500)}`);
  if (!text.startsWith('<?xml version="1.0" encoding="utf-8"?>')) throw new Error('No declaration');
  const parsed = parser.parse(text) as Record<string, unknown>;
  const [root] = Object.keys(parsed);
  const item = listOf.get(root!);
  if (item === undefined) return parsed[root!];
  const content = parsed[root!];
  return content === '' ? [] : (content as Record<string, unknown>)[item];
}

const fromJson = (type: string, text: string): unknown =>
  type.startsWith('application/json') ? JSON.parse(text) : text;
