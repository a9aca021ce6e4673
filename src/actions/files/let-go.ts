import { z } from 'zod';
import { enqueueJob } from '../../store/job-queue.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';

/** Has the bytes of files that no row names any more removed by jobs, which try again for some two days. */
export const removeFilesLater = defineAction({
  name: 'remove-files-later',
  permission: 'system',
  input: z.object({ storage_names: z.array(z.string()).min(1) }),
  async run({ tx, input }): Promise<{ storage_names: readonly string[] }> {
    for (const storage_name of input.storage_names)
      await enqueueJob(tx, { name: 'remove_file', payload: { storage_name } });
    return input;
  },
});

/**
 * Removes the bytes of files whose rows are gone. A store that is away fails nobody who is done with a file: what is
 * left there is removed later, and after one that could not be the others are not tried.
 */
export async function letGoOfFiles(app: App, storage_names: readonly string[]): Promise<void> {
  for (const [at, name] of storage_names.entries()) {
    const isGone = await app.files.remove(name).then(
      () => true,
      () => false,
    );
    if (isGone) continue;
    await removeFilesLater(app, { kind: 'system' }, { storage_names: storage_names.slice(at) });
    return;
  }
}
