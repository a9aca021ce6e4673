import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { aTown, FIRST_DAY, type Town } from '../../../test/town.ts';
import type { Position } from '../../core/routing/zone-geometry.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';
import { apart } from './map-picture.ts';

const system = { kind: 'system' } as const;
let town: Town;
let server: Awaited<ReturnType<typeof portalServer>>;

/** True places, some of them a few metres apart. */
const places = Array.from({ length: 70 }, (_, n) => ({
  latitude: 19.30137 + (n % 10) * 0.0113,
  longitude: -99.08713 + Math.floor(n / 10) * 0.0097,
}));
const count = async () => {
  while ((await projectStatistics(town.app, system, {})).more);
};
const file = (n: number, service_code = 'luminaria') =>
  aPetition(town, {
    service_code,
    place: { zone_code: n % 2 === 0 ? 'iztapalapa' : 'coyoacan', ...places[n]! },
  });

let filed: { petition_id: string; folio: string }[] = [];
beforeAll(async () => {
  town = await aTown();
  town.on(FIRST_DAY);
  await town.asSystem((tx) =>
    sql`update services set place_class = 'public_way' where code = 'bache'`.execute(tx),
  );
  // Two squares that hold all places.
  for (const [code, west] of [
    ['iztapalapa', -99.06],
    ['coyoacan', -99.1],
  ] as const) {
    const [south, north, east] = [19.28, 19.43, west + 0.04];
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const geometry = JSON.stringify({ type: 'Polygon', coordinates: [ring] });
    await town.asSystem((tx) =>
      sql`update zones set geometry = ${geometry}::jsonb where code = ${code}`.execute(tx),
    );
  }
  await renewed();
  server = await portalServer(town.app);
  filed = [];
  for (let n = 0; n < places.length; n += 1) filed.push(await file(n, n % 5 === 0 ? 'bache' : 'luminaria'));
  // Without a place, and one that is nobody else's business.
  await aPetition(town);
  await hide(filed[1]!.petition_id, 'private');
  await count();
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

const hide = (petition_id: string, visibility: string) =>
  town.asSystem((tx) =>
    sql`update petitions set visibility = ${visibility}, version = version + 1 where id = ${petition_id}`.execute(
      tx,
    ),
  );
const renewed = () =>
  town.asSystem((tx) => sql`update cities set configuration_version = configuration_version + 1`.execute(tx));
const map = async (question = '') =>
  (await visitor(server).get(`/tablero/mapa${question}`)).body.replaceAll(/&#(\d+);/g, (_, code) =>
    String.fromCharCode(Number(code)),
  );
const picture = (page: string): string =>
  /<svg\s+class="chart zones points".*?<\/svg>/s.exec(page)?.[0] ?? '';
const clusters = (page: string): number[] =>
  [...picture(page).matchAll(/<text class="middle"[^>]*>\s*([\d,]+)\s*<\/text>/g)].map(([, n]) =>
    Number(n!.replace(',', '')),
  );
const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
/** Where the circles lead. */
const closer = (page: string): string[] =>
  [...picture(page).matchAll(/href="\/tablero\/mapa(\?[^"]*)#mapa"/g)].map(([, question]) => question!);

it('keeps circles so far apart that each number can be read, and loses none', () => {
  const place = ([x, y]: Position) => [x, y] as const;
  const drawn = Array.from({ length: 120 }, (_, n) => ({
    count: 1 + ((n * 37) % 50),
    longitude: (n * 97) % 400,
    latitude: (n * 61) % 400,
  }));
  const kept = apart(drawn, { place });
  expect(sum(kept.map(({ count: n }) => n))).toBe(sum(drawn.map(({ count: n }) => n)));
  expect(kept.length).toBeLessThan(drawn.length);
  expect(apart([drawn[0]!, { ...drawn[0]!, count: 1, longitude: 30 }], { place })).toHaveLength(1);
  expect(apart([drawn[0]!, { ...drawn[0]!, count: 1, longitude: 40 }], { place })).toHaveLength(2);
});

describe('the map', () => {
  it('gathers the public petitions that have a place, and says of how many', async () => {
    const page = await map();
    expect(sum(clusters(page))).toBe(69);
    expect(clusters(page).length).toBeGreaterThan(5);
    expect(page).toContain('69 solicitudes aquí');
    const rows = [...page.matchAll(/<th scope="row">(.*?)<\/th>\s*<td>(\d+)<\/td>/gs)].map(([, name, n]) => [
      name!.replaceAll(/<[^>]*>/g, '').trim(),
      Number(n),
    ]);
    expect(rows.sort()).toEqual([
      ['coyoacan', 29],
      ['iztapalapa', 40],
    ]);
  });

  it('comes closer by each circle, down to the petitions themselves', async () => {
    const first = closer(await map())[0]!;
    expect(first).toMatch(/^\?vista=2%2C19\.\d{4}%2C-99\.\d{4}$/);
    let page = await map(first);
    for (let level = 0; level < 6 && !page.includes('id="solicitud-1"'); level += 1)
      page = await map(closer(page)[0]!);
    const folios = filed.filter(({ folio }) => page.includes(folio));
    expect(folios.length).toBeGreaterThan(0);
    expect(picture(page).match(/class="point"/g)).toHaveLength(folios.length);
    expect(page).toContain(`href="/seguimiento/${folios[0]!.folio}"`);
  });

  it('asks of the same petitions as the board', async () => {
    // Fourteen are told one by one.
    const page = await map('?tema=bache');
    expect(picture(page).match(/class="cell"/g)).toHaveLength(14);
    expect(picture(await map('?zona=coyoacan')).match(/class="(?:cell|ring)"/g)).toHaveLength(29);
    expect(await map('?periodo=mes-pasado')).toContain('0 solicitudes aquí');
    expect(await map('?zona=coyoacan&colonia=nada&tema=bache')).toContain(
      'href="/tablero?tema=bache&zona=coyoacan"',
    );
  });

  it('shows no true place at any distance', async () => {
    const questions = ['', '?zona=coyoacan', '?tema=luminaria', '?tema=bache'];
    const pages: string[] = [];
    for (const question of questions) pages.push(await map(question));
    for (const question of closer(pages[0]!)) {
      const page = await map(question);
      pages.push(page);
      const next = closer(page)[0];
      if (next !== undefined) pages.push(await map(next));
    }
    const all = pages.join('\n');
    expect(all.match(/class="ring"/g)!.length).toBeGreaterThan(30);
    for (const { latitude, longitude } of places) {
      expect(all).not.toContain(`${latitude.toFixed(4)}%2C${longitude.toFixed(4)}`);
      expect(all).not.toContain(String(latitude));
      expect(all).not.toContain(String(longitude));
    }
    const points = await town.asSystem((tx) =>
      sql<{ latitude: number; precision_m: number; away: number }>`select f.latitude, f.precision_m,
        sqrt(((f.latitude - p.latitude) * 111320) ^ 2 + ((f.longitude - p.longitude) * 111320 * cos(radians(p.latitude))) ^ 2) as away
        from petition_facts f join petitions p on p.id = f.petition_id where f.latitude is not null`.execute(
        tx,
      ),
    );
    expect(points.rows).toHaveLength(69);
    for (const { precision_m, away } of points.rows)
      expect([precision_m, precision_m === 250 ? away > 74 && away < 251 : away < 36]).toEqual([
        precision_m,
        true,
      ]);
  });

  it('forgets what is made private at once, and what a service does not tell any more before it is folded again', async () => {
    await hide(filed[2]!.petition_id, 'reserved');
    await count();
    expect(sum(clusters(await map()))).toBe(68);
    const classed = (place_class: string | null) =>
      town.asSystem((tx) =>
        sql`update services set place_class = ${place_class} where code = 'bache'`.execute(tx),
      );
    await classed('near_home');
    await renewed();
    expect(await map('?tema=bache')).toContain('0 solicitudes aquí');
    await classed('public_way');
    await renewed();
    expect(await map('?tema=bache')).toContain('14 solicitudes aquí');
  });

  it.each([
    '?vista=99,19.3,-99.1',
    '?vista=3,89.9,179.9',
    '?vista=;drop',
    '?vista=2,1e9,3',
    '?vista=1&vista=2',
  ])('is whole for an address that nobody would type: %s', async (question) => {
    const answer = await visitor(server).get(`/tablero/mapa${question}`);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain('NaN');
  });
});
