import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport } from '../../../test/a-report.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { publishReport } from '../../actions/reports/publish-report.ts';
import type { ReportContents } from '../../core/reports/contents.ts';

let city: OneCity;
let server: FastifyInstance;
beforeAll(async () => {
  city = await oneCity();
  const places = ['iztapalapa', 'iztapalapa', 'coyoacan', 'coyoacan', 'tlalpan', 'tlalpan', 'tlalpan'];
  for (const [at, zone_code] of places.entries()) {
    const then = city.with({ now: () => `2026-0${4 + (at % 3)}-1${at}T16:00:00.000Z` });
    await city.file({ place: { zone_code } }, then);
  }
  const wanted = { city_id: city.city_id, authority_id: null, period: '2026-T2' } as const;
  const [report_id, draft] = [
    await aReport(city.app, wanted),
    await aReport(city.app, { ...wanted, period: '2026-T1' }),
  ];
  expect(draft).not.toBe(report_id);
  await publishReport(city.app, { kind: 'system' }, { report_id });
  server = await portalServer(city.app);
}, 60_000);
afterAll(async () => {
  await server.close();
  await city.drop();
});

const get = (path: string) => visitor(server).get(path);
const data = async () => JSON.parse((await get('/informes/2026-T2/informe.json')).body) as ReportContents;

it('lists what is published and shows it whole, and nothing of a draft', async () => {
  const list = await get('/informes');
  expect(list.body).toContain('href="/informes/2026-T2"');
  expect(list.body).not.toContain('2026-T1');
  expect((await get('/informes/2026-T1')).status).toBe(404);
  const page = await get('/informes/2026-T2');
  expect(page.status).toBe(200);
  // Every number of the data is on the page, in the table of its name.
  for (const { tables } of (await data()).sections)
    for (const { name, rows } of tables) {
      const table =
        new RegExp(`<caption[^>]*>\\s*${name.es}\\s*</caption>.*?</table>`, 's').exec(page.body)?.[0] ?? '';
      expect([name.es, table.match(/<tr/g)]).toEqual([name.es, Array(rows.length + 1).fill('<tr')]);
      for (const row of rows)
        for (const cell of row.cells) if (Number.isInteger(cell)) expect(table).toContain(`${cell}`);
    }
});

it('gives each table as CSV with the numbers of the page (F14)', async () => {
  const tables = (await data()).sections.flatMap((section) => section.tables);
  expect(tables.length).toBeGreaterThan(8);
  for (const { code, rows, columns } of tables) {
    const csv = await get(`/informes/2026-T2/${code}.csv`);
    expect([code, csv.status, csv.headers['content-type']]).toEqual([code, 200, 'text/csv; charset=utf-8']);
    const [head, ...lines] = parse(csv.body) as string[][];
    expect(head).toEqual(['codigo', expect.any(String), ...columns.map(({ name }) => name.es)]);
    expect(lines.map(([at, , ...cells]) => [at, ...cells])).toEqual(
      rows.map((row) => [row.code, ...row.cells.map((cell) => (cell === null ? '' : String(cell)))]),
    );
  }
  expect((await get('/informes/2026-T2/nada.csv')).status).toBe(404);
});

it('says what was counted: seven came, none is answered', async () => {
  const tables = (await data()).sections.flatMap((section) => section.tables);
  const zones = tables.find(({ code }) => code === 'zonas')!;
  expect(zones.rows.map(({ code, cells }) => [code, cells[0]])).toEqual([
    ['tlalpan', 3],
    ['coyoacan', 2],
    ['iztapalapa', 2],
    ['', 7],
  ]);
  const flow = tables.find(({ code }) => code === 'movimiento')!;
  expect(flow.rows.map(({ cells }) => cells)).toEqual([[0, 7, 0, 0, 0, 7]]);
});

/** The objects of a PDF in clear: what its compressed streams hold, behind one another. */
function inside(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const parts = [text];
  for (const found of text.matchAll(/stream\r?\n/g)) {
    const begins = found.index + found[0].length;
    try {
      parts.push(inflateSync(pdf.subarray(begins, text.indexOf('endstream', begins))).toString('latin1'));
    } catch {
      // A picture or font that is not deflated.
    }
  }
  return parts.join('\n');
}

it.each([
  ['es', 'es-MX'],
  ['en', 'en-MX'],
])('is a tagged PDF in %s: headings, header cells, pictures with words', async (language, tag) => {
  const answer = await get(`/informes/2026-T2/informe-${language}.pdf`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  const pdf = inside(answer.raw);
  const { sections } = await data();
  const tables = sections.flatMap((section) => section.tables);
  const count = (pattern: RegExp) => pdf.match(pattern)?.length ?? 0;
  expect(pdf).toMatch(/pdfuaid:part>1</);
  expect(pdf).toContain(`/Lang (${tag})`);
  expect(pdf).toMatch(/\/DisplayDocTitle true/);
  // The structure tree: one heading a section, one a table, and a row of header cells.
  expect(count(/\/S \/H1\b/g)).toBe(sections.length);
  expect(count(/\/S \/H2\b/g)).toBe(tables.length);
  expect(count(/\/S \/Table\b/g)).toBe(tables.length);
  const heads = tables.reduce((sum, { columns }) => sum + columns.length + 1, 0);
  expect(count(/\/S \/TH\b/g)).toBe(heads);
  expect(count(/\/Scope \/Column\b/g)).toBe(heads);
  expect(count(/\/S \/Figure\b/g)).toBe(
    tables.filter(({ drawing }) => drawing === 'trend' || drawing === 'map').length,
  );
  expect(count(/\/Alt\b/g)).toBeGreaterThanOrEqual(2);
});
