import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { startCollector } from './collector.ts';
import { ask, installCities, runningDatabase } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';
import { subscribeAt } from './subscribing.ts';

const folder = scratchFolder();
/** None of these may ever be found outside the database and the mail: each stands for what one person said. */
const said = {
  name: 'Xochiquetzal Ñuñoa',
  email: 'xochi.nunoa@correo.example',
  phone: '5587654321',
  words: 'perrito amarillo en la azotea',
  place: 'Cerrada del Colibrí 77',
} as const;
const marks = [/xochi/i, /[nñ]u[nñ]oa/i, /8765.?4321/, /perrito/i, /colibr/i, /azotea/i];

let peer: MailPeer;
let collector: Awaited<ReturnType<typeof startCollector>>;
let program: Program;
let api_key: string;

beforeAll(async () => {
  [peer, collector] = await Promise.all([mailPeer(), startCollector()]);
  api_key = (await installCities(folder, [{ pack: 'metepec' }]))['metepec']!;
  program = await startProgram(folder, {
    LOG_LEVEL: 'trace',
    SMTP_URL: peer.url,
    MAIL_FROM: 'avisos@example.mx',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
});
afterAll(async () => {
  endEverything();
  await Promise.all([peer.close(), collector.close()]);
  await folder.remove();
});

const id = '0198f3a1-7c44-7d2a-9f21-6a1c0d7e55aa';
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const report = (change: Record<string, string> = {}) =>
  fetch(`${program.url}/open311/v2/requests.json`, {
    method: 'POST',
    headers: { 'x-request-id': id, traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    body: new URLSearchParams({
      ...{ api_key, service_code: 'alumbrado', 'attribute[lamps]': '1' },
      ...{ description: said.words, address_string: said.place, first_name: said.name },
      ...{ email: said.email, phone: said.phone, 'attribute[Xochiquetzal]': said.name, ...change },
    }),
  });

/** A citizen at the portal, a mistaken clerk, a curious stranger, and failures of our own while they are at it. */
async function everythingHappens(): Promise<string> {
  const filed = await report();
  expect(filed.status).toBe(200);
  expect(filed.headers.get('x-request-id')).toBe(id);
  const [{ service_request_id: folio }] = (await filed.json()) as [{ service_request_id: string }];

  const html = { accept: 'text/html' };
  await fetch(`${program.url}/buscar?q=${encodeURIComponent(said.words)}`, { headers: html });
  await fetch(`${program.url}/seguimiento/${folio}?llave=${said.name}`, { headers: html });
  await fetch(`${program.url}/personas/${encodeURIComponent(said.name)}`, { headers: html });
  await fetch(`${program.url}/solicitud/que`, {
    method: 'POST',
    headers: html,
    body: new URLSearchParams({ descripcion: said.words }),
  });
  const json = { 'x-atiende': '1', 'content-type': 'application/json' };
  for (const body of [
    JSON.stringify({ email: said.email, password: said.words }),
    `{"email": "${said.email}", ${said.name}`,
    JSON.stringify({ email: { name: said.name } }),
  ])
    await fetch(`${program.url}/api/v1/session`, { method: 'POST', headers: json, body });
  await report({ service_code: said.name });
  await report({ lat: said.name, long: said.name });

  // The database refuses for a reason that nobody foresaw: an error of ours, with a row in its details.
  const { owner_url } = runningDatabase(folder);
  await ask(owner_url, 'alter table contacts add constraint unforeseen check (false) not valid');
  const failed = await report({ description: `${said.words}, otra vez` });
  expect(failed.status).toBe(500);
  await ask(owner_url, 'alter table contacts drop constraint unforeseen');
  const again = await report();
  expect([again.status, (await again.text()).includes(folio)]).toEqual([200, true]);
  return folio;
}

/** They look for their words in the public list and follow what is new. @returns the secret of the link that they opened */
async function follows(): Promise<string> {
  await fetch(`${program.url}/tablero/solicitudes?q=${encodeURIComponent(said.words)}`);
  expect(await subscribeAt(program.url, said.email)).toBe(200);
  const link = /suscripcion\/abrir\/(?:=\r\n)?([\w-]{43})/;
  const text = () => peer.taken.map(({ raw }) => raw.replaceAll('=\r\n', '')).join();
  await until(async () => link.test(text()));
  const secret = link.exec(text())![1]!;
  const opened = await fetch(`${program.url}/suscripcion/abrir/${secret}`, { redirect: 'manual' });
  expect(opened.status).toBe(303);
  await fetch(`${program.url}/suscripcion/baja/${secret}`, { method: 'POST' });
  return secret;
}

test('logs, traces and metrics of everything that happens name nobody and quote nobody', async () => {
  const folio = await everythingHappens();
  const secret = await follows();
  const metrics = await (await fetch(`${program.url}/metrics`)).text();
  await program.end('SIGTERM');
  const database = readFileSync(join(folder.path, 'database', 'postgres.log'), 'utf8');
  const told = { out: program.out(), err: program.said(), database, metrics, traces: collector.text() };
  for (const [where, text] of Object.entries(told)) {
    const found = marks.filter((mark) => mark.test(text)).map(String);
    expect([where, found, text.includes(folio), text.includes(api_key)]).toEqual([where, [], false, false]);
    expect([where, text.includes(secret)]).toEqual([where, false]);
  }

  // And yet they say what happened: one JSON object a line, by pattern, with the id that the caller gave.
  const lines = told.out.trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const post = { method: 'POST', route: '/open311/v2/requests.:format', reqId: id };
  expect(entries).toContainEqual(expect.objectContaining({ ...post, status: 200, level: 'info' }));
  expect(entries).toContainEqual(expect.objectContaining({ ...post, status: 500, level: 'warn' }));
  const problem = entries.find(({ msg }) => msg === 'unexpected error');
  expect(problem).toMatchObject({ reqId: id, err: { code: '23514', constraint: 'unforeseen' } });
  expect(metrics).toMatch(/^atiende_petitions_filed_total\{channel="open311"\} 1$/m);
  expect(metrics).toMatch(/^atiende_messages_total\{result="sent"\} [1-9]/m);
});

test('traces go from the request through the action to its statements, under the trace of the caller; jobs have theirs', () => {
  const { spans } = collector;
  const request = spans.find(
    ({ name, traceId }) => name === 'POST /open311/v2/requests.:format' && traceId === trace,
  )!;
  expect(request.parentSpanId).toBe('00f067aa0ba902b7');
  const action = spans.find(
    ({ name, parentSpanId }) => name === 'action file-service-request' && parentSpanId === request.spanId,
  )!;
  expect(action.traceId).toBe(trace);
  const within = spans.filter(({ parentSpanId }) => parentSpanId === action.spanId).map(({ name }) => name);
  expect(within).toContain('insert petitions');
  const job = spans.find(({ name }) => name === 'job deliver_message')!;
  expect(job.parentSpanId ?? '').toBe('');
  expect(
    spans.some(({ name, traceId }) => name === 'action record-delivery' && traceId === job.traceId),
  ).toBe(true);
});
