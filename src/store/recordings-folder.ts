import { readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEntry, type FolderEntry } from '../core/telephony/recordings.ts';

/** Told to the dialplan by being there: `STAT(e,…/no-recordings)`. */
const stop_mark = 'no-recordings';

/** A call of which the exchange left something. */
export interface LeftCall {
  readonly linked_id: string;
  readonly found: ReadonlySet<FolderEntry['what']>;
  readonly sound: { readonly path: string; readonly bytes: number } | null;
  /** When the last of its files was written. */
  readonly written_at: string;
  readonly paths: readonly string[];
}

/** What the exchange left in a folder, by call. None where the folder is not there (yet). */
export async function listCalls(folder: string): Promise<LeftCall[]> {
  const calls = new Map<
    string,
    { found: Set<FolderEntry['what']>; paths: string[]; ms: number; sound: LeftCall['sound'] }
  >();
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(ifAway([]))) {
    const known = entry.isFile() ? readEntry(entry.name) : null;
    if (known === null) continue;
    const path = join(folder, entry.name);
    const state = await stat(path).catch(ifAway(null));
    if (state === null) continue;
    const call = calls.get(known.linked_id) ?? { found: new Set(), paths: [], ms: 0, sound: null };
    call.found.add(known.what);
    call.paths.push(path);
    call.ms = Math.max(call.ms, state.mtimeMs);
    if (known.what === 'sound') call.sound = { path, bytes: state.size };
    calls.set(known.linked_id, call);
  }
  return [...calls].map(([linked_id, { ms, ...call }]) => ({
    ...{ linked_id, ...call, written_at: new Date(ms).toISOString() },
  }));
}

const ifAway =
  <T>(instead: T) =>
  (problem: NodeJS.ErrnoException): T => {
    if (problem.code !== 'ENOENT') throw problem;
    return instead;
  };

export const readCall = (path: string): Promise<Buffer> => readFile(path);

/** After it was taken in. */
export async function forgetCall({ paths }: LeftCall): Promise<void> {
  for (const path of paths) await rm(path, { force: true });
}

/** Share of the disk under the folder that is free to us, 0 to 1; null where there is no folder. */
export async function freeShare(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(ifAway(null));
  return disk === null ? null : disk.bavail / disk.blocks;
}

/** Tells the exchange not to record, or to record again. */
export async function markStopped(folder: string, isStopped: boolean): Promise<void> {
  const path = join(folder, stop_mark);
  if (isStopped) await writeFile(path, '');
  else await rm(path, { force: true });
}
