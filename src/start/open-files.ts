import { join } from 'node:path';
import type { Config } from '../config.ts';
import { directoryFileStore, type FilePlace } from '../store/file-store.ts';

/** Where this installation keeps its files, as the settings say. */
export function openFiles(config: Config): FilePlace {
  return directoryFileStore(join(config.data_directory, 'files'));
}
