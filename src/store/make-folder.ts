import { existsSync, mkdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it, as `mkdir -p` does. Node's own `recursive` never comes back where the system says
 * that a parent is missing which is there (`/proc/nope`): it tries for ever.
 * @throws what the system says, `ENOENT` there
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    return mkdirSync(path, { mode });
  } catch (problem) {
    if (isThere(problem, path)) return;
    if (!mayLackParent(problem, path)) throw problem;
  }
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (problem) {
    if (!isThere(problem, path)) throw problem;
  }
}

/** The same for a process that serves meanwhile: what is there, which is the rule, costs one call. */
export async function makeFolderLater(path: string, mode = 0o777): Promise<void> {
  const problem = await mkdir(path, { mode }).catch((error: unknown) => error);
  if (problem !== undefined && !isThere(problem, path)) makeFolder(path, mode);
}

const codeOf = (problem: unknown) => (problem as NodeJS.ErrnoException).code;

const isThere = (problem: unknown, path: string): boolean =>
  codeOf(problem) === 'EEXIST' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const mayLackParent = (problem: unknown, path: string): boolean =>
  codeOf(problem) === 'ENOENT' && dirname(path) !== path;
