/** Longitude and latitude in degrees, WGS 84, as in GeoJSON. */
export type Position = readonly [longitude: number, latitude: number];
export type Ring = readonly Position[];
export type ZonePolygon = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] };
export type ZoneMultiPolygon = {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly Ring[])[];
};
/** GeoJSON, RFC 7946 §3.1.6 and §3.1.7: rings are closed, the first is the outline and the others are holes. */
export type ZoneGeometry = ZonePolygon | ZoneMultiPolygon;

export interface Edge {
  readonly from: Position;
  readonly to: Position;
}

/** Every edge of every ring. For the even-odd rule outlines and holes are the same. */
export function edgesOf(geometry: ZoneGeometry): Edge[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const edges: Edge[] = [];
  for (const ring of polygons.flat()) {
    for (let at = 1; at < ring.length; at += 1) edges.push({ from: ring[at - 1]!, to: ring[at]! });
  }
  return edges;
}

/**
 * Even-odd rule. Each edge is taken from its lower end up, so that an edge shared by two zones is computed with
 * the same numbers for both: a point on it belongs to exactly one of them.
 */
export function contains(edges: readonly Edge[], [x, y]: Position): boolean {
  let inside = false;
  for (const { from, to } of edges) {
    if (from[1] > y === to[1] > y) continue;
    const [low, high] = from[1] < to[1] ? [from, to] : [to, from];
    if (x < low[0] + ((y - low[1]) / (high[1] - low[1])) * (high[0] - low[0])) inside = !inside;
  }
  return inside;
}

export const METRES_PER_DEGREE = 111_320;

/** Metres from a point to an edge, on a plane that touches the globe at the point: exact enough for streets. */
export function metresToEdge([x, y]: Position, { from, to }: Edge): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const ax = (from[0] - x) * shrink;
  const ay = from[1] - y;
  const dx = (to[0] - from[0]) * shrink;
  const dy = to[1] - from[1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy) * METRES_PER_DEGREE;
}
