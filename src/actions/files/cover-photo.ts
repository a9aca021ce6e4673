import sharp from 'sharp';
import { Refused } from '../refused.ts';
import { mostPixels, type KeptPhoto } from './read-photo.ts';

/** A rectangle on a photo, as fractions of its width and height, from the top left corner. */
export interface CoveredArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** JPEG keeps a picture in squares of eight pixels: a box of whole squares has no trace of what was beside or below. */
const square = 8;
const black = { r: 0, g: 0, b: 0 };

/**
 * Draws a photo anew with the areas painted black, each widened to whole squares of eight pixels. What was under them
 * is not in the bytes any more, nor is any metadata.
 * @throws Refused `unsupported_file` when it cannot be decoded
 */
export async function coverPhoto(bytes: Buffer, areas: readonly CoveredArea[]): Promise<KeptPhoto> {
  try {
    const photo = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
    const { width, height } = await photo.metadata();
    const { data, info } = await photo
      .composite(areas.map((area) => boxOn({ width, height }, area)))
      .toColourspace('srgb')
      // Every pixel with its own colour: averaged over two, the edge of a box would not be black.
      .jpeg({ quality: 85, progressive: true, chromaSubsampling: '4:4:4' })
      .timeout({ seconds: 20 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    throw new Refused('unsupported_file', { reason: 'not_readable' });
  }
}

function boxOn(photo: { width: number; height: number }, area: CoveredArea) {
  const [left, width] = side(photo.width, area.x, area.width);
  const [top, height] = side(photo.height, area.y, area.height);
  const input = { create: { width, height, channels: 3 as const, background: black } };
  return { input, left, top };
}

/** @returns first pixel and number of pixels, outwards to whole squares and within the photo */
function side(pixels: number, from: number, share: number): [number, number] {
  const last = Math.max(0, Math.ceil(pixels / square) - 1) * square;
  const first = Math.min(last, Math.floor((from * pixels) / square) * square);
  const end = Math.min(pixels, Math.ceil(((from + share) * pixels) / square) * square);
  return [first, Math.max(1, end - first)];
}
