/** What an exchange says, as its manager interface sends it: names and values of one block. */
export type AmiEvent = Readonly<Record<string, string>>;

interface Told {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Linkedid: the id of the oldest channel, which is the key of the whole call. */
  readonly linked_id: string;
}

/**
 * One thing that happened in a call, without regard to what else is known. A call is what the set of its facts says, so
 * it does not matter in which order they arrive, or how often.
 */
export type CallFact = Told &
  (
    | {
        readonly kind: 'began';
        readonly interface: string;
        readonly number: string | null;
        readonly dialled: string;
      }
    | { readonly kind: 'joined'; readonly queue: string; readonly number: string | null }
    | { readonly kind: 'left' }
    | { readonly kind: 'abandoned'; readonly waited_s: number | null }
    | {
        readonly kind: 'rang';
        readonly channel: string;
        readonly interface: string;
        readonly number: string | null;
      }
    | { readonly kind: 'rang_out'; readonly channel: string }
    | {
        readonly kind: 'connected';
        readonly channel: string;
        readonly interface: string;
        readonly waited_s: number | null;
        readonly rang_s: number;
      }
    | {
        readonly kind: 'completed';
        readonly channel: string;
        readonly interface: string;
        readonly waited_s: number | null;
        readonly talked_s: number;
        readonly reason: 'caller' | 'agent' | 'transfer';
      }
    | { readonly kind: 'answered'; readonly channel: string; readonly interface: string }
    | { readonly kind: 'held' | 'resumed'; readonly channel: string }
    | {
        readonly kind: 'transferred';
        readonly channel: string;
        readonly to: { readonly channel: string; readonly interface: string } | null;
      }
    | { readonly kind: 'hung_up'; readonly channel: string; readonly cause: number | null }
  );

/** Two facts that say the same have the same key: duplicates are heard after a connection was lost. */
export function keyOfFact(fact: CallFact): string {
  const { at: _, ...rest } = fact;
  const isSeveral = fact.kind === 'held' || fact.kind === 'resumed' || fact.kind === 'joined';
  return JSON.stringify(isSeveral ? fact : rest);
}
