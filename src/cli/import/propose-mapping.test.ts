import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportTarget } from '../../actions/imports/import-target.ts';
import type { Mapping } from './mapping.ts';
import { proposeMapping } from './propose-mapping.ts';
import { checkMapping, parseMapping } from './read-mapping.ts';
import { openTable } from './read-table.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const language = 'es' as const;
const target: ImportTarget = {
  ...{ city_id: '0', locale: 'es-MX', time_zone: 'America/Mexico_City' },
  services: [
    { code: 'otro', name: 'Otro asunto', keywords: [] },
    { code: 'alumbrado', name: 'Luminaria apagada', keywords: ['ALUMBRADO'] },
    { code: 'coladera', name: 'Coladera', keywords: ['MANTENIMIENTO DE COLADERA / ALCANTARILLA'] },
  ],
  zones: [{ code: 'iztapalapa', name: 'Iztapalapa', level: 'borough' }],
  outcomes: [
    { code: 'atendida', class: 'resolved' },
    { code: 'repetida', class: 'duplicate' },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atiende-propose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The draft must pass the same checks as a mapping that somebody wrote. */
async function draft(file: string): Promise<{ yaml: string; mapping: Mapping }> {
  const yaml = await proposeMapping(file, { language, target });
  const read = parseMapping(yaml, 'propuesta.yaml', language);
  const table = await openTable(file, read.mapping.file);
  checkMapping(read, table.headers, { target, language });
  return { yaml, mapping: read.mapping };
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

test('reads the layout of the SUAC from its headers, and the names of the city from its values', async () => {
  const { yaml, mapping } = await draft(at('packs/cdmx/sample/suac-2024.csv'));
  expect(mapping).toMatchObject({
    id: { columns: ['id_folio'] },
    received: { column: 'fecha_solicitud', format: 'iso', time_column: 'hora_solicitud' },
    closed: { column: 'fecha_concluido', format: 'iso' },
    nulls: ['-1', 'NA'],
    time_zone: 'America/Mexico_City',
    place: {
      zone: [{ column: 'alcaldia_catalogo' }, { column: 'alcaldia_solicitud' }],
      neighbourhood: ['colonia_catalogo', 'colonia_solicitud'],
      latitude: 'latitud',
      longitude: 'longitud',
    },
  });
  expect(mapping.service.values).toMatchObject({
    ALUMBRADO: 'alumbrado',
    'MANTENIMIENTO DE COLADERA / ALCANTARILLA': 'coladera',
  });
  expect(mapping.channel.values).toMatchObject({ 'APP CDMX': 'app', 'OPERADOR TELEFÓNICO LOCATEL': 'phone' });
  expect(mapping.status.values).toMatchObject({
    CERRADO: { stage: 'closed', outcome: 'atendida' },
    'AUTORIDAD RESPONSABLE': { stage: 'in_work' },
  });
  expect(yaml).toContain('# "BARBECHO / CHAPONEO":');
});

test('tells metric coordinates from degrees, and a column that comes twice', async () => {
  const of2019 = await draft(at('test/fixtures/import/buenos-aires-2019.csv'));
  expect(of2019.mapping.place).toMatchObject({ latitude: 'lat_wgs84', longitude: 'long_wgs84' });
  expect(of2019.mapping.file).toEqual({ encoding: 'utf-8', delimiter: ';' });
  const of2016 = await draft(at('test/fixtures/import/buenos-aires-2016.csv'));
  expect(of2016.mapping).toMatchObject({ id: { whole_row: true }, service: { columns: ['concepto'] } });
  expect(of2016.mapping.place).toMatchObject({ latitude: 'lat', longitude: 'long' });
});

test('finds English headers in camel case, and month before day where a day above 12 shows it', async () => {
  const text = [
    'SRRecordID,SRType,MethodReceived,CreatedDate,SRStatus,CloseDate,Address,ZipCode,Email',
    'a-1,Luminaria apagada,Phone,04/12/2018 11:11:26 AM,Closed (Duplicate),04/13/2018 12:45:47 PM,3400 Main St,21215,x@y.example',
    'a-2,Rats,API,05/30/2018 11:11:26 AM,Open,,3401 Main St,21215,z@y.example',
  ].join('\n');
  const { mapping, yaml } = await draft(await written('english.csv', text));
  expect(mapping).toMatchObject({
    id: { columns: ['SRRecordID'] },
    received: { column: 'CreatedDate', format: 'mm/dd/yyyy' },
    closed: { column: 'CloseDate', format: 'mm/dd/yyyy' },
    service: { columns: ['SRType'], values: { 'Luminaria apagada': 'alumbrado' } },
    status: { values: { 'Closed (Duplicate)': { stage: 'closed', outcome: 'repetida' } } },
  });
  expect(yaml).toContain('parecen datos personales: Email');
  expect(JSON.stringify(mapping)).not.toContain('Email');
});

test('says that it cannot know when no day is above 12, and reads Windows-1252', async () => {
  const text = 'Folio;Fecha de recepción;Descripción;Situación\n1;03/04/2024;Bache en la Peña;En trámite\n';
  const { mapping, yaml } = await draft(await written('ambigua.csv', iconv.encode(text, 'windows-1252')));
  expect(mapping.file).toEqual({ encoding: 'windows-1252', delimiter: ';' });
  expect(mapping.received).toMatchObject({ column: 'Fecha de recepción', format: 'dd/mm/yyyy' });
  expect(mapping.description).toEqual({ parts: ['{Descripción}'], free_text: true });
  expect(yaml).toContain('no se sabe cuál número es el mes');
});

test('headers that YAML would take for something else stay headers', async () => {
  const text = 'id,fecha,"tema: «a»\n# b",2024,no\n1,2024-02-13,"x: y",3,4\n';
  const { mapping, yaml } = await draft(await written('raros.csv', text));
  expect(mapping.service.columns).toEqual(['tema: «a»\n# b']);
  expect(yaml).toContain('2024, no');
});

test('a file without any date is drafted so that the check says what is missing', async () => {
  const file = await written('sin-fecha.csv', 'id,tema\n1,ALUMBRADO\n2,OTRO\n');
  await expect(draft(file)).rejects.toMatchObject({ problems: [{ field: 'received.column' }] });
});

test('finds the names below the titles of a report, and the id although a line of totals has none', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `R-${at};${at + 1}/03/2024;Atendido;"dos\nlíneas"\n`);
  const titles = 'Concentrado de reportes\n\nEnero a marzo;;;\n';
  const names = 'Núm. de reporte;Fecha de ingreso;Estatus;Detalle;;\n';
  const file = await written('titulos.csv', `${titles}${names}${rows.join('')}Total;12;;\n`);
  const { mapping } = await draft(file);
  expect(mapping).toMatchObject({
    file: { delimiter: ';', header_line: 4 },
    id: { columns: ['Núm. de reporte'] },
    received: { column: 'Fecha de ingreso', format: 'dd/mm/yyyy' },
  });
  const table = await openTable(file, mapping.file);
  const details: (string | undefined)[] = [];
  for await (const { cells } of table.rows()) details.push(cells?.[3]);
  expect(details).toEqual([...rows.map(() => 'dos\nlíneas'), '']);
});

test('knows a day by its Excel number, a postal code not, and a point whose names are swapped', async () => {
  const rows = [1, 2, 3].map(
    (at) => `${at},${45_300 + at}.25,Luminarias apagadas,0${at}900,-99.${at},19.${at}\n`,
  );
  const file = await written(
    'numeros.csv',
    `folio,fecha_registro,tema,codigo_postal,latitud,longitud\n${rows.join('')}`,
  );
  const { yaml, mapping } = await draft(file);
  expect(mapping).toMatchObject({
    received: { column: 'fecha_registro', format: 'excel' },
    service: { values: { 'Luminarias apagadas': 'alumbrado' } },
    place: { latitude: 'longitud', longitude: 'latitud', address: { parts: ['{codigo_postal}'] } },
  });
  expect(yaml).toMatch(/"Luminarias apagadas": alumbrado # /);
});
