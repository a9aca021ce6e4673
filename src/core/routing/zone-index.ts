import {
  contains,
  edgesOf,
  METRES_PER_DEGREE,
  metresToEdge,
  type Edge,
  type Position,
  type ZoneGeometry,
} from './zone-geometry.ts';

export type ZoneLevel = 'city' | 'borough' | 'neighbourhood';

export interface ShapedZone {
  readonly code: string;
  readonly level: ZoneLevel;
  readonly geometry: ZoneGeometry | null;
}

/** Where a point lies. A border is said, never guessed: the person is asked which side is meant. */
export interface ZoneFound {
  /** The smallest zone that holds the point; null when it lies outside all of them or there are no shapes. */
  readonly zone: string | null;
  /** Zones of one level whose edge is nearer than the border's width: two for a border, one for the outer limit. */
  readonly on_border: readonly string[];
  /** True only where there are shapes and none holds the point. */
  readonly outside: boolean;
}

export interface ZoneIndex {
  readonly zones: readonly IndexedZone[];
  /** Edges by grid cell, for finding those near a point. */
  readonly cells: ReadonlyMap<string, readonly OwnedEdge[]>;
}

interface IndexedZone {
  readonly code: string;
  readonly level: ZoneLevel;
  readonly edges: readonly Edge[];
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

interface OwnedEdge {
  readonly zone: IndexedZone;
  readonly edge: Edge;
}

/** A pin placed by thumb is no better than this. */
export const BORDER_METRES = 25;

/** Degrees: about 550 m, far wider than a border, so that the cells around a point hold every near edge. */
const CELL = 0.005;
const FINEST_FIRST: readonly ZoneLevel[] = ['neighbourhood', 'borough', 'city'];

/** Prepares zones for look-ups; those without a shape are left out. */
export function buildZoneIndex(zones: readonly ShapedZone[]): ZoneIndex {
  const indexed = zones.flatMap(({ code, level, geometry }) => {
    if (geometry === null) return [];
    const edges = edgesOf(geometry);
    return [{ code, level, edges, box: boxOf(edges) }];
  });
  indexed.sort((one, other) => rankOf(one) - rankOf(other) || (one.code < other.code ? -1 : 1));
  const cells = new Map<string, OwnedEdge[]>();
  for (const zone of indexed) {
    for (const edge of zone.edges) {
      for (const key of cellsOf(edge)) {
        const cell = cells.get(key);
        if (cell === undefined) cells.set(key, [{ zone, edge }]);
        else cell.push({ zone, edge });
      }
    }
  }
  return { zones: indexed, cells };
}

/** The zone of a point given in degrees, whether it lies on a border, and whether outside all shapes. */
export function locateZone(index: ZoneIndex, point: Position, border_metres = BORDER_METRES): ZoneFound {
  const holder = index.zones.find(({ box, edges }) => inBox(box, point) && contains(edges, point));
  const near = nearEdges(index, point, border_metres);
  const level = holder?.level ?? FINEST_FIRST.find((one) => near.some(({ zone }) => zone.level === one));
  const on_border = [
    ...new Set(near.filter(({ zone }) => zone.level === level).map(({ zone }) => zone.code)),
  ].sort();
  return { zone: holder?.code ?? null, on_border, outside: index.zones.length > 0 && holder === undefined };
}

function rankOf({ level }: IndexedZone): number {
  return FINEST_FIRST.indexOf(level);
}

function boxOf(edges: readonly Edge[]): IndexedZone['box'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const {
    from: [x, y],
  } of edges) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

function inBox([west, south, east, north]: IndexedZone['box'], [x, y]: Position): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}

function cellOf(degrees: number): number {
  return Math.floor(degrees / CELL);
}

/** The cells of the edge's box: long diagonal edges lie in a few too many, which costs only a comparison. */
function cellsOf({ from, to }: Edge): string[] {
  const keys: string[] = [];
  for (
    let column = cellOf(Math.min(from[0], to[0]));
    column <= cellOf(Math.max(from[0], to[0]));
    column += 1
  ) {
    for (let row = cellOf(Math.min(from[1], to[1])); row <= cellOf(Math.max(from[1], to[1])); row += 1) {
      keys.push(`${column} ${row}`);
    }
  }
  return keys;
}

function nearEdges({ cells }: ZoneIndex, point: Position, metres: number): OwnedEdge[] {
  const high = metres / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((point[1] * Math.PI) / 180));
  const window = cellsOf({
    from: [point[0] - wide, point[1] - high],
    to: [point[0] + wide, point[1] + high],
  });
  const candidates = window.flatMap((key) => cells.get(key) ?? []);
  return candidates.filter(({ edge }) => metresToEdge(point, edge) <= metres);
}
