import { ArchiveProblem } from '../../store/archive/archive-problem.ts';
import { FilesAway } from '../../store/file-store.ts';
import { isOutOfSpace } from '../outage.ts';

/** What kept a backup or a restore from being done, where it is something that a person can do something about. */
export function asArchiveProblem(problem: unknown): ArchiveProblem | null {
  if (problem instanceof ArchiveProblem) return problem;
  if (problem instanceof FilesAway) return new ArchiveProblem('files_away', { problem: problem.code });
  const isFull = isOutOfSpace(problem) || (problem as { code?: unknown } | null)?.code === '53100';
  return isFull ? new ArchiveProblem('no_space') : null;
}
