import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import type { Town } from '../../../test/town.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { quantile } from '../../core/statistics/figures.ts';
import {
  codeOf,
  dimensionWords,
  pairs,
  type DimensionWord,
} from '../../queries/public/open-data/counted-things.ts';
import { mayNamePersons } from '../../core/statistics/masking.ts';
import type { Filter, Filters } from '../../queries/public/statistics/asked.ts';
import { statisticsView, type Told } from '../../queries/public/statistics/statistics-view.ts';
import { newId } from '../../store/ids.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { publishOpenData } from './publish-open-data.ts';

// Whoever takes the files and adds them up gets what the board says, wherever both tell it.
let open: OpenDataTown;
let city: CityConfiguration;
let files: Files;
beforeAll(async () => {
  open = await openDataTown();
  const { app, city_id } = open.town;
  await fillApril(open.town);
  await publishOpenData(app, city_id);
  city = (await open.town.asSystem((tx) => cityConfiguration(tx, city_id)))!;
  files = {
    conteos: await open.rows('conteos'),
    cruces: await open.rows('cruces'),
    dias: await open.rows('dias'),
  };
}, 120_000);
afterAll(() => open.town.drop());

type Rows = readonly Record<string, string>[];
interface Files {
  readonly conteos: Rows;
  readonly cruces: Rows;
  readonly dias: Rows;
}

/** Two weeks of April: lamps by telephone and at the counter in two neighbourhoods, answered after one to six days. */
async function fillApril(town: Town): Promise<void> {
  const zones = ['Centro', 'Reforma'].map((name) => ({
    ...{ id: newId(), city_id: town.city_id, code: name.toLowerCase(), name, level: 'neighbourhood' },
    ...{ parent_code: 'iztapalapa', is_approximate: false },
  }));
  await town.asSystem(async (tx) => {
    await tx.insertInto('zones').values(zones).execute();
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
  });
  const waiting: string[] = [];
  for (const [n, day] of ['13', '14', '15', '16', '17', '20', '21', '22'].entries()) {
    town.on(`2026-04-${day}`);
    for (const [m, channel] of (['phone', 'counter', 'phone', 'portal'] as const).entries()) {
      const neighbourhood = (n + m) % 3 === 0 ? 'Reforma' : 'Centro';
      const place = { zone_code: 'iztapalapa', neighbourhood };
      const { petition_id } = await aPetition(town, { channel, place, stage: 'in_work' });
      waiting.push(petition_id);
    }
    // Whoever came first is answered first, and ever more wait.
    for (const petition_id of waiting.splice(0, 3))
      await sendReply(town.app, town.staff['julian']!, await aDraft(town, petition_id));
    await aPetition(town, { service_code: 'luminaria', place: { zone_code: 'coyoacan' } });
  }
  town.on('2026-04-29');
}

const month = '2026-04';

const view = (by: Filter | null, filters: Filters = {}) =>
  statisticsView(open.town.app.database, {
    ...{ city_id: open.town.city_id, filters, by },
    ...{ period: { from: '2026-04-01', to: '2026-04-30' }, today: '2026-04-29' },
    now: open.town.app.now(),
  });

/** One line of the files: of a value alone, or of two together. */
interface Place {
  readonly dimension: string;
  readonly valor: string;
  readonly dimension_2: string;
  readonly valor_2: string;
}
const isAt = (place: Place) => (row: Record<string, string>) =>
  row['mes'] === month &&
  row['dimension'] === place.dimension &&
  row['valor'] === place.valor &&
  (row['dimension_2'] ?? 'todas') === place.dimension_2 &&
  (row['valor_2'] ?? 'todas') === place.valor_2;

/** What the files say: the figures of the board, out of counts and days alone; null where they say nothing. */
function recounted(place: Place) {
  const counts = (place.dimension_2 === 'todas' ? files.conteos : files.cruces).filter(isAt(place));
  const days = files.dias.filter(isAt(place));
  const count = (medida: string): number | null => {
    const told = counts.find((row) => row['medida'] === medida)?.['solicitudes'];
    return told === undefined ? 0 : told === '' ? null : Number(told);
  };
  const share = (part: number, rest: number) => (part + rest === 0 ? null : part / (part + rest));
  const crowd = (medida: 'respondidas' | 'resueltas') => {
    const histogram = new Map(
      days
        .filter((row) => row['medida'] === medida)
        .map((row) => [Number(row['dias_habiles']), Number(row['solicitudes'])]),
    );
    return {
      count: count(medida),
      share: share(count(`${medida}_en_plazo`) ?? 0, count(`${medida}_fuera_de_plazo`) ?? 0),
      median: quantile(histogram, 0.5),
      p90: quantile(histogram, 0.9),
    };
  };
  const resolved = crowd('resueltas');
  const first = count('primer_contacto') ?? 0;
  return {
    ...{ received: count('recibidas'), withdrawn: count('desistidas'), duplicates: count('duplicadas') },
    ...{ replied: crowd('respondidas'), resolved },
    first_contact: share(first, (resolved.count ?? 0) - first),
  };
}

/** What waits and what is overdue on the day of publication. */
const waiting = (place: Place): number[] =>
  ['pendientes', 'vencidas'].map((medida) =>
    files.conteos
      .filter((row) => isAt(place)(row) && row['medida'] === medida)
      .reduce((sum, row) => sum + Number(row['solicitudes']), 0),
  );

/** The same of the board. */
function asTold({ figures }: Pick<Told, 'figures'>): ReturnType<typeof recounted> {
  const { share_replied_in_time, share_resolved_in_time, share_first_contact } = figures;
  const { reply_median, reply_p90, resolve_median, resolve_p90 } = figures;
  return {
    ...{ received: figures.received, withdrawn: figures.withdrawn, duplicates: figures.duplicates },
    replied: {
      ...{ count: figures.replied, share: share_replied_in_time },
      ...{ median: reply_median, p90: reply_p90 },
    },
    resolved: {
      ...{ count: figures.resolved, share: share_resolved_in_time },
      ...{ median: resolve_median, p90: resolve_p90 },
    },
    first_contact: share_first_contact,
  };
}

const tally = { same: 0, hidden: 0 };

/** Every number of the files is the board's; where they hide one, the board has some. */
function expectSame(place: Place, told: Pick<Told, 'figures'>): void {
  const [own, board] = [recounted(place), asTold(told)];
  const compare = (name: keyof typeof own, crowd: { mine: number | null; theirs: number | null }) => {
    if (crowd.mine === null) expect([place, name, crowd.theirs! > 0]).toEqual([place, name, true]);
    else expect([place, name, own[name]]).toEqual([place, name, board[name]]);
    tally[crowd.mine === null ? 'hidden' : 'same'] += 1;
  };
  for (const name of ['received', 'withdrawn', 'duplicates'] as const)
    compare(name, { mine: own[name], theirs: board[name] });
  for (const name of ['replied', 'resolved'] as const)
    compare(name, { mine: own[name].count, theirs: board[name].count });
  compare('first_contact', { mine: own.resolved.count, theirs: board.resolved.count });
}

const boardName = (dimension: DimensionWord) => dimensionWords[dimension] as Filter;
const source = () => ({ city }) as Parameters<typeof codeOf>[0];

it('is the board as a whole: counts, shares, medians and ninetieth percentiles, and what waits', async () => {
  const told = await view(null);
  const everything = { dimension: 'todas', valor: 'todas', dimension_2: 'todas', valor_2: 'todas' };
  expectSame(everything, told);
  expect(waiting(everything)).toEqual([told.queue.open, told.queue.overdue]);
  expect(told.queue.open).toBeGreaterThan(20);
  expect(told.figures.replied).toBeGreaterThan(4);
  // Every row of the petitions is one of those; what is missing is of a reserved identity.
  expect((await open.rows('solicitudes')).length).toBe(told.figures.received - 1);
});

it('is the board by each thing alone', async () => {
  for (const dimension of ['autoridad', 'tipo', 'tema', 'canal', 'alcaldia'] as const) {
    const { rows } = await view(boardName(dimension));
    expect(rows.size).toBeGreaterThan(0);
    for (const [value, told] of rows) {
      const valor = codeOf(source(), dimension, value);
      const place = { dimension, valor, dimension_2: 'todas', valor_2: 'todas' };
      expectSame(place, told);
      expect([place, waiting(place)]).toEqual([place, [told.queue.open, told.queue.overdue]]);
    }
    // What the board hides of one thing alone, and what not, is so in the files too.
    expect(mayNamePersons([boardName(dimension)])).toBe(false);
  }
});

it('is the board by two things, units and neighbourhoods among them', async () => {
  for (const [dimension, dimension_2] of pairs) {
    const before = tally.same;
    expect(mayNamePersons([boardName(dimension), boardName(dimension_2)])).toBe(dimension_2 !== 'unidad');
    const values = [...(await view(boardName(dimension))).rows.keys()].filter((value) => value !== '');
    for (const value of values) {
      const { rows } = await view(boardName(dimension_2), { [boardName(dimension)]: value });
      for (const [other, told] of rows) {
        const valor = codeOf(source(), dimension, value);
        expectSame({ dimension, valor, dimension_2, valor_2: codeOf(source(), dimension_2, other) }, told);
      }
    }
    expect([dimension, dimension_2, tally.same > before]).toEqual([dimension, dimension_2, true]);
  }
});

it('says more than it hides, and hides something', () => {
  expect(tally.hidden).toBeGreaterThan(0);
  expect(tally.same).toBeGreaterThan(tally.hidden);
});

it('has nothing that the board does not have', () => {
  for (const row of [...files.conteos, ...files.cruces, ...files.dias]) expect(row['mes']).toBe(month);
});

it('tells of two things together no number from one to four of a crowd', () => {
  const crowds = new Set(['recibidas', 'respondidas', 'resueltas', 'desistidas', 'duplicadas']);
  for (const row of files.cruces.filter(({ dimension_2 }) => dimension_2 !== 'unidad'))
    if (crowds.has(row['medida']!) && row['solicitudes'] !== '')
      expect([row, Number(row['solicitudes']) >= 5]).toEqual([row, true]);
});
