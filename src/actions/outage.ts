import { FileMissing, FilesAway } from '../store/file-store.ts';

// 57014, 25P03: it took longer than anybody waits. 40001, 40P01, 55P03: two stood in each other's way, one is to try again.
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[1-4]|57014|25P03|40001|40P01|55P03|08\w{3}|53\w{3})$/;
const awayMessages =
  /timeout exceeded when trying to connect|Connection terminated|server closed the connection|is not queryable/i;

/** True when the error means that the database is away or refuses work for now: a 503, try again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  // ENOENT of a file is no outage; of a socket it is.
  if (code === 'ENOENT') return syscall === 'connect';
  if (typeof code === 'string') return awayCodes.test(code);
  return awayMessages.test(error.message);
}

/** True when a volume of ours takes no more: a 503 too, until somebody makes room. PostgreSQL's own is 53100, above. */
export function isOutOfSpace(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['ENOSPC', 'EDQUOT', 'EROFS'].includes(String((error as { code?: unknown }).code))
  );
}

/** True when the files are in a store that is away or refuses us: a 503, try again. */
export const isStoreAway = (error: unknown): boolean => error instanceof FilesAway;

/** True when a row names a file whose bytes are lost. */
export const isFileLost = (error: unknown): boolean => error instanceof FileMissing;
