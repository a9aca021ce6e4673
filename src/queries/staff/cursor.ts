/** Where a page ended: the sort value of its last row (null among rows without one) and its id. */
export interface Position {
  readonly value: string | null;
  readonly id: string;
}

/** Opaque to whoever gets it; it names the order, so that a cursor of another order leads nowhere. */
export function writeCursor(order: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([order, value, id])).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @returns null for no cursor; undefined for one that was not written here for this order */
export function readCursor(order: string, cursor: string | undefined): Position | null | undefined {
  if (cursor === undefined || cursor === '') return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(read) || read.length !== 3) return undefined;
    const [of, value, id] = read as unknown[];
    if (of !== order || typeof id !== 'string' || !uuid.test(id)) return undefined;
    if (value !== null && (typeof value !== 'string' || Number.isNaN(Date.parse(value)))) return undefined;
    return { value, id };
  } catch {
    return undefined;
  }
}
