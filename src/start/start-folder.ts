import { makeFolder } from '../store/make-folder.ts';
import { StartProblem } from './start-problem.ts';

/**
 * Makes a folder that a setting or a command names, with those above it.
 * @throws StartProblem `folder-not-made`, which says what to change
 */
export function startFolder(directory: string, mode?: number): void {
  try {
    makeFolder(directory, mode);
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException;
    throw new StartProblem('folder-not-made', { directory, problem: code ?? message });
  }
}
