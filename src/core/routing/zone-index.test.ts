import fc from 'fast-check';
import { expect, it } from 'vitest';
import { METRES_PER_DEGREE, type Position, type ZoneGeometry } from './zone-geometry.ts';
import { buildZoneIndex, locateZone, type ShapedZone } from './zone-index.ts';

/** A made-up town of 4 × 4 boroughs whose inner corners are moved about, so that shared edges are crooked. */
function town(corners: readonly Position[]): ShapedZone[] {
  const corner = (column: number, row: number): Position => {
    const inner = column > 0 && column < 4 && row > 0 && row < 4;
    const [dx, dy] = inner ? corners[(row - 1) * 3 + column - 1]! : [0, 0];
    return [-99 + column * 0.01 + dx, 19 + row * 0.01 + dy];
  };
  return Array.from({ length: 16 }, (_, at): ShapedZone => {
    const [column, row] = [at % 4, Math.floor(at / 4)];
    const ring = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    // Neighbours are drawn the other way round, as in real files.
    const drawn = (column + row) % 2 === 0 ? ring : [...ring].reverse();
    const geometry: ZoneGeometry = { type: 'Polygon', coordinates: [[...drawn, drawn[0]!]] };
    return { code: `b${String(at).padStart(2, '0')}`, level: 'borough', geometry };
  });
}

const shift = fc.tuple(
  fc.double({ min: -0.003, max: 0.003, noNaN: true }),
  fc.double({ min: -0.003, max: 0.003, noNaN: true }),
);
const aTown = fc.array(shift, { minLength: 9, maxLength: 9 }).map(town);
const inside = fc.tuple(
  fc.double({ min: -98.9999, max: -98.9601, noNaN: true }),
  fc.double({ min: 19.0001, max: 19.0399, noNaN: true }),
);

it('finds exactly one borough for every point of a town without gaps', () => {
  fc.assert(
    fc.property(aTown, inside, (zones, point) => {
      const holders = zones.filter((zone) => locateZone(buildZoneIndex([zone]), point).zone !== null);
      expect(holders).toHaveLength(1);
      const found = locateZone(buildZoneIndex(zones), point);
      expect(found.zone).toBe(holders[0]!.code);
      expect(found.outside).toBe(false);
    }),
  );
});

it('gives a corner that four boroughs share to one of them and names all four as its border', () => {
  const index = buildZoneIndex(town(Array.from({ length: 9 }, (): Position => [0.0011, -0.0007])));
  const found = locateZone(index, [-99 + 2 * 0.01 + 0.0011, 19 + 2 * 0.01 - 0.0007]);
  expect(found.on_border).toEqual(['b05', 'b06', 'b09', 'b10']);
  expect(found.on_border).toContain(found.zone);
});

const square = (west: number, south: number, size: number): ZoneGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

it('calls a border what lies within 25 metres of it, on either side, and nothing farther', () => {
  const index = buildZoneIndex([
    { code: 'west', level: 'borough', geometry: square(-99.02, 19, 0.02) },
    { code: 'east', level: 'borough', geometry: square(-99, 19, 0.02) },
  ]);
  const metre = 1 / (METRES_PER_DEGREE * Math.cos((19.01 * Math.PI) / 180));
  fc.assert(
    fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (metres) => {
      fc.pre(Math.abs(Math.abs(metres) - 25) > 0.01 && Math.abs(metres) > 0.001);
      const found = locateZone(index, [-99 + metres * metre, 19.01]);
      expect(found.zone).toBe(metres < 0 ? 'west' : 'east');
      expect(found.on_border).toEqual(Math.abs(metres) < 25 ? ['east', 'west'] : []);
    }),
  );
});

it('says that a point is outside, and near which borough when it is just outside', () => {
  const index = buildZoneIndex([{ code: 'only', level: 'city', geometry: square(-99, 19, 0.02) }]);
  expect(locateZone(index, [-98.5, 19.01])).toEqual({ zone: null, on_border: [], outside: true });
  expect(locateZone(index, [-99.0001, 19.01])).toEqual({ zone: null, on_border: ['only'], outside: true });
  expect(locateZone(index, [-98.9999, 19.01])).toEqual({ zone: 'only', on_border: ['only'], outside: false });
});

it('says nothing about a city without shapes', () => {
  const index = buildZoneIndex([{ code: 'metepec', level: 'city', geometry: null }]);
  expect(locateZone(index, [-99.6, 19.25])).toEqual({ zone: null, on_border: [], outside: false });
});

it('prefers the neighbourhood to the borough around it, and leaves out holes and other islands', () => {
  const index = buildZoneIndex([
    { code: 'borough', level: 'borough', geometry: square(-99, 19, 0.04) },
    {
      code: 'ring',
      level: 'neighbourhood',
      geometry: {
        type: 'MultiPolygon',
        coordinates: [
          [...squareRings(-99, 19, 0.02), ...squareRings(-98.995, 19.005, 0.01)],
          squareRings(-98.97, 19.03, 0.005),
        ],
      },
    },
  ]);
  expect(locateZone(index, [-98.998, 19.01]).zone).toBe('ring');
  expect(locateZone(index, [-98.99, 19.01]).zone).toBe('borough');
  expect(locateZone(index, [-98.968, 19.032]).zone).toBe('ring');
});

function squareRings(west: number, south: number, size: number) {
  return square(west, south, size).coordinates as Extract<ZoneGeometry, { type: 'Polygon' }>['coordinates'];
}
