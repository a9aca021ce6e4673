import type { FastifyInstance } from 'fastify';
import type { App } from '../src/actions/app.ts';
import { portalRoutes } from '../src/portal/portal.ts';
import { buildServer } from '../src/server/http.ts';

/** The citizens' pages of an installation, without a port. */
export async function portalServer(app: App): Promise<FastifyInstance> {
  const server = await buildServer({ app, trusted_proxies: [], log_level: 'silent' });
  await server.register(portalRoutes(app));
  return server;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly raw: Buffer;
}

export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Somebody with a browser that runs no scripts: cookies are kept, and forms carry what the page gave them. */
export interface Visitor {
  get(path: string): Promise<Answer>;
  /** Sends the fields with the hidden ones of the page seen last. */
  send(path: string, fields: Fields, files?: readonly SentFile[]): Promise<Answer>;
  /** Follows where the last answer led. */
  follow(): Promise<Answer>;
  readonly cookies: Map<string, string>;
}

export function visitor(server: FastifyInstance, cookies = new Map<string, string>()): Visitor {
  let last: Answer | null = null;
  const ask = async (
    method: 'GET' | 'POST',
    path: string,
    sent?: { body: Buffer | string; type: string },
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await server.inject({
      method,
      url: path,
      headers: { cookie, accept: 'text/html', ...(sent ? { 'content-type': sent.type } : {}) },
      ...(sent ? { payload: sent.body } : {}),
    });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      const over = maxAge === 0 || (expires !== undefined && expires.getTime() < Date.now());
      if (over) cookies.delete(name);
      else cookies.set(name, value);
    }
    last = {
      status: answer.statusCode,
      body: answer.body,
      location: (answer.headers.location as string | undefined) ?? null,
      headers: answer.headers,
      raw: answer.rawPayload,
    };
    return last;
  };
  return {
    cookies,
    get: (path) => ask('GET', path),
    send: (path, fields, files) => {
      const all = { ...hiddenOf(last?.body ?? ''), ...fields };
      return ask('POST', path, files === undefined ? urlencoded(all) : multipart(all, files));
    },
    follow: () => ask('GET', last?.location ?? '/'),
  };
}

function hiddenOf(page: string): Record<string, string> {
  const found = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    /name="([^"]*)"/.exec(tag)?.[1] ?? '',
    unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ]);
  return Object.fromEntries(found) as Record<string, string>;
}

const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

function urlencoded(fields: Fields) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one as string);
  }
  return { body: body.toString(), type: 'application/x-www-form-urlencoded' };
}

function multipart(fields: Fields, files: readonly SentFile[]) {
  const boundary = 'atiende-boundary-7d1f';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      parts.push(
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one as string}\r\n`,
        ),
      );
    }
  }
  for (const { field, name, type, bytes } of files) {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
    parts.push(Buffer.from(head), bytes, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

/** What the page says, without its markup. */
export function textOf(page: string): string {
  return unescaped(page.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Answers every step for a dead street lamp in Iztapalapa and stands before the review. */
export async function fillIn(
  who: Visitor,
  change: { description?: string; who?: Fields; place?: Fields } = {},
): Promise<Answer> {
  await who.get('/solicitud?tema=alumbrado');
  await who.send('/solicitud', {});
  await who.follow();
  await who.send('/solicitud/que', {
    descripcion: change.description ?? 'La lámpara de la esquina no enciende.',
  });
  await who.follow();
  await who.send('/solicitud/donde', change.place ?? { direccion: 'Calle Ermita 12', zona: 'iztapalapa' });
  await who.follow();
  await who.send('/solicitud/detalles', { 'r.lamps': '1', 'r.state': 'dark' });
  await who.follow();
  await who.send('/solicitud/fotos', {}, []);
  await who.follow();
  const identity = change.who ?? {
    ...{ identidad: 'named', para: 'me', nombre: 'Rosa Núñez', aviso: 'email', correo: 'rosa@example.mx' },
  };
  await who.send('/solicitud/quien', identity);
  const next = await who.follow();
  if (!next.body.includes('name="nombre"')) return next;
  await who.send('/solicitud/contacto', identity);
  return who.follow();
}

/** Files it and gives the folio and the key that the receipt shows. */
export async function sendIt(who: Visitor): Promise<{ folio: string; key: string; receipt: Answer }> {
  await who.send('/solicitud/revisar', {});
  const receipt = await who.follow();
  const folio = /class="folio">([^<]+)</.exec(receipt.body)?.[1] ?? '';
  const key = /class="key">([^<]+)</.exec(receipt.body)?.[1] ?? '';
  return { folio, key, receipt };
}
