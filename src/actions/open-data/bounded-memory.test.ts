import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'atiende-export-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Exported {
  readonly peak_kb: number;
  readonly rows: Readonly<Record<string, number>>;
  /** Of the whole as Parquet; each of them is remembered until it ends. */
  readonly groups: number;
}

async function exported(rows: number): Promise<Exported> {
  const program = join(import.meta.dirname, '../../../test/processes/open-data-export.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=64', '--max-semi-space-size=4', program, folder, String(rows)],
    { env: { ...process.env, MALLOC_ARENA_MAX: '2', NODE_OPTIONS: '' }, timeout: 200_000 },
  );
  return JSON.parse(stdout) as Exported;
}

it.runIf(process.platform === 'linux')(
  'writes a table in memory that does not grow with its rows',
  async () => {
    const [few, many] = [await exported(4_000), await exported(60_000)];
    for (const format of ['csv', 'jsonl', 'geojson', 'parquet'])
      expect([format, many.rows[format]]).toEqual([format, 60_000]);
    // Some 115 MB are written for the 56,000 rows more; whoever kept them, or the rows, would have them in memory.
    expect(many.peak_kb - few.peak_kb).toBeLessThan(50 * 1024);
    expect(many.peak_kb).toBeLessThan(200 * 1024);
    expect(many.groups).toBeLessThanOrEqual(6);
  },
  240_000,
);
