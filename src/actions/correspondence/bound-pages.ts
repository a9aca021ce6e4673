import sharp from 'sharp';
import { pagePainter, paintPage } from './paint-page.ts';
import { readText, textReader } from './read-text.ts';

export interface Page {
  readonly media_type: string;
  readonly bytes: Buffer;
}

export interface Bound {
  readonly bytes: Buffer;
  /** That the words of all its pages can be sought and copied. */
  readonly is_searchable: boolean;
}

/** The programs of this machine that read words off pictures, and that make pictures of pages of PDF. */
export interface Programs {
  readonly reader: string | null;
  readonly painter: string | null;
}

export const programsHere = async (): Promise<Programs> => ({
  ...{ reader: await textReader(), painter: await pagePainter() },
});

/** Letter size in points, as a scan of it is shown; a photograph keeps its own proportions within. */
const paper = { width: 612, height: 792 };
/** 200 dots per inch of a letter: what is read well, and no more. */
const longest_pixels = 2200;
const most_pixels = 60_000_000;
/** A page with fewer letters is a picture: scanners stamp their name on what they scan. */
const fewest_letters = 40;
/** More pages of one PDF are bound as they are: reading them would take an hour. */
const most_read = 200;

/**
 * One PDF of photographs and PDF in their order: pictures upright by what the camera said, drawn anew, one to a page.
 * With the programs for it each picture carries its words, and so does each page of a PDF that is a picture. Null where
 * one of them cannot be bound.
 */
export async function boundPages(pages: readonly Page[], programs: Programs): Promise<Bound | null> {
  const { PDF } = await import('@libpdf/core');
  try {
    const parts: Bound[] = [];
    for (const { media_type, bytes } of pages)
      parts.push(
        media_type === 'application/pdf'
          ? await withWords(bytes, programs)
          : await pictureBound(await upright(bytes), programs),
      );
    const all = parts.map(({ bytes }) => bytes);
    const bound = all.length === 1 ? await PDF.load(all[0]!) : await PDF.merge(all);
    const is_searchable = parts.length > 0 && parts.every((one) => one.is_searchable);
    return { bytes: Buffer.from(await bound.save()), is_searchable };
  } catch {
    return null;
  }
}

async function pictureBound(picture: Buffer, { reader }: Programs): Promise<Bound> {
  const read = reader === null ? null : await readText(reader, picture);
  return { bytes: read ?? (await pageOf(picture)), is_searchable: read !== null };
}

/** A PDF whose pages are scans gets their words; one that was written, and one that cannot be read here, stays as it is. */
async function withWords(bytes: Buffer, programs: Programs): Promise<Bound> {
  const { PDF } = await import('@libpdf/core');
  const document = await PDF.load(bytes);
  const silent = document.getPages().map((page) => lettersOn(page) < fewest_letters);
  if (!silent.includes(true)) return { bytes, is_searchable: true };
  const { painter, reader } = programs;
  if (painter === null || reader === null || silent.length > most_read)
    return { bytes, is_searchable: false };
  const parts: Buffer[] = [];
  let is_searchable = true;
  for (const [index, isSilent] of silent.entries()) {
    const picture = isSilent ? await paintPage(painter, bytes, index + 1) : null;
    const read = picture === null ? null : await readText(reader, picture);
    if (isSilent && read === null) is_searchable = false;
    parts.push(read ?? Buffer.from(await (await document.extractPages([index])).save()));
  }
  return { bytes: Buffer.from(await (await PDF.merge(parts)).save()), is_searchable };
}

function lettersOn(page: { extractText(): { text: string } }): number {
  try {
    return page.extractText().text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
  } catch {
    return 0;
  }
}

/** A photograph as its camera held it, drawn anew without what the camera wrote down. */
export function upright(bytes: Buffer): Promise<Buffer> {
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
