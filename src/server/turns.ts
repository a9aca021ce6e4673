/** Runs a piece of work when it is its turn. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * So many at a time, the others in the order in which they came. What a crowd asks for together waits here and not for the
 * connections of the database, which everybody else needs meanwhile.
 */
export function turns(at_a_time: number): InTurn {
  const waiting: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working >= at_a_time) await new Promise<void>((resolve) => waiting.push(resolve));
    else working += 1;
    try {
      return await work();
    } finally {
      // The next one takes the place over, so that nobody who comes just now is before it.
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  };
}
