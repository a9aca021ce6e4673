import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { mostPixels } from './read-photo.ts';
import type { App } from '../app.ts';

/** Half as much again as a page shows it, for fine screens. */
const longestSide = 480;

/**
 * A photo as a list shows it, 10 to 40 kB: over a slow line a whole one takes as long to come back as it took to send.
 * Made when it is asked for; the store keeps one of each.
 * @throws FileMissing, FilesAway
 */
export async function smallPhoto(app: App, storage_name: string): Promise<Buffer> {
  const whole = await buffer((await app.files.read(storage_name)).stream);
  return sharp(whole, { limitInputPixels: mostPixels })
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 70 })
    .timeout({ seconds: 10 })
    .toBuffer();
}
