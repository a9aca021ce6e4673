import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from './generate-openapi.ts';

test('the document of the API and the types of the console are as the contract says', async () => {
  for (const [path, text] of await generatedFiles()) {
    expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8') === text, `${path} is fresh`).toBe(
      true,
    );
  }
});
