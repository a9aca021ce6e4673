import type { ListPosition } from './petition-list.ts';

/** A place in the list as an address carries it: opaque, and the same in both orders. */
export const writeListCursor = ({ at, id }: ListPosition): string =>
  Buffer.from(`${at} ${id}`).toString('base64url');

const shape =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** @returns undefined for what was not written here: the list begins at its beginning */
export function readListCursor(cursor: string): ListPosition | undefined {
  const [, at, id] = shape.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return at === undefined || id === undefined || Number.isNaN(Date.parse(at)) ? undefined : { at, id };
}
