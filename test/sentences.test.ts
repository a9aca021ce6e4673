import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import es from '../locales/es.json' with { type: 'json' };
import { familiar, jargon, readability, sentencesOf, syllablesOf, wordsOf } from './plain-language.ts';
import { literalsOfCode, usesOfSentences } from './used-sentences.ts';

type Tree = { readonly [name: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): { leaves: [string, string][]; groups: string[] } {
  const leaves: [string, string][] = [];
  const groups: string[] = [];
  for (const [name, value] of Object.entries(tree)) {
    const path = prefix + name;
    if (typeof value === 'string') leaves.push([path, value]);
    else {
      const below = flatten(value, `${path}.`);
      leaves.push(...below.leaves);
      groups.push(path, ...below.groups);
    }
  }
  return { leaves, groups };
}

const root = join(import.meta.dirname, '..');
const spanish = flatten(es);
const english = flatten(en);
const in_spanish = new Map(spanish.leaves);
const in_english = new Map(english.leaves);

const code = literalsOfCode();

const placeholdersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].sort();

test('every sentence is there in both languages', () => {
  expect(spanish.leaves.map(([path]) => path).filter((path) => !in_english.has(path))).toEqual([]);
  expect(english.leaves.map(([path]) => path).filter((path) => !in_spanish.has(path))).toEqual([]);
});

test('both languages fill in the same things', () => {
  const unlike = spanish.leaves.flatMap(([path, text]) => {
    const [here, there] = [placeholdersOf(text), placeholdersOf(in_english.get(path) ?? '')];
    return here.join() === there.join() ? [] : [`${path}: ${here.join()} and ${there.join()}`];
  });
  expect(unlike).toEqual([]);
});

test('no sentence is empty', () => {
  const empty = [...spanish.leaves, ...english.leaves].filter(([, text]) => text.trim() === '');
  expect(empty).toEqual([]);
});

test('what depends on a number says one and many', () => {
  const written = new Set(code.map(({ literal }) => literal.parts.join('')));
  const alone = [...in_spanish.keys()].filter((path) => {
    const pair = /^(.+)_(one|other)$/.exec(path);
    if (pair === null || written.has(path)) return false;
    return !in_spanish.has(`${pair[1]}_${pair[2] === 'one' ? 'other' : 'one'}`);
  });
  expect(alone).toEqual([]);
});

test.each([
  ['es', in_spanish, /«(\p{Lu}[^»{}]+)»/gu],
  ['en', in_english, /“(\p{Lu}[^”{}]+)”/gu],
])('what a sentence says to choose is called so on the screen, in %s', (_, sentences, quoted) => {
  const labels = new Set(sentences.values());
  const named = [...sentences].flatMap(([path, text]) =>
    [...text.matchAll(quoted)].map(([, label]) => ({ path, label: label! })),
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(({ label }) => !labels.has(label))).toEqual([]);
});

test('no sentence is left that nothing says', () => {
  const used = usesOfSentences(code, new Set(spanish.groups));
  expect(used('portal.made_up.sentence'), 'the search for uses finds everything').toBe(false);
  expect([...in_spanish.keys()].filter((path) => !used(path))).toEqual([]);
});

test('whoever refuses gives what the sentence of the refusal names', () => {
  // `{ … }` or nothing is read here; details that come from elsewhere (`expiry(state)`) have tests of their own.
  const raised = /(?:new Refused|\brefused)\(\s*'(\w+)'\s*(?:,\s*(\{[^}]*\}|[^\s)]))?/g;
  const paths = globSync('src/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'));
  let checked = 0;
  const unsaid = paths.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(raised)].flatMap(([, code, details = '{}']) => {
      if (!details.startsWith('{')) return [];
      const names = placeholdersOf(in_spanish.get(`refusal.${code}`) ?? '');
      checked += names.length;
      return names
        .filter((name) => !new RegExp(`\\b${name}\\b`).test(details))
        .map((name) => `${path}: ${code} without {${name}}`);
    }),
  );
  expect(checked).toBeGreaterThan(5);
  expect(unsaid).toEqual([]);
});

/** What a citizen may come to read. */
const citizen =
  /^(?:portal|notice|refusal|refusal_cause|event|field|document|stage|turn|closing_reason|reply_part|identity|visibility)\./;
const to_citizens = spanish.leaves.filter(([path]) => citizen.test(path));
const most_words = 25;
const shortest_to_grade = 40;
const easy_enough = 55;

test('citizens read short sentences', () => {
  const long = to_citizens.flatMap(([path, text]) =>
    sentencesOf(text)
      .filter((sentence) => wordsOf(sentence).length > most_words)
      .map((sentence) => `${path} (${wordsOf(sentence).length} words): ${sentence}`),
  );
  expect(long).toEqual([]);
});

test('citizens are spoken to as usted, in everyday words', () => {
  const wrong = to_citizens.flatMap(([path, text]) => [
    ...(familiar.test(text) ? [`${path} says tú: ${text}`] : []),
    ...jargon.filter(([word]) => word.test(text)).map(([, better]) => `${path}: ${text} — say ${better}`),
  ]);
  expect(wrong).toEqual([]);
});

test('what citizens read at length is easy to read', () => {
  // A page is read as a whole, so its sentences are graded together as well as each long text by itself.
  const pages = Map.groupBy(to_citizens, ([path]) => path.split('.').slice(0, 2).join('.'));
  const together = [...pages].map(
    ([path, texts]) => [path, texts.map(([, text]) => text).join('\n')] as const,
  );
  const graded = [...to_citizens, ...together].filter(([, text]) => wordsOf(text).length > shortest_to_grade);
  expect(graded.length).toBeGreaterThan(10);
  const hard = graded
    .map(([path, text]) => [path, Math.round(readability(text))] as const)
    .filter(([, grade]) => grade < easy_enough);
  expect(hard).toEqual([]);
});

test.each([
  ['queja', 2],
  ['guía', 2],
  ['respuesta', 3],
  ['averigüe', 4],
  ['continúa', 4],
  ['aéreo', 4],
  ['muy', 1],
])('%s has %i syllables', (word, syllables) => {
  expect(syllablesOf(word)).toBe(syllables);
});

test('the measure tells plain words from the prose of offices', () => {
  const plain = 'Recibimos su solicitud. Le damos un folio. Con él puede ver en qué va.';
  const office =
    'Consecuentemente, la determinación administrativa correspondiente será oportunamente notificada ' +
    'mediante comunicación electrónica institucional a las personas solicitantes interesadas.';
  expect(readability(plain)).toBeGreaterThan(easy_enough);
  expect(readability(office)).toBeLessThan(easy_enough);
  expect(familiar.test('Revisa tu correo.')).toBe(true);
  expect(familiar.test('Revise su correo; el actual, no otro.')).toBe(false);
});
