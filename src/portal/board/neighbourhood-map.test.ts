import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor } from '../../../test/portal-visitor.ts';
import { aTown, FIRST_DAY, type Town } from '../../../test/town.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';

// Made-up squares: no city of the packs has polygons of its neighbourhoods.
let town: Town;
let server: Awaited<ReturnType<typeof portalServer>>;
const system = { kind: 'system' } as const;
const west = -99.1;
const south = 19.3;
const side = 0.01;
/** Neighbourhoods from west to east, and how many petitions come from each. */
const made = [
  ['aldama', 12],
  ['bravo', 7],
  ['centro', 3],
  ['dolores', 0],
] as const;

beforeAll(async () => {
  town = await aTown();
  town.on(FIRST_DAY);
  for (const [at, [code]] of made.entries()) {
    const [left, right] = [west + at * side, west + (at + 1) * side];
    const ring = [
      [left, south],
      [right, south],
      [right, south + side],
      [left, south + side],
      [left, south],
    ];
    const geometry = JSON.stringify({ type: 'Polygon', coordinates: [ring] });
    await town.asSystem((tx) =>
      sql`insert into zones (id, city_id, code, name, level, parent_code, authority_id, geometry)
        select gen_random_uuid(), city_id, ${code}, ${`Colonia ${code}`}, 'neighbourhood', code, authority_id, ${geometry}::jsonb
        from zones where code = 'iztapalapa'`.execute(tx),
    );
  }
  await town.asSystem((tx) =>
    sql`update cities set configuration_version = configuration_version + 1`.execute(tx),
  );
  server = await portalServer(town.app);
  for (const [at, [, count]] of made.entries())
    for (let n = 0; n < count; n += 1)
      await aPetition(town, {
        place: { latitude: south + side / 2, longitude: west + (at + 0.1 + n * 0.05) * side },
      });
  while ((await projectStatistics(town.app, system, {})).more);
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

const board = async (question: string) => (await visitor(server).get(`/tablero${question}`)).body;

/** What is drawn: strength and words of each shape, and where it leads. */
const shapes = (page: string) =>
  [
    ...(/<svg class="chart zones".*?<\/svg>/s.exec(page)?.[0] ?? '').matchAll(
      /(?:<a href="([^"]*)"[^>]*>)?<path class="zone ([^"]*)" d="([^"]+)"[^>]*><title>([^<]*)<\/title>/gs,
    ),
  ].map(([, href, kind, path, words]) => ({ href, kind, path, words: textOf(words!) }));
const addressIn = (href: string): string =>
  href.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

describe('the neighbourhoods of a borough on the board', () => {
  it('are drawn the darker the more came from them, and those with few say nothing', async () => {
    const drawn = shapes(await board('?zona=iztapalapa&por=colonia'));
    expect(drawn.map(({ words }) => words)).toEqual([
      'Colonia aldama: 12',
      'Colonia bravo: Muy pocas para mostrarlas',
      'Colonia centro: Muy pocas para mostrarlas',
      'Colonia dolores: 0',
    ]);
    const strengths = drawn.map(({ kind }) => kind);
    expect(strengths[0]).toMatch(/^heat h[1-9]$/);
    expect(strengths.slice(1, 3)).toEqual(['unknown', 'unknown']);
    expect(strengths[3]).toBe('heat h0');
    // Four different squares beside each other.
    expect(new Set(drawn.map(({ path }) => path)).size).toBe(4);
  });

  it('lead to the board of each, which tells its own figures', async () => {
    const [first] = shapes(await board('?zona=iztapalapa&por=colonia'));
    const href = addressIn(first!.href!);
    expect(href).toContain('colonia=aldama');
    const page = (await visitor(server).get(href)).body;
    expect(textOf(/id="cifra-received">(.*?)<details/s.exec(page)?.[1] ?? '')).toContain('12 Recibidas');
  });

  it('are not drawn where the borough has none', async () => {
    expect(shapes(await board('?zona=coyoacan&por=colonia'))).toEqual([]);
  });
});
