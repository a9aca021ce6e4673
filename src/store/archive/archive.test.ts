import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';
import { writeArchive } from './write-archive.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atiende-archive-'));
  path = join(folder, 'one.tar');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const header = Buffer.from('{}');
const picture = randomBytes(70_001);

async function write(count = 3): Promise<void> {
  const archive = await writeArchive(path, new Date('2026-11-21T10:00:00Z'));
  await archive.add('backup.json', header);
  for (let n = 0; n < count; n += 1) await archive.add(`files/${n}`, n === 0 ? picture : Buffer.from(`${n}`));
  await archive.finish({ said: 'whole' });
}

async function read(): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const { name, body } of readArchive(path)) found.set(name, body);
  return found;
}

test('what was written is read, and the manifest says how much it is', async () => {
  await write();
  const found = await read();
  expect([...found.keys()]).toEqual(['backup.json', 'files/0', 'files/1', 'files/2', 'manifest.json']);
  expect(found.get('files/0')?.equals(picture)).toBe(true);
  const manifest = { said: 'whole', members: 4, checksum_lists: 1 };
  expect(JSON.parse(found.get('manifest.json')!.toString())).toEqual(manifest);
});

test('thousands of members have several lists of checksums', async () => {
  await write(12_000);
  const found = await read();
  expect(found.size).toBe(12_002);
  expect(JSON.parse(found.get('manifest.json')!.toString())).toMatchObject({
    members: 12_001,
    checksum_lists: 3,
  });
});

test('the tar of the system opens it, and the sums are those of sha256sum', async () => {
  await write();
  execFileSync('tar', ['xf', path, '-C', folder], { timeout: 30_000 });
  expect(readFileSync(join(folder, 'files', '0')).equals(picture)).toBe(true);
  for (const list of ['checksums/000001.sha256', 'manifest.sha256'])
    for (const line of readFileSync(join(folder, list), 'utf8').trimEnd().split('\n')) {
      const [sum, name] = line.split('  ');
      const bytes = readFileSync(join(folder, name!));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum);
    }
});

test('one that is cut anywhere is refused', async () => {
  await write();
  const { length } = readFileSync(path);
  const whole = readFileSync(path);
  // Without its last zeros it is whole: some programs leave them out.
  for (let end = length - 1025; end > 0; end -= 997) {
    writeFileSync(path, whole);
    truncateSync(path, end);
    await expect(read(), `cut at ${end}`).rejects.toMatchObject({
      code: expect.stringMatching(/_cut$|_foreign$/),
    });
  }
});

test('a byte that differs anywhere in a member is found', async () => {
  await write();
  const whole = readFileSync(path);
  const places = [512, 1024 + 512 + 5, 60_000, whole.indexOf('whole'), whole.indexOf('  files/1') - 3];
  for (const at of places) {
    const other = Buffer.from(whole);
    other[at] = other[at]! ^ 1;
    writeFileSync(path, other);
    await expect(read(), `byte ${at}`).rejects.toMatchObject({ code: 'archive_damaged' });
  }
});

test('another file is no archive, and one that is there is not written over', async () => {
  writeFileSync(path, 'x'.repeat(5000));
  await expect(read()).rejects.toMatchObject({ code: 'archive_foreign' });
  await expect(write()).rejects.toMatchObject({ code: 'archive_exists' });
  path = join(folder, 'none.tar');
  await expect(read()).rejects.toMatchObject({ code: 'archive_missing' });
});

test('until it is finished there is nothing by that name, and abandoned it leaves nothing', async () => {
  const archive = await writeArchive(path, new Date());
  await archive.add('backup.json', header);
  expect(existsSync(path)).toBe(false);
  await archive.abandon();
  expect(readdirSync(folder)).toEqual([]);
});
