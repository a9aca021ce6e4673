import { programOnPath, runLimited } from './run-limited.ts';

const longest_ms = 60_000;
/** 200 dots per inch of a letter, however large the page says it is. */
const longest_pixels = 2200;

/** Where the program that draws pages of PDF is (Debian: `poppler-utils`); null where this machine has none. */
export const pagePainter = (path?: string): Promise<string | null> => programOnPath('pdftoppm', path);

/**
 * One page of a PDF as a picture (JPEG). Null where it cannot be drawn.
 * @param program as `pagePainter` gives it
 * @param page from 1
 */
export async function paintPage(program: string, pdf: Buffer, page: number): Promise<Buffer | null> {
  const which = ['-f', String(page), '-l', String(page), '-singlefile', '-scale-to', String(longest_pixels)];
  const args = ['-q', ...which, '-jpeg', '-jpegopt', 'quality=90', '-'];
  const picture = await runLimited({ program, args, longest_ms }, pdf);
  return picture?.readUInt16BE(0) === 0xffd8 ? picture : null;
}
