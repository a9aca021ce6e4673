import sharp from 'sharp';
import { Refused } from '../refused.ts';

/** A photograph as it is kept: upright, without metadata, at most `longestSide` pixels wide or high. */
export interface KeptPhoto {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** More than any telephone takes (48 MP); asked of the header, before anything is decoded. */
export const mostPixels = 50_000_000;
const longestSide = 2048;

/**
 * Draws a photograph anew as JPEG. What is not picture does not survive: EXIF with its place and time, comments,
 * thumbnails, and whatever was hung behind the last byte (ASVS 5.0 V5, V14.2.8).
 * @throws Refused `too_large` over 50 million pixels, `unsupported_file` when it cannot be decoded
 */
export async function readPhoto(bytes: Buffer): Promise<KeptPhoto> {
  const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
  try {
    const { data, info } = await source
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, progressive: true })
      .timeout({ seconds: 20 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch (error) {
    if (/pixel limit/i.test((error as Error).message)) {
      throw new Refused('too_large', { megapixels: mostPixels / 1_000_000 });
    }
    throw new Refused('unsupported_file', { reason: 'not_readable' });
  }
}
