import { Agent, request } from 'node:http';
import type { Report } from './mix.ts';

/** A page that a browser without scripts has before it. */
interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/** Somebody who fills in the portal's form over HTTP, with the cookies and hidden fields that its pages give. */
interface Browser {
  ask(method: 'GET' | 'POST', path: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** The portal limits what one address may send in a minute, so the neighbours do not share one. */
const neighbours = 200;
const longest_way = 20;

/**
 * Goes through the steps of the portal's form with that report until the page that shows it whole.
 * @returns what files it when its last button is pressed; null where the form asks something else, as of a point on a
 *   border
 */
export async function fillForm(
  url: string,
  report: Report,
  neighbour: number,
): Promise<(() => Promise<string>) | null> {
  const browser = browserOf(url, `127.0.1.${1 + (neighbour % neighbours)}`);
  let page = await browser.ask('GET', `/solicitud?tema=${report.service_code}`);
  page = await browser.ask('POST', '/solicitud', hiddenOf(page.body));
  for (let steps = 0; steps < longest_way; steps += 1) {
    const path = page.location;
    if (path === null) return null;
    page = await browser.ask('GET', path);
    if (page.location !== null) continue;
    const fields = () => ({ ...hiddenOf(page.body), ...answersAt(path, report) });
    if (path.endsWith('/revisar')) return () => send(browser, path, fields());
    page = await browser.ask('POST', path, fields());
    // A question that came up by an answer is asked on the same page.
    if (page.status === 200) page = await browser.ask('POST', path, fields());
  }
  return null;
}

/** Presses the last button and reads the receipt. @returns its page @throws when there is none */
async function send(browser: Browser, path: string, fields: Readonly<Record<string, string>>) {
  const { status, location } = await browser.ask('POST', path, fields);
  if (location === null) throw new Error(`the form was not filed: ${status}`);
  const receipt = await browser.ask('GET', location);
  if (!receipt.body.includes('class="folio"')) throw new Error(`no receipt: ${receipt.status}`);
  return receipt.body;
}

function answersAt(path: string, report: Report): Readonly<Record<string, string>> {
  const { description, latitude, longitude, answers, email } = report;
  switch (path.split('/').at(-1)) {
    case 'que':
      return { descripcion: description };
    case 'donde':
      return { latitud: String(latitude), longitud: String(longitude), direccion: 'Calle de la medición 1' };
    case 'detalles':
      return Object.fromEntries(Object.entries(answers).map(([code, value]) => [`r.${code}`, value]));
    case 'quien':
      return { identidad: email === null ? 'anonymous' : 'named', para: 'me' };
    case 'contacto':
      return email === null ? { aviso: 'none' } : { nombre: 'Rosa', aviso: 'email', correo: email };
    default:
      return {};
  }
}

function hiddenOf(page: string): Record<string, string> {
  const inputs = page.matchAll(/<input[^>]*type="hidden"[^>]*>/g);
  return Object.fromEntries(
    [...inputs].map(([tag]) => [attributeOf(tag, 'name'), attributeOf(tag, 'value')] as const),
  );
}

function attributeOf(tag: string, name: string): string {
  const text = new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function browserOf(url: string, localAddress: string): Browser {
  const cookies = new Map<string, string>();
  return {
    ask: (method, path, fields) =>
      new Promise((resolve, reject) => {
        const body = fields === undefined ? '' : new URLSearchParams(fields).toString();
        const headers = {
          ...{ accept: 'text/html', 'accept-encoding': 'identity' },
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        };
        const asked = request(new URL(path, url), { agent, method, headers, localAddress }, (answer) => {
          for (const given of answer.headers['set-cookie'] ?? []) {
            const [pair = ''] = given.split(';');
            cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
          }
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              ...{ status: answer.statusCode ?? 0, location: answer.headers.location ?? null },
              body: Buffer.concat(chunks).toString(),
            }),
          );
        });
        asked.on('error', reject);
        asked.end(body);
      }),
  };
}
