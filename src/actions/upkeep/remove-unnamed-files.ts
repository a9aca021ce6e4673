import { unnamedFiles } from '../../queries/operations/unnamed-files.ts';
import type { App } from '../app.ts';

/** An upload has its row within seconds, or never. */
const grace_ms = 86_400_000;
/** So many go in one turn; the rest with the next. */
const mostAtOnce = 1_000;
/** Deaths of processes leave a few files: what is more, and more than a hundredth of all, has another reason. */
const explained = { files: 20, share: 0.01 };

/**
 * More bytes without a row than processes leave that died: another database keeps its files in the same place, or this
 * one was put back to an earlier day. Nothing is removed, and an operator must look.
 */
export class TooManyUnnamed extends Error {
  readonly code: string;
  constructor({ unnamed, kept }: { unnamed: number; kept: number }) {
    super(`${unnamed} of ${kept} files have no row`);
    this.name = 'TooManyUnnamed';
    this.code = `${unnamed}_of_${kept}`;
  }
}

/**
 * Removes bytes that were kept more than a day ago and that no row names: a process that is killed between keeping a file
 * and writing its row down, or in the middle of keeping it, leaves them. Nobody can read them, whatever they are.
 * @throws TooManyUnnamed, FilesAway
 */
export async function removeUnnamedFiles(app: App): Promise<{ kept: number; removed: number }> {
  const before = new Date(Date.parse(app.now()) - grace_ms).toISOString();
  const going: string[] = [];
  let [kept, unnamed] = [0, 0];
  for await (const names of app.files.putBefore(before)) {
    const found = await unnamedFiles(app.database, names);
    kept += names.length;
    unnamed += found.length;
    going.push(...found.slice(0, mostAtOnce - going.length));
  }
  if (unnamed > explained.files && unnamed > explained.share * kept)
    throw new TooManyUnnamed({ unnamed, kept });
  for (const name of going) await app.files.remove(name);
  return { kept, removed: going.length };
}
