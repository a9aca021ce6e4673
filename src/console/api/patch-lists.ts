import type { InboxOrder as Order, PetitionRow } from '../api.generated.ts';

/** What has been read of a list, page by page. */
export interface Pages {
  readonly pages: readonly { readonly items: readonly PetitionRow[]; readonly next_cursor: string | null }[];
}

interface Change {
  /** What may have changed. */
  readonly ids: ReadonlySet<string>;
  /** Those of them that the list holds now, as they are now. */
  readonly rows: readonly PetitionRow[];
  readonly order: Order;
}

/**
 * The same pages after a change: what left the list is gone, what changed or came stands in its place, and every other
 * row is the very same object. A row whose place is beyond what was read waits for its page.
 */
export function patchPages<D extends Pages>(data: D, { ids, rows, order }: Change): D {
  const all = data.pages.flatMap(({ items }) => items);
  const end = all.at(-1);
  const isWhole = (data.pages.at(-1)?.next_cursor ?? null) === null;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !ids.has(id)) }));
  const known = new Map(all.map((row) => [row.id, row]));
  for (const read of rows) {
    const before = known.get(read.id);
    // Of two readings that crossed, the newer stands.
    const row = before !== undefined && before.version > read.version ? before : read;
    if (!isWhole && (end === undefined || compareRows(order, row, end) > 0)) continue;
    // Into the last page that begins before it, so that each page stays one stretch of the list.
    const found = pages.findLastIndex(({ items }) => items[0] && compareRows(order, items[0], row) < 0);
    const page = pages[Math.max(found, 0)];
    if (page === undefined) continue;
    const at = page.items.findIndex((other) => compareRows(order, row, other) < 0);
    page.items.splice(at === -1 ? page.items.length : at, 0, row);
  }
  return { ...data, pages };
}

/** As the server orders: what left the reader last; then by due date, those without one after; or newest first. */
export function compareRows(order: Order, one: PetitionRow, other: PetitionRow): number {
  const newest = one.id < other.id ? 1 : one.id > other.id ? -1 : 0;
  if (order === 'received') return later(one.received_at, other.received_at) || newest;
  if ((one.left === null) !== (other.left === null)) return one.left === null ? -1 : 1;
  if (one.left !== null) return newest;
  if (order === 'updated') return later(one.updated_at, other.updated_at) || newest;
  if (one.due_at === null || other.due_at === null) {
    return one.due_at === other.due_at ? newest : one.due_at === null ? 1 : -1;
  }
  return later(other.due_at, one.due_at) || -newest;
}

/** Below zero where the first instant is the later one. */
const later = (one: string, other: string): number => Date.parse(other) - Date.parse(one);
