import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeProblem, readPackFolder } from './read-pack-folder.ts';

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url));
let folder: string;
let template: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  template = await readFile(join(PACKS, 'template', 'pack.yaml'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

/** What the reader says of the template after one change, and the line of that change. */
async function problemsOf(from: string, to: string, others: Record<string, string> = {}) {
  if (!template.includes(from)) throw new Error(`The template lacks: ${from}`);
  const pack = template.replace(from, to);
  const files = { 'pack.yaml': pack, 'more.yaml': '{}', 'limits.geojson': '{}', ...others };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const reading = await readPackFolder(folder, PACKS);
  const problems = reading.ok ? [] : reading.problems.map(describeProblem);
  return { problems, line: pack.slice(0, pack.indexOf(to)).split('\n').length };
}

it('reads the template clean', async () => {
  expect((await problemsOf('name: Ciudad de ejemplo', 'name: Ciudad de ejemplo')).problems).toEqual([]);
});

it.each([
  [
    'a wrong type',
    'kind: petition\n    location: optional',
    'kind: solicitud\n    location: optional',
    'services[1].kind',
    'no hay ningún tipo con la clave «solicitud»',
  ],
  ['a wrong choice', 'location: required #', 'location: maybe #', 'services[0].location', 'Opción inválida'],
  ['a missing field', 'name: Otro asunto', 'notice: Aviso', 'services[1].name', 'falta este dato'],
  [
    'an unknown field',
    'locale: es-MX',
    'locale: es-MX\n  colour: red',
    'city.colour',
    'el campo «colour» no existe',
  ],
  [
    'an unknown unit',
    'unit: ayuntamiento/alumbrado',
    'unit: ayuntamiento/luz',
    'routing[0].unit',
    'no hay ninguna unidad con la clave «ayuntamiento/luz»',
  ],
  [
    'an unknown calendar',
    'calendar: template',
    'calendar: otro',
    'authorities[0].calendar',
    'no hay ningún calendario',
  ],
  [
    'an unknown country',
    'country_calendar: MX',
    'country_calendar: ZZ',
    'calendars[0].country_calendar',
    'no trae el calendario nacional «ZZ»',
  ],
  [
    'a calendar beyond its country',
    'covers_until: 2035-12-31',
    'covers_until: 2099-12-31',
    'calendars[0].covers_from',
    'solo cubre',
  ],
  [
    'an unknown role',
    'role: administrator',
    'role: king',
    'demo_users[0].roles[0].role',
    'no hay ningún rol con la clave «king»',
  ],
  [
    'an unknown triage unit',
    'triage_unit: ventanilla',
    'triage_unit: nadie',
    'authorities[0].triage_unit',
    'no hay ninguna unidad',
  ],
  [
    'a unit under itself',
    'name: Servicios Públicos,',
    'name: Servicios Públicos, parent: alumbrado,',
    'authorities[0].units[1].parent',
    'depende de sí misma',
  ],
  [
    'a duplicate code',
    'code: otro\n',
    'code: alumbrado\n',
    'services[1].code',
    '«alumbrado» aparece más de una vez',
  ],
  [
    'a way to end that is there twice',
    '    channels: [portal',
    '    wrap_ups: [{ code: done, name: Hecho }, { code: done, name: Otro }]\n    channels: [portal',
    'city.settings.wrap_ups[1].code',
    '«done» aparece más de una vez',
  ],
  [
    'half a script',
    '    channels: [portal',
    '    desk_script: { greeting: Buenos días }\n    channels: [portal',
    'city.settings.desk_script.closing',
    'falta este dato',
  ],
  [
    'a zone without authority',
    'level: city\n    authority: ayuntamiento',
    'level: city',
    'zones[0]',
    'no dice qué autoridad la atiende',
  ],
  [
    'no such shape file',
    'authority: ayuntamiento\n    neigh',
    'authority: ayuntamiento\n    geometry: { file: nada.geojson, feature: x }\n    neigh',
    'zones[0].geometry',
    'no se encontró la figura',
  ],
  ['a missing text', 'code: welcome', 'code: hello', 'texts', 'falta el texto «welcome»'],
  [
    'an article that cannot be read aloud',
    'le damos un folio con la fecha en que deben responderle.',
    'le damos un folio. Guárdelo',
    'articles[0].summary',
    'una sola frase',
  ],
  [
    'an article that nobody reviews',
    '    review_on: 2030-01-31\n',
    '',
    'articles[0].review_on',
    'para publicarse le falta «review_on»',
  ],
  [
    'an article of a unit that is not there',
    'owner: ayuntamiento/alumbrado',
    'owner: ayuntamiento/faroles',
    'articles[0].owner',
    'faroles',
  ],
  ['no reply term', 'clock: reply', 'clock: accept', 'terms', 'ningún plazo de respuesta'],
  [
    'an unknown time zone',
    'locale: es-MX\n  time_zone: America/Mexico_City',
    'locale: es-MX\n  time_zone: America/Nowhere',
    'city.time_zone',
    'no es una zona horaria',
  ],
  ['a text for a number', 'length: 10\n', 'length: diez\n', 'terms[0].length', 'se esperaba número'],
  [
    'a language nobody speaks',
    'languages: [es]',
    'languages: [fr]',
    'city.settings.languages[0]',
    '"es"|"en"',
  ],
  [
    'hours that end before they begin',
    "closes: '15:00'",
    "closes: '07:00'",
    'authorities[0].opening_hours[0].closes',
    'debe cerrar después de abrir',
  ],
  [
    'a calendar that ends before it begins',
    'covers_from: 20',
    'covers_from: 2039-01-01 # 20',
    'calendars[0].covers_until',
    'termina antes de empezar',
  ],
  [
    'a unit counted by the rule of another',
    'unit: business_days',
    'unit: hours',
    'terms[0].counting_rule',
    '«from_instant»',
  ],
])('names file, line and field of %s', async (...row) => {
  const [, from, to, field, sentence] = row;
  const { problems } = await problemsOf(from, to);
  const found = problems.find((problem) => problem.includes(` ${field}: `));
  expect(found, problems.join('\n')).toContain(sentence);
  expect(found).toMatch(/pack\.yaml:\d+ /);
});

it('points at the very line', async () => {
  const wrong = await problemsOf('unit: ayuntamiento/alumbrado', 'unit: ayuntamiento/luz');
  expect(wrong.problems).toEqual([
    `${join(folder, 'pack.yaml')}:${wrong.line} routing[0].unit: no hay ninguna unidad con la clave «ayuntamiento/luz».`,
  ]);
  const days = await problemsOf("closes: '15:00'", "closes: '25:00'");
  expect(days.problems[0]).toContain(`pack.yaml:${days.line} authorities[0].opening_hours[0].closes: `);
});

it('finds the line of a rule written with lists', async () => {
  const rule = '  - { service: alumbrado, unit: ayuntamiento/alumbrado }';
  const lists = '  - { service: [alumbrado, otro], unit: ayuntamiento/alumbrado }';
  const { problems, line } = await problemsOf(rule, `${lists}\n${rule.replace('alumbrado', 'nada')}`);
  expect(problems).toEqual([
    `${join(folder, 'pack.yaml')}:${line + 1} routing[1].service: no hay ningún servicio con la clave «nada».`,
  ]);
});

it('refuses two terms for the same thing at the same time, and lets one follow the other', async () => {
  const second = (from: string) =>
    `terms:\n  - { code: antes, clock: reply, length: 5, unit: business_days, counting_rule: from_next_business_day, citation: Ley de ejemplo, valid_from: 2020-01-01${from} }`;
  const over = await problemsOf('terms:', second(''));
  expect(over.problems.join('\n')).toContain('dos plazos para lo mismo');
  expect((await problemsOf('terms:', second(', valid_until: 2023-12-31'))).problems).toEqual([]);
});

it('refuses a polygon that is not closed, a section given twice, and YAML that cannot be read', async () => {
  const shape = (end: number[]) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code: 'm' },
          geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], end]] },
        },
      ],
    });
  const zone = [
    'level: city\n    authority',
    'level: city\n    geometry: { file: limits.geojson, feature: m }\n    authority',
  ] as const;
  expect((await problemsOf(...zone, { 'limits.geojson': shape([0, 0]) })).problems).toEqual([]);
  const open = await problemsOf(...zone, { 'limits.geojson': shape([0, 1]) });
  expect(open.problems.join('\n')).toContain('el contorno no termina donde empieza');
  const twice = await problemsOf('city:', 'city:', { 'more.yaml': 'kinds: []\n' });
  expect(twice.problems).toEqual([
    expect.stringMatching(/pack\.yaml:\d+ kinds: la sección ya está en more\.yaml\./),
  ]);
  const broken = await problemsOf('city:', 'city:', { 'more.yaml': 'roles:\n  - { code: x\n' });
  expect(broken.problems[0]).toMatch(/more\.yaml:\d+ /);
});

it('refuses a shape that crosses itself, and names the line of a file of shapes that is none', async () => {
  const bowTie = '[[[0,0],[2,2],[2,0],[0,2],[0,0]]]';
  const shapes = `{"type":"FeatureCollection","features":[\n{"properties":{"code":"m"},"geometry":{"type":"Polygon",\n"coordinates":${bowTie}}}]}`;
  const zone = [
    'level: city\n    authority',
    'level: city\n    geometry: { file: limits.geojson, feature: m }\n    authority',
  ] as const;
  const crossed = await problemsOf(...zone, { 'limits.geojson': shapes });
  expect(crossed.problems).toEqual([
    expect.stringMatching(/pack\.yaml:\d+ zones\[0\]\.geometry: .*se cruza/),
  ]);
  const beyond = await problemsOf(...zone, { 'limits.geojson': shapes.replace('[2,2]', '[2,200]') });
  expect(beyond.problems).toEqual([expect.stringContaining('limits.geojson:3 m: ')]);
  const broken = await problemsOf(...zone, { 'limits.geojson': shapes.replace('[2,2]', '[2;2]') });
  expect(broken.problems).toEqual([expect.stringContaining('limits.geojson:3 ')]);
});

it('refuses a folder that is not there, an empty file, and letters that are not UTF-8', async () => {
  const nowhere = await readPackFolder(join(folder, 'nada'), PACKS);
  expect(nowhere).toMatchObject({ ok: false, problems: [{ file: join(folder, 'nada'), line: 1 }] });
  const empty = await problemsOf('city:', 'city:', { 'more.yaml': '# nada\n' });
  expect(empty.problems).toEqual([expect.stringContaining('more.yaml:1 el archivo no contiene secciones')]);
  await problemsOf('city:', 'city:');
  await writeFile(join(folder, 'more.yaml'), Buffer.from('# uno\n# año\n', 'latin1'));
  const latin = await readPackFolder(folder, PACKS);
  expect(latin).toMatchObject({ ok: false, problems: [{ file: join(folder, 'more.yaml'), line: 2 }] });
  await rm(join(folder, 'more.yaml'));
});
