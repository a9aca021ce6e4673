import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The one that is written, and those that were set aside: `queue_log`, `queue_log.1`. */
const name_form = /^queue_log(?:\.\d{1,4})?$/;

/**
 * Files of the exchange's queue_log in a folder that were written to since then, the oldest first.
 * @returns null where there is none at all
 */
export async function queueLogFiles(folder: string, since: string): Promise<string[] | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'ENOENT') throw problem;
    return [];
  });
  const files = entries.filter((one) => one.isFile() && name_form.test(one.name));
  if (files.length === 0) return null;
  const known = await Promise.all(
    files.map(async ({ name }) => ({
      path: join(folder, name),
      written: (await stat(join(folder, name))).mtimeMs,
    })),
  );
  return known
    .filter(({ written }) => written >= Date.parse(since))
    .sort((one, other) => one.written - other.written)
    .map(({ path }) => path);
}

/** Lines of these files, one after another. */
export async function* queueLogLines(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    const file = await open(path);
    try {
      yield* file.readLines({ encoding: 'utf8' });
    } finally {
      await file.close();
    }
  }
}

/** Whether a problem is one of the file or its folder, and not of whoever reads the lines. */
export function isFileProblem(problem: unknown): boolean {
  const syscall = (problem as NodeJS.ErrnoException | null)?.syscall;
  return syscall !== undefined && ['open', 'read', 'scandir', 'stat'].includes(syscall);
}
