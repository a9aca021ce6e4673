import sharp from 'sharp';
import { pageOfPile } from '../../queries/staff/scan-piles.ts';
import type { App } from '../app.ts';
import { pagePainter } from './paint-page.ts';
import { pictureOf, pileFile } from './pile-files.ts';

/** What can still be read on a screen. */
const shown_pixels = 1400;

/** A page of a pile to be looked at, as JPEG; null where it is not of the asker's mail room, or its scan is gone. */
export async function pilePicture(
  app: App,
  asker: Parameters<typeof pageOfPile>[1],
  wanted: { pile_id: string; page: number },
): Promise<Buffer | null> {
  const place = await pageOfPile(app, asker, wanted);
  const file = place && (await pileFile(app, place.file_id));
  if (place === null || file === null) return null;
  const { page_of_file } = place;
  const picture = await pictureOf(file, { painter: await pagePainter(), page_of_file });
  if (picture === null) return null;
  const size = {
    width: shown_pixels,
    height: shown_pixels,
    fit: 'inside',
    withoutEnlargement: true,
  } as const;
  return sharp(picture).resize(size).jpeg({ quality: 70 }).toBuffer();
}
