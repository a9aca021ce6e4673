import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesCross, readAreas, simplifyAreas, type Area, type Point } from './simplify-boundaries.ts';

/** Two neighbours with a crooked border between them, drawn in opposite directions. */
function neighbours(offsets: readonly number[]): Area[] {
  const border = offsets.map((offset, at): Point => [
    -99 + offset,
    19 + ((at + 1) * 0.02) / (offsets.length + 1),
  ]);
  const line: Point[] = [[-99, 19], ...border, [-99, 19.02]];
  const west: Point[] = [[-99.02, 19], ...line, [-99.02, 19.02], [-99.02, 19]];
  const east: Point[] = [[-98.98, 19.02], ...[...line].reverse(), [-98.98, 19], [-98.98, 19.02]];
  return [
    { code: 'west', name: 'West', official_code: '1', polygons: [[west]] },
    { code: 'east', name: 'East', official_code: '2', polygons: [[east]] },
  ];
}

function edgeCounts(areas: readonly Area[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ring of areas.flatMap(({ polygons }) => polygons.flat())) {
    ring.slice(1).forEach((point, at) => {
      const edge = [ring[at]!.join(), point.join()].sort().join(' ');
      counts.set(edge, (counts.get(edge) ?? 0) + 1);
    });
  }
  return counts;
}

/** Every line is shared by two areas or part of closed outer limits: nothing gapes. */
function gaps(areas: readonly Area[]): number {
  const loose = new Map<string, number>();
  for (const [edge, count] of edgeCounts(areas)) {
    if (count === 2) continue;
    for (const end of edge.split(' ')) loose.set(end, (loose.get(end) ?? 0) + 1);
  }
  return [...loose.values()].filter((ends) => ends % 2 === 1).length;
}

it('keeps the border between two areas one line, whatever it drops', () => {
  const offsets = fc.array(fc.double({ min: -0.005, max: 0.005, noNaN: true }), {
    minLength: 3,
    maxLength: 30,
  });
  fc.assert(
    fc.property(offsets, fc.integer({ min: 1, max: 200 }), (crooked, metres) => {
      const areas = simplifyAreas(neighbours(crooked), metres);
      const outline = areas.flatMap(({ polygons }) => polygons.flat());
      for (const ring of outline) expect(ring[0]).toEqual(ring.at(-1));
      expect(linesCross(areas)).toBe(false);
      expect(gaps(areas)).toBe(0);
      const shared = [...edgeCounts(areas).values()].filter((count) => count === 2);
      expect(shared.length).toBeGreaterThan(0);
    }),
  );
});

it('drops what is straighter than the tolerance', () => {
  const areas = simplifyAreas(neighbours([0.00001, -0.00001, 0.00002]), 8);
  expect(areas[0]!.polygons[0]![0]).toHaveLength(5);
});

it('sees lines that cross', () => {
  const bowTie: Point[] = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ];
  expect(linesCross([{ code: 'a', name: 'A', official_code: '1', polygons: [[bowTie]] }])).toBe(true);
});

it('left the sixteen boroughs of Mexico City without gap or crossing', () => {
  const file = JSON.parse(readFileSync('packs/cdmx/boundaries.geojson', 'utf8')) as {
    features: { properties: { code: string }; geometry: { coordinates: Point[][] } }[];
  };
  const areas = file.features.map(({ properties, geometry }): Area => {
    return { code: properties.code, name: '', official_code: '', polygons: [geometry.coordinates] };
  });
  expect(areas).toHaveLength(16);
  expect(linesCross(areas)).toBe(false);
  expect(gaps(areas)).toBe(0);
});

it('makes codes from official names', () => {
  const feature = (NOMGEO: string) => ({
    properties: { NOMGEO, CVEGEO: '09010' },
    geometry: { type: 'Polygon', coordinates: [] },
  });
  const text = JSON.stringify({ features: [feature('Álvaro Obregón'), feature('Gustavo A. Madero')] });
  expect(readAreas(text).map(({ code }) => code)).toEqual(['alvaro-obregon', 'gustavo-a-madero']);
});
