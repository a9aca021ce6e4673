import type { App } from '../actions/app.ts';
import { removeUnnamedFiles } from '../actions/upkeep/remove-unnamed-files.ts';

/** Once a day: bytes that processes left which died while they kept a file. It fails, and so is seen, where there are too many. */
export async function removeUnnamed(app: App): Promise<void> {
  await removeUnnamedFiles(app);
}
