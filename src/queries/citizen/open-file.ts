import type { Actor } from '../../core/access/actor.ts';
import type { Reader } from '../../store/database.ts';
import { fileThatOpens, type FileToOpen } from '../files-that-open.ts';

/**
 * A file for a citizen: the own petition's with its key, and for anybody the photographs that were published.
 * @returns null when there is none, or none for this actor
 */
export function openFile(
  reader: Reader,
  actor: Extract<Actor, { kind: 'citizen' | 'public' | 'api' }>,
  which: { petition_id: string; file_id: string },
): Promise<FileToOpen | null> {
  return fileThatOpens(reader, actor, which);
}
