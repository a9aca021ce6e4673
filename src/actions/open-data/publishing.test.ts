import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anEndedCall } from '../../../test/a-review.ts';
import { awkward, openDataTown, secrets, type OpenDataTown } from '../../../test/open-data-town.ts';
import { formatsOf } from '../../core/open-data/dataset.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';
import { placeForPublic } from '../../queries/public/published-place.ts';
import { publicationOf } from '../../queries/public/open-data/publication.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { publicNameOf } from '../../store/public-names.ts';
import { publishOpenData, type Published } from './publish-open-data.ts';

let open: OpenDataTown;
let first: Published;
beforeAll(async () => {
  open = await openDataTown();
  open.town.on('2026-04-29');
  await anEndedCall(open.town);
  first = (await publishOpenData(open.town.app, open.town.city_id))!;
}, 120_000);
afterAll(() => open.town.drop());

const month = '2026-04';
const metre = 1 / 111_320;

async function everyFile(): Promise<{ name: string; bytes: Buffer }[]> {
  const { files } = (await publicationOf(open.town.app.database, open.town.city_id))!;
  const found: { name: string; bytes: Buffer }[] = [];
  for (const file of files) {
    const bytes = await open.bytes(file.dataset, file.month, file.format);
    found.push({ name: `${file.dataset} ${file.month} ${file.format}`, bytes });
  }
  return found;
}

it('publishes each table whole and by month in each format, with as many rows as were counted', async () => {
  const { files, petitions, withheld } = (await publicationOf(open.town.app.database, open.town.city_id))!;
  const wanted = datasets.flatMap(({ shape }) =>
    (shape.by_month ? [null, month] : [null]).flatMap((part) =>
      formatsOf(shape).map((format) => `${shape.code} ${part} ${format}`),
    ),
  );
  expect(files.map((file) => `${file.dataset} ${file.month} ${file.format}`).sort()).toEqual(wanted.sort());
  const counted = await open.town.asSystem((tx) =>
    tx
      .selectFrom('petitions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('visibility', '<>', 'reserved')
      .executeTakeFirstOrThrow(),
  );
  expect([petitions, withheld, first.petitions]).toEqual([counted.count, 0, counted.count]);
  for (const file of files.filter(({ dataset }) => dataset === 'solicitudes'))
    expect([file.format, file.rows]).toEqual([file.format, counted.count]);
  expect((await open.rows('solicitudes')).length).toBe(counted.count);
  const lines = (await open.bytes('solicitudes', null, 'jsonl')).toString().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toHaveLength(counted.count);
  const map = JSON.parse((await open.bytes('solicitudes', month, 'geojson')).toString()) as {
    features: object[];
  };
  expect(map.features).toHaveLength(counted.count);
});

it('says the same in every format', async () => {
  for (const { shape } of datasets) {
    const csv = await open.rows(shape.code);
    const text = (await open.bytes(shape.code, null, 'jsonl')).toString().trimEnd();
    const json = text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as object);
    const bytes = await open.bytes(shape.code, null, 'parquet');
    const file = new Uint8Array(bytes).buffer;
    const parquet = await parquetReadObjects({ file });
    const asText = (row: Record<string, unknown>) =>
      Object.fromEntries(
        shape.columns.map(({ name }) => {
          const value = row[name] ?? '';
          const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value as string);
          return [name, text];
        }),
      );
    expect(json.map((row) => asText(row as Record<string, unknown>))).toEqual(csv);
    expect(parquet.map(asText)).toEqual(csv);
  }
});

it('keeps commas, quotes, line breaks, ñ and pictures as they are', async () => {
  const bytes = await open.bytes('unidades', null, 'csv');
  expect(bytes.subarray(0, 3)).not.toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const works = (await open.rows('unidades')).find(
    ({ autoridad, unidad }) => autoridad === 'iztapalapa' && unidad === 'obras',
  );
  expect(works?.['nombre']).toBe(awkward);
});

it('never holds what a person wrote, a folio, an id, or anything of a reserved identity', async () => {
  const rows = await open.town.asSystem((tx) => tx.selectFrom('petitions').select(['id', 'folio']).execute());
  const forbidden = [...Object.values(secrets), ...rows.flatMap(({ id, folio }) => [id, folio])];
  const reserved = publicNameOf(open.town.app.keys, open.reserved_id);
  const scanners = [
    /[\w.+-]+@[\w-]+\.[\w.]+/,
    /(?<!\d)(?:\d[ -]?){10}(?![\d.])(?<!\d{4}-\d{2}-\d{2})/,
    /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d/,
    /(?<![A-Z])[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}(?![A-Z0-9])/,
  ];
  for (const { name, bytes } of await everyFile()) {
    const text = bytes.toString('utf8');
    for (const one of [...forbidden, reserved]) expect([name, text.includes(one)]).toEqual([name, false]);
    if (name.endsWith('parquet')) continue;
    // Public names are hexadecimal: ten digits in a row in one are nobody's telephone.
    const scanned = text.replace(/\b[0-9a-f]{20}\b/g, '').replace(/-?\d+\.\d+/g, '');
    for (const scanner of scanners) expect([name, scanner.exec(scanned)?.[0]]).toEqual([name, undefined]);
  }
});

it('tells nothing that fewer than five petitions share, and hides the only case of its kind', async () => {
  const rows = await open.rows('solicitudes');
  const weekOf = (day: string) =>
    day === '' ? '' : String(Math.floor((Date.parse(day) / 86_400_000 + 3) / 7));
  const crowds = new Map<string, number>();
  for (const row of rows) {
    const week = weekOf(row['fecha_recepcion']!);
    const key = [row['colonia'], row['alcaldia'], row['tema'], row['grupo'], week].join('|');
    crowds.set(key, (crowds.get(key) ?? 0) + 1);
  }
  for (const [key, size] of crowds) expect([key, size >= 5]).toEqual([key, true]);
  const unique = rows.find(
    ({ folio_publico }) => folio_publico === publicNameOf(open.town.app.keys, open.unique_id),
  )!;
  expect([unique['alcaldia'], unique['tema'], unique['unidad'], unique['fecha_recepcion']]).toEqual([
    ...['', '', '', ''],
  ]);
  expect([unique['lat_masc'], unique['lon_masc'], unique['autoridad']]).toEqual(['', '', '']);
  const closed = rows.find(
    ({ folio_publico }) => folio_publico === publicNameOf(open.town.app.keys, open.private_id),
  )!;
  expect([closed['fecha_recepcion'], closed['lat_masc'], closed['mes_recepcion']]).toEqual(['', '', month]);
});

it('cannot be laid over a register of addresses', async () => {
  const { app, city_id } = open.town;
  const rows = new Map((await open.rows('solicitudes')).map((row) => [row['folio_publico']!, row]));
  const city = (await open.town.asSystem((tx) => cityConfiguration(tx, city_id)))!;
  const shown: { id: string; latitude: number; longitude: number }[] = [];
  for (const [id, at] of open.truth) {
    const row = rows.get(publicNameOf(app.keys, id))!;
    if (row['lat_masc'] === '') continue;
    const [latitude, longitude] = [Number(row['lat_masc']), Number(row['lon_masc'])];
    const metres = away(at, { latitude, longitude });
    const [least, most] = at.service === 'bache' ? [0, 37] : [75, 250];
    expect([at.service, metres >= least && metres <= most]).toEqual([at.service, true]);
    shown.push({ id, latitude, longitude });
    // The very point that Open311 and the list of what is near by show.
    const service_id = open.town.services[at.service]!;
    const elsewhere = placeForPublic(app.keys, city, { id, service_id, visibility: 'masked', ...at });
    expect([elsewhere?.latitude, elsewhere?.longitude]).toEqual([latitude, longitude]);
  }
  expect(shown.length).toBe(18);
  // A register with an address every 25 m: the nearest is never the right one, and hundreds may be.
  for (const point of shown.filter(({ id }) => open.truth.get(id)!.service === 'luminaria')) {
    const { latitude, longitude } = open.truth.get(point.id)!;
    const home = { latitude, longitude };
    const register = addressesAround(home);
    const [nearest] = [...register].sort((one, other) => away(one, point) - away(other, point));
    expect(away(nearest!, home)).toBeGreaterThan(50);
    const possible = register.filter((one) => away(one, point) >= 75 && away(one, point) <= 250);
    expect(possible).toContainEqual(home);
    expect(possible.length).toBeGreaterThan(200);
  }
});

interface At {
  readonly latitude: number;
  readonly longitude: number;
}

function away(one: At, other: At): number {
  const east = (one.longitude - other.longitude) * Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot(one.latitude - other.latitude, east) / metre;
}

function addressesAround({ latitude, longitude }: At): At[] {
  const steps = Array.from({ length: 41 }, (_, n) => (n - 20) * 25 * metre);
  return steps.flatMap((north) =>
    steps.map((east) => ({ latitude: latitude + north, longitude: longitude + east })),
  );
}

it('publishes the same bytes again, and after one change only what it changed', async () => {
  const { app, city_id } = open.town;
  const stateOf = async () => {
    const { files } = (await publicationOf(app.database, city_id))!;
    return new Map(files.map((file) => [`${file.dataset} ${file.month} ${file.format}`, file]));
  };
  const before = await stateOf();
  open.town.on('2026-04-30');
  const second = (await publishOpenData(app, city_id))!;
  expect(second.new_bytes).toBe(0);
  expect(await stateOf()).toEqual(before);
  await open.town.asSystem((tx) =>
    tx
      .updateTable('petitions')
      .set({ supporters_count: 7 })
      .where('id', '=', [...open.truth.keys()][5]!)
      .execute(),
  );
  await publishOpenData(app, city_id);
  const changed = [...(await stateOf())].filter(([name, { modified_at }]) => {
    return modified_at !== before.get(name)!.modified_at;
  });
  expect(new Set(changed.map(([, { dataset }]) => dataset))).toEqual(new Set(['solicitudes']));
  expect(changed).toHaveLength(8);
});

it('lets go of what was replaced a day later, and not while somebody may be reading it', async () => {
  const { app, city_id } = open.town;
  const pieces = () =>
    open.town.asSystem((tx) => tx.selectFrom('open_data_pieces').select(['id', 'unused_since']).execute());
  const unused = (await pieces()).filter(({ unused_since }) => unused_since !== null);
  expect(unused.length).toBeGreaterThan(0);
  open.town.on('2026-05-02');
  await publishOpenData(app, city_id);
  const left = new Set((await pieces()).map(({ id }) => id));
  for (const { id } of unused) expect(left.has(id)).toBe(false);
});

it('does not publish twice at once', async () => {
  const { app, city_id } = open.town;
  const both = await Promise.all([publishOpenData(app, city_id), publishOpenData(app, city_id)]);
  expect(both.filter((one) => one === null)).toHaveLength(1);
});
