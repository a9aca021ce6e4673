import { z } from 'zod';
import type { App } from '../actions/app.ts';
import type { Attempt } from './job.ts';

const what = z.object({ storage_name: z.string() });

/** Removes bytes that no row names any more and that the store did not let go of when they should have gone. */
export async function removeFile(app: App, { payload }: Attempt): Promise<void> {
  await app.files.remove(what.parse(payload).storage_name);
}
