import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { publicationOf } from '../../queries/public/open-data/publication.ts';
import { publicNameOf } from '../../store/public-names.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { publishOpenData } from './publish-open-data.ts';

// Somebody who knows a person, keeps every night's files and reads the board tries to find that person's petition.
type Row = Record<string, string>;
interface Night {
  readonly petitions: ReadonlyMap<string, Row>;
  readonly clocks: readonly Row[];
  readonly assignments: readonly Row[];
  readonly replies: readonly Row[];
  readonly counts: readonly Row[];
  readonly days: readonly Row[];
  readonly pairs: readonly Row[];
}

let open: OpenDataTown;
let [first, second]: Night[] = [];
beforeAll(async () => {
  open = await openDataTown();
  const { town } = open;
  // The only petition of Coyoacán is answered: the board tells in how many days.
  const carla = town.staff['carla']!;
  const alone = await aPetition(town, { place: { zone_code: 'coyoacan' }, service_code: 'luminaria' });
  await acceptPetition(town.app, carla, { petition_id: alone.petition_id });
  await sendReply(town.app, carla, await aDraft(town, alone.petition_id, { by: carla }));
  first = await night();
  town.on('2026-04-30');
  for (let n = 0; n < 3; n += 1) await aPetition(town, { place: { zone_code: 'iztapalapa' } });
  await aPetition(town, { service_code: 'queja', place: { zone_code: 'iztapalapa' } });
  const [moved, hidden] = open.truth.keys();
  await town.asSystem((tx) =>
    tx.updateTable('petitions').set({ zone_code: 'coyoacan' }).where('id', '=', moved!).execute(),
  );
  // One of the lamps is made private, and so of another class of place than the others.
  await town.asSystem((tx) =>
    tx.updateTable('petitions').set({ visibility: 'private' }).where('id', '=', hidden!).execute(),
  );
  second = await night();
}, 120_000);
afterAll(() => open.town.drop());

async function night(): Promise<Night> {
  await publishOpenData(open.town.app, open.town.city_id);
  const rows = await open.rows('solicitudes');
  return {
    petitions: new Map(rows.map((row) => [row['folio_publico']!, row])),
    ...{ clocks: await open.rows('relojes'), assignments: await open.rows('turnos') },
    ...{ replies: await open.rows('respuestas'), counts: await open.rows('conteos') },
    ...{ days: await open.rows('dias'), pairs: await open.rows('cruces') },
  };
}

const weekOf = (day: string) =>
  day === '' ? '' : String(Math.floor((Date.parse(day) / 86_400_000 + 3) / 7));
const telltale = (row: Row): Row => ({
  ...{ month: row['mes_recepcion']!, borough: row['alcaldia']!, neighbourhood: row['colonia']! },
  ...{ service: row['tema']!, group: row['grupo']!, place_class: row['clase_ubicacion']! },
  week: weekOf(row['fecha_recepcion']!),
});
/** Whether a row may be of somebody of whom that is known: nothing that it says is something else. */
const mayBe = (row: Row, known: Row): boolean =>
  Object.entries(telltale(row)).every(
    ([name, said]) => said === '' || known[name] === '' || said === known[name],
  );

it('leaves five possible petitions to whoever lays two nights over each other', () => {
  expect(second!.petitions.size).toBeGreaterThan(first!.petitions.size);
  for (const [name, now] of second!.petitions) {
    const before = first!.petitions.get(name);
    const told = [telltale(now), ...(before === undefined ? [] : [telltale(before)])];
    for (const known of told) {
      const possible = [...second!.petitions.values()].filter((row) => mayBe(row, known));
      expect([name, known, possible.length >= 5]).toEqual([name, known, true]);
    }
  }
});

it('says in no other table what was held back of a petition', () => {
  for (const { petitions, clocks, assignments, replies } of [first!, second!])
    for (const row of [...clocks, ...assignments, ...replies]) {
      const own = petitions.get(row['folio_publico']!)!;
      const dates = Object.entries(row).filter(([column]) => column.startsWith('fecha_'));
      const step = Number(own['generalizacion']);
      if (own['fecha_recepcion'] === '')
        expect([row, dates.every(([, date]) => date === '')]).toEqual([row, true]);
      if (step >= 3) expect([row['unidad'] ?? '', row['fundamento'] ?? '']).toEqual(['', '']);
      if (step >= 4)
        expect([row['autoridad'] ?? '', row['usados'] ?? '', row['dias_usados'] ?? '']).toEqual(['', '', '']);
    }
});

it('does not let the counts of the board single out a row', () => {
  const { petitions, counts, days } = first!;
  const of = (rows: readonly Row[], medida: string) =>
    rows.filter(
      (row) =>
        [row['dimension'], row['valor'], row['medida']].join() === `autoridad,coyoacan,${medida}` &&
        (row['dimension_2'] ?? 'todas') === 'todas',
    );
  // The board tells that Coyoacán has two, one of them answered, and in how many days.
  expect(of(counts, 'recibidas').map((row) => row['solicitudes'])).toEqual(['2']);
  const told = of(days, 'respondidas').map((row) => row['dias_habiles']);
  expect(told).toHaveLength(1);
  // Which rows may be that one: none says its authority, none its days, and as many as hide are possible.
  const rows = [...petitions.values()];
  expect(rows.filter((row) => row['autoridad'] === 'coyoacan')).toEqual([]);
  const possible = rows.filter(
    (row) => row['autoridad'] === '' && (row['dias_habiles'] === '' || row['dias_habiles'] === told[0]),
  );
  expect(possible.length).toBeGreaterThanOrEqual(5);
  expect(possible.every((row) => row['dias_habiles'] === '')).toBe(true);
});

it('hides what subtracting rows and columns from the board would tell of two things together', () => {
  for (const { counts, pairs } of [first!, second!]) {
    const totals = new Map(
      counts.map((row) => [[row['mes'], row['dimension'], row['valor'], row['medida']].join(), row]),
    );
    const told = pairs.filter((row) => row['dimension_2'] !== 'unidad' && totals.has(lineOf(row)));
    for (const rows of Map.groupBy(told, (row) => `${lineOf(row)},${row['dimension_2']}`).values()) {
      const line = lineOf(rows[0]!);
      const hidden = rows.filter((row) => row['solicitudes'] === '');
      if (hidden.length === 0 || hidden.length === rows.length) continue;
      const sum = rows.reduce((all, row) => all + Number(row['solicitudes']), 0);
      const left = Number(totals.get(line)!['solicitudes']) - sum;
      expect([line, hidden.length >= 2 && left >= 5]).toEqual([line, true]);
    }
  }
});
const lineOf = (row: Row): string => [row['mes'], row['dimension'], row['valor'], row['medida']].join();

it('tells how many crowds are of one mind: in those an outcome is known of whoever is known to be in them', async () => {
  // A row says how far it was generalised, so that tells it apart too.
  const crowds = Map.groupBy(second!.petitions.values(), (row) =>
    JSON.stringify([row['generalizacion'], telltale(row)]),
  );
  expect(Math.min(...[...crowds.values()].map(({ length }) => length))).toBeGreaterThanOrEqual(5);
  const values = [...crowds.values()].map((rows) => new Set(rows.map((row) => row['clase_resultado'])).size);
  const ended = [...crowds.values()].filter(
    (rows, index) => values[index] === 1 && rows[0]!['clase_resultado'] !== '',
  );
  // Crowds that all wait are alike in having no outcome; none is alike in one.
  expect({ crowds: values.length > 2, ended: ended.length }).toEqual({ crowds: true, ended: 0 });
  // The publication says the same of itself: counted from the files as anybody may count it.
  const sizes = values.filter(
    (size, index) => size > 1 || [...crowds.values()][index]![0]!['clase_resultado'] !== '',
  );
  const { diversity } = (await publicationOf(open.town.app.database, open.town.city_id))!;
  expect(sizes.length).toBeGreaterThan(0);
  expect(diversity).toEqual({ crowds: sizes.length, least: Math.min(...sizes), alike: ended.length });
  const name = publicNameOf(open.town.app.keys, open.reserved_id);
  expect([first!, second!].some(({ petitions }) => petitions.has(name))).toBe(false);
});
