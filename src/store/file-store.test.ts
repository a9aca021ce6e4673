import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { directoryFileStore, newStorageName } from './file-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'atiende-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('leaves nothing of a file that could not be stored', async () => {
  const name = newStorageName();
  // Something that is not empty stands where the file is to be.
  mkdirSync(join(folder, name, 'in-the-way'), { recursive: true });
  const stored = directoryFileStore(folder).putAs(name, Buffer.from('bytes'));
  await expect(stored).rejects.toMatchObject({ syscall: 'rename' });
  const [whole = '', own = ''] = name.split('/');
  expect(readdirSync(join(folder, whole))).toEqual([own]);
});
