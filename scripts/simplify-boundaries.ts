/**
 * Makes the boundaries of a pack from an official file: fewer points, neighbours still share every edge exactly.
 *   node scripts/simplify-boundaries.ts <in.geojson> <out.geojson> [--metres 8] [--only 09002,09003]
 * Outlines are cut into arcs where three areas (or two and the outside) meet; each arc is simplified once
 * (Douglas-Peucker), so that both sides keep the same line. If two lines then cross, the tolerance is halved.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export type Point = readonly [number, number];
type Ring = readonly Point[];

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly official_code: string;
  readonly polygons: readonly (readonly Ring[])[];
}

const METRES_PER_DEGREE = 111_320;
const key = ([x, y]: Point) => `${x},${y}`;
/** Five decimals are 1.1 m. */
const rounded = ([x, y]: Point): Point => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5];

/** The same areas with outlines that stray at most `metres` from the given ones and cross nowhere. */
export function simplifyAreas(areas: readonly Area[], metres: number): Area[] {
  const exact = mapRings(areas, (ring) => withoutRepeats(ring.map(rounded)));
  const isJunction = junctionsOf(exact);
  for (let tolerance = metres; tolerance > 0.1; tolerance /= 2) {
    const simpler = mapRings(exact, (ring) => simplifyRing(ring, isJunction, tolerance));
    if (!linesCross(simpler)) return simpler;
  }
  return exact;
}

function mapRings(areas: readonly Area[], change: (ring: Ring) => Ring): Area[] {
  return areas.map((area) => ({ ...area, polygons: area.polygons.map((rings) => rings.map(change)) }));
}

function withoutRepeats(ring: Ring): Ring {
  const open = ring.slice(0, -1).filter((point, at, all) => key(point) !== key(all.at(at - 1)!));
  return [...open, open[0]!];
}

/** Points where lines meet: those with any number of neighbours other than two. */
function junctionsOf(areas: readonly Area[]): (point: Point) => boolean {
  const neighbours = new Map<string, Set<string>>();
  const join = (one: Point, other: Point) =>
    neighbours.set(key(one), (neighbours.get(key(one)) ?? new Set<string>()).add(key(other)));
  for (const ring of areas.flatMap(({ polygons }) => polygons.flat())) {
    ring.slice(1).forEach((point, at) => {
      join(point, ring[at]!);
      join(ring[at]!, point);
    });
  }
  return (point) => neighbours.get(key(point))?.size !== 2;
}

function simplifyRing(ring: Ring, isJunction: (point: Point) => boolean, metres: number): Ring {
  const open = ring.slice(0, -1);
  const first = open.findIndex(isJunction);
  // An island has no junction: it begins at its smallest point, whoever draws it.
  const start = first >= 0 ? first : open.reduce((best, point, at) => (point < open[best]! ? at : best), 0);
  const turned = [...open.slice(start), ...open.slice(0, start + 1)];
  const result: Point[] = [turned[0]!];
  let arc: Point[] = [turned[0]!];
  turned.slice(1).forEach((point, at, all) => {
    arc.push(point);
    if (!isJunction(point) && at < all.length - 1) return;
    result.push(...simplifyArc(arc, metres).slice(1));
    arc = [point];
  });
  return result.length < 4 ? turned : result;
}

/** In one direction whoever asks, so that both neighbours get the same points. */
function simplifyArc(arc: readonly Point[], metres: number): readonly Point[] {
  const ends = [`${key(arc[0]!)} ${key(arc[1]!)}`, `${key(arc.at(-1)!)} ${key(arc.at(-2)!)}`] as const;
  if (ends[0] <= ends[1]) return douglasPeucker(arc, metres);
  return [...douglasPeucker([...arc].reverse(), metres)].reverse();
}

function douglasPeucker(points: readonly Point[], metres: number): readonly Point[] {
  const [first, last] = [points[0]!, points.at(-1)!];
  let [farthest, at] = [0, 0];
  for (let i = 1; i < points.length - 1; i += 1) {
    const distance = metresBetween(points[i]!, first, last);
    if (distance > farthest) [farthest, at] = [distance, i];
  }
  if (farthest <= metres) return [first, last];
  return [
    ...douglasPeucker(points.slice(0, at + 1), metres).slice(0, -1),
    ...douglasPeucker(points.slice(at), metres),
  ];
}

/** From a point to the stretch between two others, on a plane at the point. */
function metresBetween([x, y]: Point, from: Point, to: Point): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [ax, ay] = [(from[0] - x) * shrink, from[1] - y];
  const [dx, dy] = [(to[0] - from[0]) * shrink, to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy) * METRES_PER_DEGREE;
}

/** Whether any two lines of all outlines cross inside. Sorted by longitude: only lines side by side are compared. */
export function linesCross(areas: readonly Area[]): boolean {
  const lines = uniqueLines(areas).sort((one, other) => one[0][0] - other[0][0]);
  return lines.some(([a, b], at) => {
    for (let next = at + 1; next < lines.length && lines[next]![0][0] < b[0]; next += 1) {
      const [c, d] = lines[next]!;
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
    }
    return false;
  });
}

function uniqueLines(areas: readonly Area[]): [Point, Point][] {
  const lines = new Map<string, [Point, Point]>();
  for (const ring of areas.flatMap(({ polygons }) => polygons.flat())) {
    ring.slice(1).forEach((point, at) => {
      const [from, to] = ring[at]![0] < point[0] ? [ring[at]!, point] : [point, ring[at]!];
      lines.set([key(from), key(to)].sort().join(' '), [from, to]);
    });
  }
  return [...lines.values()];
}

function side([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

interface Feature {
  readonly properties: { readonly CVEGEO: string; readonly NOMGEO: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
}

/** Areas of a file of the national statistics office: codes from the names, without accents. */
export function readAreas(text: string): Area[] {
  const { features } = JSON.parse(text) as { features: Feature[] };
  return features.map(({ properties, geometry }) => ({
    code: properties.NOMGEO.normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-'),
    name: properties.NOMGEO,
    official_code: properties.CVEGEO,
    polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  }));
}

/** One feature a line, so that a change of one boundary is a change of one line. */
export function writeAreas(areas: readonly Area[]): string {
  const features = areas.map(({ polygons, ...properties }) => {
    const [only] = polygons;
    const geometry =
      polygons.length === 1
        ? { type: 'Polygon', coordinates: only }
        : { type: 'MultiPolygon', coordinates: polygons };
    return JSON.stringify({ type: 'Feature', properties, geometry });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { metres: { type: 'string', default: '8' }, only: { type: 'string' } },
  });
  const [input, output] = positionals;
  if (input === undefined || output === undefined)
    throw new Error('Two files are needed: in.geojson out.geojson');
  const only = values.only?.split(',');
  const areas = readAreas(readFileSync(input, 'utf8'));
  const wanted = areas.filter(({ official_code }) => only === undefined || only.includes(official_code));
  const chosen = simplifyAreas(wanted, Number(values.metres));
  chosen.sort((one, other) => (one.official_code < other.official_code ? -1 : 1));
  writeFileSync(output, writeAreas(chosen));
  const points = chosen.flatMap(({ polygons }) => polygons.flat(2)).length;
  console.log(`${output}: ${chosen.length} areas, ${points} points`);
}
