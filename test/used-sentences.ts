import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalsOf, type Literal } from '../scripts/string-literals.ts';

const root = join(import.meta.dirname, '..');

/** Functions that take a group of sentences and look one of its codes up when running. */
const byGroup = new Set(['sayCode', 'code', 'named', 'wordedCode']);
/** Functions that take the rest of the path, and the group they add. */
const inGroup: Readonly<Record<string, string>> = { StartProblem: 'start', startSentence: 'start' };
/** What runs before anything is installed reads the locale by itself. */
const startsBare = /^scripts\/(bootstrap|stop-with-parent)\.mjs$/;

export type Use = (key: string) => boolean;

export interface CodeLiteral {
  readonly path: string;
  readonly literal: Literal;
}

/**
 * Whether code says a sentence: its whole path stands there (a counted one without `_one` and `_other`), or its group
 * is given to a function that looks codes up, or a template such as `stage.${…}` fits it. Tests do not count.
 */
export function usesOfSentences(code: readonly CodeLiteral[], groups: ReadonlySet<string>): Use {
  const exact = new Set<string>();
  const looked_up = new Set<string>();
  const patterns = new Map<string, RegExp>();
  const tops = new Set([...groups].map((group) => group.split('.', 1)[0]!));
  for (const { path, literal } of code) {
    const [first = '', ...rest] = literal.parts;
    if (rest.length > 0) {
      if (first.includes('.') && tops.has(first.split('.', 1)[0]!)) {
        patterns.set(literal.parts.join('${…}'), patternOf(literal.parts));
      }
      continue;
    }
    exact.add(first);
    if (byGroup.has(literal.callee) && groups.has(first)) looked_up.add(first);
    const group = startsBare.test(path) && literal.callee === 'say' ? 'start' : inGroup[literal.callee];
    if (group !== undefined) exact.add(`${group}.${first}`);
  }
  return (key) => {
    const counted = key.replace(/_(?:one|other)$/, '');
    if (exact.has(key) || exact.has(counted)) return true;
    if (looked_up.has(key.slice(0, key.lastIndexOf('.')))) return true;
    return patterns.values().some((pattern) => pattern.test(key) || pattern.test(counted));
  };
}

/** Every text that stands in the product's code, with its file. */
export function literalsOfCode(): CodeLiteral[] {
  const paths = globSync('{src,scripts,bin}/**/*.{ts,tsx,js,mjs}', { cwd: root });
  return paths
    .filter((path) => !/\.test\.|\.generated\.|^src\/console\/vite/.test(path))
    .flatMap((path) =>
      literalsOf(path, readFileSync(join(root, path), 'utf8')).map((literal) => ({ path, literal })),
    );
}

function patternOf(parts: readonly string[]): RegExp {
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^.]+')}$`);
}
