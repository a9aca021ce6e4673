import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, makeFolderLater } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'atiende-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const each = [
  ['at once', async (path: string, mode?: number) => makeFolder(path, mode)],
  ['meanwhile', makeFolderLater],
] as const;

test.each(each)(
  '%s: makes a folder with those above it, and leaves alone what is there',
  async (name, make) => {
    const path = join(root, name, 'a', 'b');
    await make(path, 0o700);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    await make(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  },
);

test.each(each)('%s: says what is in the way', async (name, make) => {
  const file = join(root, `${name}.txt`);
  writeFileSync(file, '');
  await expect(make(file)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(make(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

// Linux alone says of a folder that is there that it is not.
test.runIf(process.platform === 'linux').each(each)(
  '%s: comes back from where none can be made',
  async (_, make) => {
    await expect(make('/proc/nope')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(make('/proc/nope/a/b')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
