import { sql } from 'kysely';
import { z } from 'zod';
import { boards, type BoardMoved } from '../core/access/boards.ts';
import type { Tx } from './database.ts';

/** The channel of the database on which it is told that a board moved. */
export const boardsMoved = 'board_moved';

const movedShape = z.object({
  board: z.enum(boards),
  id: z.uuid().nullable(),
  ...{ city_id: z.uuid(), authority_id: z.uuid(), unit_id: z.uuid().nullable() },
});

/**
 * Tells every process, once the transaction is committed, which boards moved; whoever may see one reads it by the ways that
 * decide what may be read. The same told twice in one transaction is heard once.
 */
export async function tellBoards(tx: Tx, moved: readonly BoardMoved[]): Promise<void> {
  if (moved.length === 0) return;
  const told = moved.map((one) => JSON.stringify(one));
  await sql`select pg_notify(${boardsMoved}, told) from unnest(${told}::text[]) as t (told)`.execute(tx);
}

/** Anybody with a connection can notify: null for what is no such news. */
export function boardIn(payload: string | undefined): BoardMoved | null {
  try {
    return movedShape.safeParse(JSON.parse(payload ?? '')).data ?? null;
  } catch {
    return null;
  }
}
