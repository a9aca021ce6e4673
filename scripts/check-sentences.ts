// Sentences live in locales/ and packs/: finds Spanish that was written into code.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalsOf } from './string-literals.ts';

const root = join(import.meta.dirname, '..');
const own_letters = /[áéíóúüñ¿¡]/i;
const stop_words = new Set(
  (
    'el la los las un una unos unas de del al y o u que en con por para su sus se no es son ya le les lo esta este ' +
    'esto esa ese como más sin sobre hay fue ha han si pero'
  ).split(' '),
);
const enough_stop_words = 3;
/** What they write is data of packs/, or the words that are looked for here. */
const exempt = /^scripts\/(?:build-calendars|check-sentences)\.ts$/;
/** Tags and names (`id="en-que-va"`, `p.unit_id`) are no sentence. */
const names = /<[^>]*>|[\w-]*[\w][-_.]\w[-\w.]*/g;

/** What of the text is Spanish: a letter that English has not, or several of its small words; null for none. */
export function spanishIn(text: string): string | null {
  const letter = own_letters.exec(text)?.[0];
  if (letter !== undefined) return letter;
  const words =
    text
      .replace(names, ' ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const small = new Set(words.filter((word) => stop_words.has(word)));
  return small.size >= enough_stop_words ? [...small].join(' ') : null;
}

/** Every text of a file that should be in locales/, as `path:line: why`. */
export function complaints(path: string, text: string): string[] {
  return literalsOf(path, text).flatMap(({ parts, line }) => {
    const said = parts.join(' … ');
    const found = spanishIn(said);
    const shown = said.trim().replace(/\s+/g, ' ').slice(0, 80);
    return found === null ? [] : [`${path}:${line}: say it from locales/ (${found}): ${shown}`];
  });
}

if (import.meta.main) {
  const paths = globSync('{src,scripts,bin}/**/*.{ts,tsx,js,mjs}', { cwd: root });
  const found = paths
    .filter((path) => !/\.test\.|\.generated\./.test(path) && !exempt.test(path))
    .flatMap((path) => complaints(path, readFileSync(join(root, path), 'utf8')));
  for (const complaint of found) console.error(complaint);
  process.exitCode = found.length > 0 ? 1 : 0;
}
