import { letterOf, type WhichLetter } from '../letters/keep-letter.ts';
import type { App } from '../app.ts';
import { Refused } from '../refused.ts';

/**
 * The letters of these replies one after the other as one PDF, to be printed. The signatures of signed letters are good
 * in the letters themselves alone. Whoever calls has seen to it that the asker may have each.
 * @throws Refused `not_found` where one of them is no reply that was sent
 */
export async function lettersInOne(app: App, which: readonly WhichLetter[]): Promise<Buffer> {
  const letters: Buffer[] = [];
  for (const one of which) {
    const letter = await letterOf(app, one);
    if (letter === null) throw new Refused('not_found');
    letters.push(letter);
  }
  const [only, ...others] = letters;
  if (only !== undefined && others.length === 0) return only;
  const { PDF } = await import('@libpdf/core');
  const merged = await PDF.merge(letters);
  return Buffer.from(await merged.save());
}
