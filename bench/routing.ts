import { buildZoneIndex, locateZone, type ShapedZone } from '../src/core/routing/zone-index.ts';
import { drawFrom } from './city/draw.ts';
import { measure, type Measured } from './measure.ts';

const boroughs = 16;
const neighbourhoods = 1_800;

/** Finds the neighbourhood and the borders of a point among made-up zones; a thousand points in each call. */
export async function measureRouting(): Promise<readonly [string, Measured]> {
  const index = buildZoneIndex(madeUpZones());
  const draw = drawFrom(3);
  const measured = await measure({ count: 200, at_a_time: 1 }, () => {
    for (let n = 0; n < 1_000; n += 1) locateZone(index, [-99.35 + draw() * 0.4, 19.1 + draw() * 0.4]);
    return Promise.resolve();
  });
  return [`a thousand points in ${boroughs} boroughs and ${neighbourhoods} neighbourhoods`, measured];
}

/** Boroughs in a grid of four by four, neighbourhoods in one of forty-five by forty within them, with wavy edges. */
function madeUpZones(): ShapedZone[] {
  return [...grid('borough', 4, 4), ...grid('neighbourhood', 45, 40)];
}

function grid(level: 'borough' | 'neighbourhood', columns: number, rows: number): ShapedZone[] {
  const [wide, high] = [0.4 / columns, 0.4 / rows];
  const zones: ShapedZone[] = [];
  for (let n = 0; n < columns * rows; n += 1) {
    const [west, south] = [-99.35 + (n % columns) * wide, 19.1 + Math.floor(n / columns) * high];
    zones.push({
      code: `${level}-${n}`,
      level,
      geometry: { type: 'Polygon', coordinates: [ring(west, south, [wide, high])] },
    });
  }
  return zones;
}

/** Two dozen corners to each side, as real limits have. */
function ring(west: number, south: number, [wide, high]: [number, number]): [number, number][] {
  const steps = 24;
  const wave = (at: number) => Math.sin(at * 7) * 0.02;
  const points: [number, number][] = [];
  const along = (from: (t: number) => [number, number]) => {
    for (let step = 0; step < steps; step += 1) points.push(from(step / steps));
  };
  along((t) => [west + t * wide, south + wave(west + t) * high]);
  along((t) => [west + wide + wave(south + t) * wide, south + t * high]);
  along((t) => [west + wide - t * wide, south + high + wave(west - t) * high]);
  along((t) => [west + wave(south - t) * wide, south + high - t * high]);
  return [...points, points[0]!];
}
