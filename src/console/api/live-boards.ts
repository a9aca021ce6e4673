import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveBoard } from '../api.generated.ts';

/** What is read again when a board moved: what is on no screen is not asked. */
const shownBy: Readonly<Record<LiveBoard['board'], (id: string | null) => QueryKey>> = {
  calls: () => ['telephony', 'board'],
  turns: (id) => (id === null ? ['counter-line'] : ['counter-line', id]),
};
/** A board that moves all the time is read this often and no more. */
const rest_ms = 300;

/** Reads boards again as they move, one reading of each at a time; what moves during one is read after it. */
export function boardReader(client: QueryClient): (moved: LiveBoard) => void {
  const moving = new Map<string, boolean>();
  return ({ board, id }) => {
    const key = shownBy[board](id);
    const name = JSON.stringify(key);
    if (moving.has(name)) return void moving.set(name, true);
    void readUntilStill();
    async function readUntilStill(): Promise<void> {
      do {
        moving.set(name, false);
        await client.invalidateQueries({ queryKey: key });
        await new Promise((resolve) => setTimeout(resolve, rest_ms));
      } while (moving.get(name));
      moving.delete(name);
    }
  };
}

/** Reads whatever moved while nobody told: one's own telephone and every board that is shown. */
export function readBoards(client: QueryClient): void {
  for (const key of [['telephone'], ...Object.values(shownBy).map((keyOf) => keyOf(null))])
    void client.invalidateQueries({ queryKey: key });
}
