import type { CallFact } from './call-fact.ts';

/** A call that was under way when it was last heard of. */
export interface OpenCall {
  readonly linked_id: string;
  /** When something was last heard of it, ISO 8601. */
  readonly heard_at: string;
}

/** One that began while the exchange was asked is not in its answer. */
const young_ms = 5_000;

/**
 * What is to be added to the calls that ended while the line to the exchange was away: without it they would be under
 * way for ever (check D6). When they ended is not known: they are closed by the last that was heard of them.
 * @param alive the Linkedids of all channels that the exchange has
 */
export function lostEnds(
  open: readonly OpenCall[],
  alive: ReadonlySet<string>,
  asked_at: string,
): readonly CallFact[] {
  return open
    .filter(({ linked_id, heard_at }) => {
      const isYoung = Date.parse(asked_at) - Date.parse(heard_at) < young_ms;
      return !isYoung && !alive.has(linked_id);
    })
    .map(({ linked_id, heard_at }) => ({
      ...{ at: heard_at, linked_id, kind: 'hung_up', channel: linked_id, cause: null },
    }));
}
