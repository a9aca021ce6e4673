import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import writeExcel from 'write-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPetitions, imported as petitionOf } from '../../../test/fixtures/import/imported.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { runImport, type ImportOptions } from './import-file.ts';
import type { ImportSummary } from './tally.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const silent = { note: () => undefined };

let city: OneCity;
let folder: string;
beforeAll(async () => {
  city = await oneCity();
  folder = await mkdtemp(join(tmpdir(), 'atiende-import-'));
});
afterAll(async () => {
  await city.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (options: ImportOptions): Promise<ImportSummary> => runImport(city.app, options, silent);

const imported = (system: string, id: string) => petitionOf(city.app, system, id);
const counted = () => countPetitions(city.app);

test('another layout needs only a mapping: semicolons, decimal comma, another zone', async () => {
  const map = at('test/fixtures/import/buenos-aires-2019.yaml');
  const summary = await run({ file: at('test/fixtures/import/buenos-aires-2019.csv'), map, city: 'cdmx' });
  expect(summary).toMatchObject({ rows: 5, imported: 5, rejected: 0, delimiter: ';', encoding: 'utf-8' });
  // Read as degrees, and none of them is in Mexico City, whose terms began on 12 February 2019.
  expect(summary.by_problem).toEqual({ point_outside_city: 5, service_not_mapped: 1, no_term_in_force: 1 });
  const one = (await imported('suaci-buenos-aires', '00753671/19')).petition;
  expect(one).toMatchObject({ received_at: '2019-06-05T15:06:37.000Z', address_text: 'THAMES 2220.0' });
});

const PLAIN = `system: prueba
id: { columns: [folio] }
received: { column: fecha, format: dd/mm/yyyy }
channel: { default: phone }
service: { columns: [tema], values: { Iluminación: alumbrado } }
status: { default: { stage: assigned } }
description: { parts: ['{detalle}'], free_text: true }
`;

async function plain(name: string, content: Buffer | string, mapping = PLAIN): Promise<ImportOptions> {
  const [file, map] = [join(folder, name), join(folder, `${name}.yaml`)];
  await writeFile(file, content);
  await writeFile(map, mapping);
  return { file, map, city: 'cdmx' };
}

const ROW =
  'folio;fecha;tema;detalle\n1;07/02/2024 03:05 p. m.;Iluminación;No enciende el farol de la Peña\n';

test.each([
  ['windows-1252', iconv.encode(ROW, 'windows-1252')],
  ['macintosh', iconv.encode(ROW, 'macintosh')],
  ['utf-8', Buffer.from(`\uFEFF${ROW}`)],
  ['utf-16le', iconv.encode(ROW, 'utf-16le', { addBOM: true })],
])('%s is read as it is written', async (encoding, bytes) => {
  const options = await plain(`${encoding}.csv`, bytes, PLAIN.replace('prueba', encoding));
  const summary = await run(options);
  expect(summary).toMatchObject({ imported: 1, encoding, delimiter: ';', by_problem: {} });
  const { petition } = await imported(encoding, '1');
  expect(petition).toMatchObject({ description: 'No enciende el farol de la Peña', moderation: 'pending' });
  expect(petition).toMatchObject({ received_at: '2024-02-07T21:05:00.000Z', stage: 'received' });
});

test('an Excel workbook comes in through the same mapping, dates and numbers included', async () => {
  const value = (text: string) => ({ value: text, type: String });
  const bytes = await writeExcel([
    [value('folio'), value('fecha'), value('tema'), value('detalle')],
    [
      { value: 7, type: Number },
      { value: new Date('2024-02-07T15:05:00Z'), type: Date, format: 'dd/mm/yyyy hh:mm' },
      value('Iluminación'),
      value('No enciende'),
    ],
  ]).toBuffer();
  const mapping = PLAIN.replace('prueba', 'libro').replace('dd/mm/yyyy', 'iso');
  const summary = await run(await plain('libro.xlsx', bytes, mapping));
  expect(summary).toMatchObject({ rows: 1, imported: 1, rejected: 0, encoding: null });
  const { petition } = await imported('libro', '7');
  expect(petition.received_at).toBe('2024-02-07T21:05:00.000Z');
});

test('a cell of a megabyte is reported and the rows around it come in', async () => {
  const long = `2;07/02/2024;Iluminación;${'x'.repeat(1_000_000)}\n`;
  const mapping = PLAIN.replace('prueba', 'grande');
  const summary = await run(
    await plain('grande.csv', `${ROW}${long}3;07/02/2024;Iluminación;fin\n`, mapping),
  );
  expect(summary).toMatchObject({ rows: 3, imported: 2, rejected: 1, by_problem: { cell_too_long: 1 } });
});

test('columns without a name promise no cells; a line of totals is reported', async () => {
  const mapping = PLAIN.replace('prueba', 'colas').replace('system:', 'file: { header_line: 2 }\nsystem:');
  const file = `Reporte de febrero\n${ROW.replace('detalle', 'detalle;;')}TOTAL;1;;\n`;
  const summary = await run(await plain('colas.csv', file, mapping));
  expect(summary).toMatchObject({ rows: 2, imported: 1, rejected: 1 });
  expect(summary.by_problem).toEqual({ received_unreadable: 1 });
});

test('rows without any id are told apart by their content, equal ones by their order', async () => {
  const mapping = PLAIN.replace('prueba', 'sin-id').replace(
    'id: { columns: [folio] }',
    'id: { whole_row: true }',
  );
  const row = '1;07/02/2024;Iluminación;igual\n';
  const options = await plain('sin-id.csv', `${ROW}${row}${row}`, mapping);
  expect(await run(options)).toMatchObject({ imported: 3, rejected: 0 });
  expect(await run(options)).toMatchObject({ imported: 0, known: 3 });
});

test('a file that cannot be read says why, before anything is written', async () => {
  const before = await counted();
  await expect(run(await plain('vacio.csv', ''))).rejects.toMatchObject({ code: 'file_empty' });
  await expect(run(await plain('blanco.csv', ' \n\n'))).rejects.toMatchObject({ code: 'file_empty' });
  await expect(run(await plain('falso.xlsx', 'folio,fecha'))).rejects.toMatchObject({
    code: 'excel_unreadable',
  });
  const missing = { ...(await plain('x.csv', ROW)), file: join(folder, 'no-existe.csv') };
  await expect(run(missing)).rejects.toMatchObject({ code: 'file_missing' });
  await expect(run({ ...(await plain('y.csv', ROW)), city: 'atlantis' })).rejects.toMatchObject({
    code: 'city_unknown',
  });
  expect(await counted()).toBe(before);
});

test('a mapping that is wrong says the line, the field and what is wrong, all at once', async () => {
  const wrong = PLAIN.replace('column: fecha', 'column: fechas')
    .replace('alumbrado', 'farolas')
    .replace('{ stage: assigned }', '{ stage: closed }');
  await expect(run(await plain('mal.csv', ROW, wrong))).rejects.toMatchObject({
    problems: [
      { line: 3, field: 'received.column', sentence: 'El archivo no tiene una columna «fechas».' },
      { line: 5, field: 'service.values.Iluminación', sentence: 'La ciudad no tiene un tema «farolas».' },
      { line: 6, field: 'status.default' },
    ],
  });
  const unknown = PLAIN.replace('system:', 'sistem: x\nsystem:').replace(
    'format: dd/mm/yyyy',
    'format: dd.mm',
  );
  await expect(run(await plain('peor.csv', ROW, unknown))).rejects.toMatchObject({
    problems: [
      { line: 4, field: 'received.format' },
      { line: 1, field: 'sistem' },
    ],
  });
});
