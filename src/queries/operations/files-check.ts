import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { FileStore } from '../../store/file-store.ts';
import type { Check } from './readiness.ts';

/** How long an answer stands: health is asked every few seconds, and each look costs the store three requests. */
const stands_ms = { well: 15_000, ill: 3_000 };

/**
 * Whether files can be kept: a few bytes are written, read back and removed. One look at a time, however many ask; who
 * waited `within_ms` is told that it is not well while the look goes on.
 */
export function watchFiles(files: FileStore, within_ms: number): () => Promise<Check> {
  let kept: { check: Check; until: number } | null = null;
  let looking: Promise<Check> | null = null;
  const look = async (): Promise<Check> => {
    const check = await probe(files).then(
      () => ({ ok: true }),
      (problem: unknown) => ({ ok: false, detail: codeOf(problem) }),
    );
    kept = { check, until: performance.now() + (check.ok ? stands_ms.well : stands_ms.ill) };
    looking = null;
    return check;
  };
  return async () => {
    if (kept !== null && performance.now() < kept.until) return kept.check;
    looking ??= look();
    return inTime(looking, within_ms);
  };
}

async function probe(files: FileStore): Promise<void> {
  const written = randomBytes(16);
  const name = await files.put(written);
  try {
    const read = await buffer((await files.read(name)).stream);
    if (!read.equals(written)) throw Object.assign(new Error('Other bytes'), { code: 'other_bytes' });
  } finally {
    await files.remove(name);
  }
}

/** What the system or the store called it: `EROFS`, `ECONNREFUSED`, `403 AccessDenied`; never a path. */
function codeOf(problem: unknown): string {
  const { code } = problem as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}

async function inTime(asked: Promise<Check>, within_ms: number): Promise<Check> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    patience = setTimeout(() => resolve({ ok: false, detail: 'timeout' }), within_ms);
  });
  const check = await Promise.race([asked, late]);
  clearTimeout(patience);
  return check;
}
