/** What agents order of an exchange. */
export type OrderVerb = 'call' | 'transfer' | 'hang_up' | 'pause' | 'unpause';

/** Days after which an order goes, told or not: whoever gave it was told within a minute how it ended. */
export const order_kept_days = 7;

/**
 * What an agent is told of an order that was not carried out: the exchange would not do it (by what it was), `own_phone`:
 * one's own telephone did not take the call; `gone`: it has no such call any more; `no_queue`: the telephone is a member of
 * no queue; `away`: nothing was heard in time.
 */
export const orderRefusals = [
  ...(['call', 'transfer', 'hang_up', 'pause', 'unpause'] as const),
  ...(['own_phone', 'gone', 'no_queue', 'away'] as const),
] as const;
type OrderRefusal = (typeof orderRefusals)[number];

interface OrderTold {
  readonly id: string;
  readonly verb: string;
  /** How telling it ended, as a code; null: it was done, or waits. */
  readonly problem: string | null;
}

interface RefusedOrder {
  readonly order_id: string;
  readonly why: OrderRefusal;
}

/**
 * The order that an agent must hear of; null for none. Whoever ordered the same again since is told of that alone.
 * @param orders of one person, the newest first
 */
export function refusedOrder(orders: readonly OrderTold[]): RefusedOrder | null {
  const seen = new Set<string>();
  for (const { id: order_id, verb, problem } of orders) {
    const subject = verb === 'unpause' ? 'pause' : verb;
    const why = seen.has(subject) || problem === null ? null : whyNot(verb as OrderVerb, problem);
    if (why !== null) return { order_id, why };
    seen.add(subject);
  }
  return null;
}

function whyNot(verb: OrderVerb, problem: string): OrderRefusal | null {
  if (problem === 'own_phone') return problem;
  if (problem === 'away' || problem === 'too_late') return 'away';
  if (problem !== 'unknown') return verb;
  switch (verb) {
    case 'transfer':
    case 'hang_up':
      return 'gone';
    case 'unpause':
      return 'no_queue';
    case 'pause':
      // Who is a member of no queue is sent no calls, paused or not.
      return null;
    case 'call':
      return 'call';
  }
}
