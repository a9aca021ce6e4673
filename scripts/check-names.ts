// What the linter has no rule for: names that say nothing, and the clock in the rules of core.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const empty_names = /^(utils?|helpers?|common|lib|misc|shared|stuff|managers?|index)$/i;
// A service is a word of ours (an entry of the catalogue): a type may be about one, a class called after it says nothing.
const class_names = /\bclass\s+\w+Service\b|\b(?:class|interface|type)\s+\w+Manager\b/;

/** Why a source file is refused, one sentence for each reason; none for a good one. */
export function complaints(path: string, text: string): string[] {
  const parts = path.replace(/(\.test)?\.[cm]?[jt]sx?$/, '').split('/');
  const found = parts
    .filter((part) => empty_names.test(part))
    .map((part) => `${path}: "${part}" names nothing`);
  if (class_names.test(text)) found.push(`${path}: …Service and …Manager say nothing: name what it is`);
  const isRule = path.startsWith('src/core/') && !path.includes('.test.');
  if (isRule && /\bnew Date\(\s*\)|(?<![\w.]|new )Date\(\)/.test(text)) {
    found.push(`${path}: the rules get the time as an argument, not from new Date()`);
  }
  return found;
}

if (import.meta.main) {
  const paths = globSync('{src,test,scripts,bench,bin}/**/*.{ts,tsx,js,mjs}', { cwd: root });
  const found = paths.flatMap((path) => complaints(path, readFileSync(join(root, path), 'utf8')));
  for (const complaint of found) console.error(complaint);
  process.exitCode = found.length > 0 ? 1 : 0;
}
