// Writes docs/api/openapi.json and src/console/api.generated.ts from the contract of the console API.
// With --check it writes nothing and fails when either is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../src/api/staff/openapi.ts';
import { emitTypes } from './emit-types.ts';

const root = join(import.meta.dirname, '..');

/** The generated files by path, formatted as the repository is. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const made = new Map([
    ['docs/api/openapi.json', JSON.stringify(openApiDocument(), null, 2)],
    ['src/console/api.generated.ts', emitTypes()],
  ]);
  for (const [path, text] of made) {
    const filepath = join(root, path);
    made.set(path, await format(text, { ...(await resolveConfig(filepath)), filepath }));
  }
  return made;
}

if (import.meta.main) {
  const checking = process.argv.includes('--check');
  for (const [path, text] of await generatedFiles()) {
    if (!checking) writeFileSync(join(root, path), text);
    else if (readFileSync(join(root, path), 'utf8') !== text) {
      console.error(`${path} is stale: run scripts/generate-openapi.ts`);
      process.exitCode = 1;
    }
  }
}
