import type { Edge, Position, Ring } from './zone-geometry.ts';

/**
 * The first place where a ring crosses itself, or null: such a ring has no clear inside (RFC 7946 §3.1.6 asks for
 * linear rings; OGC 06-103r4 §6.1.11.1 for simple ones). Touching itself in a corner is no crossing. Edges are
 * compared only with those whose longitudes they share, so that thousands of corners take milliseconds.
 */
export function selfCrossingOf(ring: Ring): Position | null {
  const edges = ring
    .slice(1)
    .map((to, at): Edge => ({ from: ring[at]!, to }))
    .sort((one, other) => west(one) - west(other));
  for (const [at, edge] of edges.entries()) {
    const end = Math.max(edge.from[0], edge.to[0]);
    for (let next = at + 1; next < edges.length && west(edges[next]!) <= end; next += 1) {
      if (cross(edge, edges[next]!)) return edge.from;
    }
  }
  return null;
}

function west({ from, to }: Edge): number {
  return Math.min(from[0], to[0]);
}

/** Whether each edge has the ends of the other strictly on its two sides. */
function cross(one: Edge, other: Edge): boolean {
  return side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0;
}

function side({ from, to }: Edge, point: Position): number {
  return Math.sign((to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]));
}
