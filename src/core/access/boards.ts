import type { Grant, Permission } from './permissions.ts';

/** What moves by the second while a few look at it: calls of queues with their agents, and the lines of offices. */
export const boards = ['calls', 'turns'] as const;
export type Board = (typeof boards)[number];

/** A board on which something changed, and where it lies. */
export interface BoardMoved {
  readonly board: Board;
  /** Which one it is of its kind (an office); null where its kind has one board for all that one may see. */
  readonly id: string | null;
  readonly city_id: string;
  readonly authority_id: string;
  /** Null: of the whole authority. */
  readonly unit_id: string | null;
}

/** Whoever may see a board, and whether a grant for single units reaches only what is theirs. */
const seenWith: Readonly<Record<Board, { readonly permission: Permission; readonly by_unit: boolean }>> = {
  calls: { permission: 'telephony.supervise', by_unit: true },
  turns: { permission: 'interactions.record', by_unit: false },
};

/** A board that somebody may see, and where. */
export interface Watch {
  readonly board: Board;
  readonly city_id: string;
  /** Null: every authority of the city. */
  readonly authority_id: string | null;
  /** Null: every unit. */
  readonly unit_ids: readonly string[] | null;
}

/** The boards that who has these grants may be told of; what lies on them is asked where they are read. */
export function watchesOf(grants: readonly Grant[]): readonly Watch[] {
  return boards.flatMap((board) => {
    const { permission, by_unit } = seenWith[board];
    return grants
      .filter(({ permissions }) => permissions.includes(permission))
      .map(({ city_id, authority_id, unit_ids }) => ({
        ...{ board, city_id, authority_id },
        unit_ids: by_unit ? unit_ids : null,
      }));
  });
}

/** Whether one of these is the board that moved. */
export function isWatched(watches: readonly Watch[], moved: BoardMoved): boolean {
  return watches.some(
    ({ board, city_id, authority_id, unit_ids }) =>
      board === moved.board &&
      city_id === moved.city_id &&
      (authority_id === null || authority_id === moved.authority_id) &&
      (unit_ids === null || (moved.unit_id !== null && unit_ids.includes(moved.unit_id))),
  );
}
