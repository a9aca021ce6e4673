import { join } from 'node:path';
import type { Config } from '../config.ts';
import { directoryFileStore, type FilePlace } from '../store/file-store.ts';
import { s3FileStore } from '../store/s3-file-store.ts';

/** Where this installation keeps its files, as the settings say. */
export function openFiles(config: Config): FilePlace {
  return config.files_in !== null
    ? s3FileStore(config.files_in)
    : directoryFileStore(join(config.data_directory, 'files'));
}
