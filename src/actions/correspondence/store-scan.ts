import { createHash } from 'node:crypto';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import type { Bound } from './bound-pages.ts';
import type { StoredScan } from './keep-scan.ts';

/** Stores a bound letter and has it kept; what is not kept leaves no bytes behind. */
export async function storeScan(
  app: App,
  bound: Bound,
  keep: (scan: StoredScan) => Promise<{ is_kept: boolean }>,
): Promise<void> {
  const storage_name = await app.files.put(bound.bytes);
  const sha256 = createHash('sha256').update(bound.bytes).digest('base64');
  const { is_searchable } = bound;
  try {
    const { is_kept } = await keep({ storage_name, bytes: bound.bytes.length, sha256, is_searchable });
    if (!is_kept) await letGoOfFiles(app, [storage_name]);
  } catch (error) {
    await letGoOfFiles(app, [storage_name]).catch(() => undefined);
    throw error;
  }
}
