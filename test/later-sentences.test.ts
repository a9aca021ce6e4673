import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { literalsOf } from '../scripts/string-literals.ts';
import { own_said_later, said_here, said_later } from '../src/console/language/late-sections.ts';

const console_folder = join(import.meta.dirname, '..', 'src', 'console');

// A screen that is opened through `laterScreen` has its sentences before it is shown; what it imports has them too.
const opened_later = /laterScreen\(\s*\(\) => import\('([^']+)'\)/g;
const imported = /(?:\bfrom|\bimport|\bimport\()\s*'(\.[^']+)'/g;
const only_types = /\b(?:import|export) type [^;]*;/g;

/** Files that are read with the console itself or by what is opened without `laterScreen`. */
function shownEarly(): string[] {
  const seen = new Set<string>();
  const waiting = [join(console_folder, 'main.tsx')];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file) || !/\.tsx?$/.test(file)) continue;
    seen.add(file);
    const source = readFileSync(file, 'utf8').replace(only_types, '').replace(opened_later, '');
    for (const [, path] of source.matchAll(imported)) waiting.push(join(dirname(file), path!));
  }
  return [...seen];
}

const late = new Set([...said_later, ...own_said_later.map((name) => `console.${name}`)]);
const sectionOf = (key: string): string =>
  key
    .split('.')
    .slice(0, key.startsWith('console.') ? 2 : 1)
    .join('.');

/** Texts of a file that name a sentence, or a group of them, which is fetched later. */
const lateIn = (file: string): string[] =>
  literalsOf(file, readFileSync(file, 'utf8')).flatMap(({ parts: [first = ''] }) =>
    first.includes('.') && late.has(sectionOf(first)) ? [`${relative(console_folder, file)}: ${first}`] : [],
  );

test('what is fetched later is said by screens alone that wait for it', () => {
  const early = shownEarly();
  expect(early.length).toBeGreaterThan(100);
  // The search finds them where they are said.
  expect(lateIn(join(console_folder, 'screens', 'quality', 'Quality.tsx')).length).toBeGreaterThan(5);
  expect(early.flatMap(lateIn)).toEqual([]);
});

test('no screen names a sentence that only the server has', () => {
  const all = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'locales', 'es.json'), 'utf8'),
  ) as object;
  const unsent = new Set(Object.keys(all).filter((name) => ![...said_here, ...said_later].includes(name)));
  expect(unsent).toContain('refusal');
  const isSentence = (key: string): boolean =>
    typeof key.split('.').reduce<unknown>((part, name) => Object(part)[name], all) === 'string';
  const named = readdirSync(console_folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\.generated\./.test(file))
    .flatMap((file) =>
      literalsOf(file, readFileSync(join(console_folder, file), 'utf8')).flatMap(({ parts: [first = ''] }) =>
        first.includes('.') && unsent.has(sectionOf(first)) && isSentence(first) ? [`${file}: ${first}`] : [],
      ),
    );
  expect(named).toEqual([]);
});
