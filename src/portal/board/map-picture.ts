import type { Zone } from '../../core/cities/configuration.ts';
import { wholeNumber } from '../../core/language/format.ts';
import { contains, edgesOf, type Edge, type Position } from '../../core/routing/zone-geometry.ts';
import { clipped, outline, ringsOf } from '../../core/routing/zone-outline.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { Cluster, PublishedPoints } from '../../queries/public/statistics/published-points.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { moved, side, type Frame, type MapView } from './map-view.ts';

interface Drawn {
  readonly frame: Frame;
  readonly points: PublishedPoints;
  readonly addressOf: (view: MapView) => string;
}

/**
 * The map itself, drawn on the server: the city's boundaries, and on them either circles that gather points, each a link
 * that comes closer, or the points one by one, each a link to its row in the table below.
 */
export function mapPicture(visit: Visit, drawn: Drawn): Html {
  const { say, city } = visit;
  const { frame, points } = drawn;
  const zones = [...city.zones.values()].filter(({ geometry }) => geometry !== null);
  const shapes = zones
    .filter(({ level }) => level !== 'city' || zones.length === 1)
    .map((zone) => shapeOf(visit, frame, zone));
  const marks =
    points.petitions.length > 0
      ? points.petitions.map((petition, index) => mark(visit, frame, { petition, index }))
      : circles(visit, drawn, zones);
  return html`<svg
    class="chart zones points"
    viewBox="0 0 ${side} ${side}"
    role="group"
    aria-label="${say('portal.map.title')}"
  >
    ${shapes} ${marks}
  </svg>`;
}

/** Ways to another view, as links: closer by a circle of the map, and these. */
export function mapMoves({ say }: Visit, { frame, addressOf }: Omit<Drawn, 'points'>): Html {
  const { view } = frame;
  const link = (name: 'north' | 'south' | 'west' | 'east' | 'out' | 'closer' | 'whole', to: MapView) =>
    html`<li><a href="${addressOf(to)}#mapa">${say(`portal.map.${name}`)}</a></li>`;
  const closer = { ...view, level: view.level + 1 };
  return html`<ul class="chips moves" aria-label="${say('portal.map.move')}">
    ${view.level >= frame.deepest ? null : link('closer', closer)}
    ${
      view.level === 0
        ? null
        : html`${link('out', { ...view, level: view.level - 1 })} ${link('north', moved(frame, 1, 0))}
          ${link('south', moved(frame, -1, 0))} ${link('west', moved(frame, 0, -1))}
          ${link('east', moved(frame, 0, 1))} ${link('whole', { ...view, level: 0 })}`
    }
  </ul>`;
}

function shapeOf({ cityWords }: Visit, frame: Frame, zone: Zone): Html | null {
  const path = ringsOf(zone)
    .map((ring) => outline(clipped(ring, frame), frame.place))
    .join('');
  return path === ''
    ? null
    : html`<path class="zone ground ${zone.level}" d="${path}" ${cityWords}
        ><title>${zone.name}</title></path
      >`;
}

function circles(visit: Visit, { frame, points, addressOf }: Drawn, zones: readonly Zone[]): readonly Html[] {
  const { sayCount, say, manner } = visit;
  const gathered = apart(points.clusters, frame);
  const most = Math.max(1, ...gathered.map(({ count }) => count));
  return gathered.map((cluster) => {
    const [x, y] = frame.place([cluster.longitude, cluster.latitude]);
    const text = wholeNumber(cluster.count, manner);
    const words = `${sayCount('portal.map.petitions', cluster.count, { count: text })}, ${zoneOf(zones, cluster) ?? say('portal.map.outside')}`;
    const r = Math.round(11 + 9 * Math.sqrt(cluster.count / most));
    const circle = html`<circle cx="${x}" cy="${y}" r="${r}" />
      <text class="middle" x="${x}" y="${y + 4}">${text}</text>`;
    if (frame.view.level >= frame.deepest)
      return html`<g class="cluster"><title>${words}</title>${circle}</g>`;
    const { latitude, longitude } = cluster;
    const closer = { level: Math.min(frame.deepest, frame.view.level + 2), latitude, longitude };
    return html`<a
      class="cluster"
      href="${addressOf(closer)}#mapa"
      aria-label="${words}: ${say('portal.map.come_closer')}"
      >${circle}</a
    >`;
  });
}

/** So near each other, in the picture's measure, circles would hide each other's numbers. */
const too_near = 34;

/** Neighbours across the edge of a square become one circle: each goes to the largest that it would touch. */
export function apart(clusters: readonly Cluster[], { place }: Pick<Frame, 'place'>): readonly Cluster[] {
  const kept: Cluster[] = [];
  for (const one of clusters.toSorted((a, b) => b.count - a.count)) {
    const [x, y] = place([one.longitude, one.latitude]);
    const at = kept.findIndex((other) => {
      const [left, top] = place([other.longitude, other.latitude]);
      return Math.hypot(left - x, top - y) < too_near;
    });
    if (at < 0) kept.push(one);
    else kept[at] = together(kept[at]!, one);
  }
  return kept;
}

function together(one: Cluster, other: Cluster): Cluster {
  const count = one.count + other.count;
  const middle = (of: 'latitude' | 'longitude') => (one[of] * one.count + other[of] * other.count) / count;
  return { count, latitude: middle('latitude'), longitude: middle('longitude') };
}

export type Exactness = 'exact' | 'cell' | 'ring';

/** How near the truth a published place is: as given, within 50 m, or within 250 m. */
export const exactnessOf = ({ precision_m }: PublicRequest): Exactness =>
  precision_m === 0 ? 'exact' : precision_m === 50 ? 'cell' : 'ring';

const METRES_PER_DEGREE = 111_320;

/** A point as given is a disc, one of a cell of 50 m a square, and one near a home the ring in which the truth lies. */
function mark(
  visit: Visit,
  frame: Frame,
  { petition, index }: { petition: PublicRequest; index: number },
): Html {
  const { say, city } = visit;
  const [x, y] = frame.place([petition.longitude ?? 0, petition.latitude ?? 0]);
  const exactness = exactnessOf(petition);
  const metre = side / ((frame.north - frame.south) * METRES_PER_DEGREE);
  const shape = {
    exact: html`<circle class="exact" cx="${x}" cy="${y}" r="6" />`,
    cell: html`<rect class="cell" x="${x - 5}" y="${y - 5}" width="10" height="10" />`,
    ring: html`<circle
      class="ring"
      cx="${x}"
      cy="${y}"
      r="${Math.min(90, Math.max(7, Math.round(250 * metre)))}"
    />`,
  }[exactness];
  const name = city.services.get(petition.service_id)?.name ?? '';
  return html`<a
    class="point"
    href="#solicitud-${index + 1}"
    aria-label="${index + 1}. ${name}, ${say(`portal.map.${exactness}`)}"
    ><circle class="reach" cx="${x}" cy="${y}" r="12" />${shape}</a
  >`;
}

interface Located {
  readonly name: string;
  readonly edges: readonly Edge[];
}

const located = new WeakMap<object, Located>();

/** The borough or neighbourhood that a place lies in. */
function zoneOf(zones: readonly Zone[], { longitude, latitude }: Cluster): string | null {
  const position: Position = [longitude, latitude];
  for (const zone of zones) {
    if (zone.level === 'city' || zone.geometry === null) continue;
    let known = located.get(zone.geometry);
    if (known === undefined)
      located.set(zone.geometry, (known = { name: zone.name, edges: edgesOf(zone.geometry) }));
    if (contains(known.edges, position)) return known.name;
  }
  return null;
}
