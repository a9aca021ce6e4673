import sharp from 'sharp';
import { readText } from './read-text.ts';

export interface Page {
  readonly media_type: string;
  readonly bytes: Buffer;
}

export interface Bound {
  readonly bytes: Buffer;
  /** That the words of its pictures can be sought and copied. */
  readonly is_searchable: boolean;
}

/** Letter size in points, as a scan of it is shown; a photograph keeps its own proportions within. */
const paper = { width: 612, height: 792 };
/** 200 dots per inch of a letter: what is read well, and no more. */
const longest_pixels = 2200;
const most_pixels = 60_000_000;

/**
 * One PDF of photographs and PDF in their order: pictures upright by what the camera said, drawn anew, one to a page.
 * With a reader of text each picture carries its words. Null where one of them cannot be bound.
 */
export async function boundPages(pages: readonly Page[], reader: string | null): Promise<Bound | null> {
  const { PDF } = await import('@libpdf/core');
  try {
    const parts: Buffer[] = [];
    let is_searchable = pages.some(({ media_type }) => media_type.startsWith('image/'));
    for (const { media_type, bytes } of pages) {
      if (media_type === 'application/pdf') {
        parts.push(bytes);
        continue;
      }
      const picture = await upright(bytes);
      const read = reader === null ? null : await readText(reader, picture);
      if (read === null) is_searchable = false;
      parts.push(read ?? (await pageOf(picture)));
    }
    const bound = parts.length === 1 ? await PDF.load(parts[0]!) : await PDF.merge(parts);
    return { bytes: Buffer.from(await bound.save()), is_searchable };
  } catch {
    return null;
  }
}

function upright(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels: most_pixels })
    .rotate()
    .resize({ width: longest_pixels, height: longest_pixels, fit: 'inside', withoutEnlargement: true })
    .withMetadata({ density: 200 })
    .jpeg({ quality: 78 })
    .toBuffer();
}

async function pageOf(picture: Buffer): Promise<Buffer> {
  const { PDF } = await import('@libpdf/core');
  const { width, height } = await sharp(picture).metadata();
  const isWide = width > height;
  const size = isWide ? { width: paper.height, height: paper.width } : paper;
  const scale = Math.min(size.width / width, size.height / height);
  const drawn = { width: width * scale, height: height * scale };
  const document = PDF.create();
  const page = document.addPage(size);
  page.drawImage(document.embedJpeg(picture), {
    ...drawn,
    x: (size.width - drawn.width) / 2,
    y: (size.height - drawn.height) / 2,
  });
  return Buffer.from(await document.save());
}
