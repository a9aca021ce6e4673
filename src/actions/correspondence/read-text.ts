import { programOnPath, runLimited } from './run-limited.ts';

/** A page that takes longer is bound without its words. */
const longest_ms = 90_000;

/** Where the program that reads text is; null where this machine has none. */
export const textReader = (path?: string): Promise<string | null> => programOnPath('tesseract', path);

/**
 * A picture as one page of PDF with its Spanish words behind it. Null where this page took too long or too much: then it
 * is bound without its words.
 * @param program as `textReader` gives it
 */
export async function readText(program: string, picture: Buffer): Promise<Buffer | null> {
  const args = ['stdin', 'stdout', '-l', 'spa', 'pdf'];
  const page = await runLimited({ program, args, longest_ms }, picture);
  return page?.subarray(0, 5).toString() === '%PDF-' ? page : null;
}
