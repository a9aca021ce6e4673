/** A rectangle on a photo, in percent of its width and height, from the top left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** As many as one call takes. */
export const mostAreas = 20;
/** Smaller ones cannot be taken hold of: a click that was not meant to draw. */
export const leastSide = 1;

/** What «Add rectangle» begins with, in the middle. */
export const firstArea: Area = { x: 35, y: 40, width: 30, height: 20 };

const tenth = (value: number) => Math.round(value * 10) / 10;
const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Keeps a rectangle on the photo: too large becomes the whole side, too far is moved back. */
export function onPhoto({ x, y, width, height }: Area): Area {
  const wide = tenth(between(width, leastSide, 100));
  const high = tenth(between(height, leastSide, 100));
  return {
    x: tenth(between(x, 0, 100 - wide)),
    y: tenth(between(y, 0, 100 - high)),
    width: wide,
    height: high,
  };
}

export const moved = (area: Area, by: Point): Area =>
  onPhoto({ ...area, x: area.x + by.x, y: area.y + by.y });

/** The corner at the bottom right goes; the other stays, and growth ends at the edge. */
export const sized = (area: Area, by: Point): Area =>
  onPhoto({
    ...area,
    width: Math.min(area.width + by.x, 100 - area.x),
    height: Math.min(area.height + by.y, 100 - area.y),
  });

/** The rectangle between two corners, whichever comes first; what is beyond the edge is cut off. */
export function spanned(one: Point, other: Point): Area {
  const [left, right] = [one.x, other.x].map((x) => between(x, 0, 100)).sort((a, b) => a - b) as [
    number,
    number,
  ];
  const [top, bottom] = [one.y, other.y].map((y) => between(y, 0, 100)).sort((a, b) => a - b) as [
    number,
    number,
  ];
  return { x: tenth(left), y: tenth(top), width: tenth(right - left), height: tenth(bottom - top) };
}

/** As the action takes it: fractions. */
export const asFractions = ({ x, y, width, height }: Area): Area => ({
  x: x / 100,
  y: y / 100,
  width: width / 100,
  height: height / 100,
});

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The rectangle after a key: arrows move it, with Shift they change its size; null for any other key. */
export function afterKey(area: Area, { key, shiftKey }: { key: string; shiftKey: boolean }): Area | null {
  const step = arrows[key];
  if (step === undefined) return null;
  return shiftKey ? sized(area, step) : moved(area, step);
}
