import type { Position } from '../../core/routing/zone-geometry.ts';
import type { Extent } from '../../core/routing/zone-outline.ts';

/** What a map shows: a square around a point, each level half as wide as the one before. */
export interface MapView {
  /** 0: the whole city. */
  readonly level: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** Points in the picture's own measure, `side` wide and high. */
export const side = 400;
/** Cells of a picture in each direction: what lies in one is gathered. */
export const CELLS = 10;
/** At the last level a cell is some fifty metres wide: what the published places are told to. */
const narrowest = 0.005;

/** A square of the ground, degrees. */
export interface Frame extends Extent {
  readonly view: MapView;
  readonly deepest: number;
  /** Height and width of a cell, degrees. */
  readonly cell: readonly [latitude: number, longitude: number];
  readonly place: (position: Position) => readonly [x: number, y: number];
}

const narrowing = ({ south, north }: Extent): number =>
  Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180));

/** Height of the whole picture, degrees of latitude. */
const heightOf = (extent: Extent): number =>
  Math.max(extent.north - extent.south, (extent.east - extent.west) * narrowing(extent), narrowest) * 1.06;

/** The part of the ground that a view shows; a view of elsewhere is brought back to the city. */
export function frameOf(extent: Extent, asked: MapView | null): Frame {
  const [whole, narrow] = [heightOf(extent), narrowing(extent)];
  const deepest = Math.max(0, Math.floor(Math.log2(whole / narrowest)));
  const middle = {
    level: 0,
    latitude: (extent.south + extent.north) / 2,
    longitude: (extent.west + extent.east) / 2,
  };
  const level = Math.min(deepest, Math.max(0, asked?.level ?? 0));
  const view = level === 0 || asked === null ? middle : within(extent, { ...asked, level });
  const high = whole / 2 ** level;
  const [south, west] = [view.latitude - high / 2, view.longitude - high / narrow / 2];
  const place = ([longitude, latitude]: Position) =>
    [
      rounded(((longitude - west) * narrow * side) / high),
      rounded(((south + high - latitude) * side) / high),
    ] as const;
  const cell = [high / CELLS, high / narrow / CELLS] as const;
  return { view, deepest, south, north: south + high, west, east: west + high / narrow, cell, place };
}

const within = (extent: Extent, view: MapView): MapView => ({
  level: view.level,
  latitude: Math.min(extent.north, Math.max(extent.south, view.latitude)),
  longitude: Math.min(extent.east, Math.max(extent.west, view.longitude)),
});

const rounded = (number: number): number => Math.round(number * 2) / 2;

/** `3,19.3512,-99.0601`, as an address has it. */
export const writeView = ({ level, latitude, longitude }: MapView): string =>
  level === 0 ? '' : [level, latitude.toFixed(4), longitude.toFixed(4)].join(',');

/** @returns null for anything else */
export function readView(text: string): MapView | null {
  const found = /^(\d{1,2}),(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)$/.exec(text);
  if (found === null) return null;
  const [level, latitude, longitude] = found.slice(1).map(Number) as [number, number, number];
  return Math.abs(latitude) > 90 || Math.abs(longitude) > 180 ? null : { level, latitude, longitude };
}

/** The same view a step further in that direction, half a picture away. */
export function moved({ view, cell }: Frame, north: number, east: number): MapView {
  const half = CELLS / 2;
  return {
    level: view.level,
    latitude: view.latitude + north * half * cell[0],
    longitude: view.longitude + east * half * cell[1],
  };
}
