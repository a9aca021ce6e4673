import { wholeNumber } from '../../core/language/format.ts';
import type { Zone } from '../../core/cities/configuration.ts';
import { pathOf, placing } from '../../core/routing/zone-outline.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { strength } from './charts.ts';

/** What a zone shows: how many were received in it, null where that is hidden; and the address of the board for it alone. */
export interface ZoneShown {
  readonly received: number | null;
  readonly href: string | null;
}

const side = 400;

/**
 * The zones of the city, the darker the more petitions came; drawn from the city's own boundaries, without anybody's
 * tiles. Null where the city has no boundaries of several such zones. The table below it has the numbers.
 */
export function zoneMap(
  visit: Visit,
  shown: ReadonlyMap<string, ZoneShown>,
  /** The borough whose neighbourhoods are shown; null for the boroughs of the city. */
  borough: string | null,
): Html | null {
  const { say, city, manner, cityWords } = visit;
  const zones = [...city.zones.values()].filter(
    ({ level, geometry, parent_code }) =>
      geometry !== null &&
      (borough === null ? level === 'borough' : level === 'neighbourhood' && parent_code === borough),
  );
  if (zones.length < 2) return null;
  const place = placing(zones, side);
  const most = Math.max(1, ...[...shown.values()].map(({ received }) => received ?? 0));
  const words = ({ code, name }: Zone): string => {
    const received = shown.get(code)?.received;
    const count = received === null ? say('portal.board.hidden') : wholeNumber(received ?? 0, manner);
    return `${name}: ${count}`;
  };
  const shapes = zones.map((zone) => {
    const { received = 0, href = null } = shown.get(zone.code) ?? {};
    const kind = received === null ? 'unknown' : `heat h${strength(received, most)}`;
    const shape = html`<path class="zone ${kind}" d="${pathOf(zone, place.of)}" ${cityWords}
      ><title>${words(zone)}</title></path
    >`;
    return href === null ? shape : html`<a href="${href}" aria-label="${words(zone)}">${shape}</a>`;
  });
  const title = say('portal.board.map');
  return html`<p class="soft">${say('portal.board.map_says')}</p>
    <svg class="chart zones" viewBox="0 0 ${place.width} ${place.height}" role="group" aria-label="${title}">
      ${shapes}
    </svg>`;
}
