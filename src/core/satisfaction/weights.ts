/** Closed cases of one channel, unit and kind, and how many of them answered. */
export interface StratumSize {
  readonly unit_id: string;
  readonly closed: number;
  readonly answered: number;
}

/**
 * How many closed cases the answers of each stratum stand for, in the order given. Cases of a stratum that nobody
 * answered for are shared out among the answered strata of its unit, by their size, or of all where its unit has none:
 * so the sum is the number of closed cases, whenever there is any answer (check K6).
 * @returns zeros where nobody answered at all
 */
export function weightsOf(strata: readonly StratumSize[]): number[] {
  const weights = strata.map(({ closed, answered }) => (answered > 0 ? closed : 0));
  const spread = (orphans: number, among: readonly number[]): boolean => {
    const base = among.reduce((sum, at) => sum + strata[at]!.closed, 0);
    if (base === 0) return false;
    for (const at of among) weights[at]! += (orphans * strata[at]!.closed) / base;
    return true;
  };
  const all = strata.flatMap(({ answered }, at) => (answered > 0 ? [at] : []));
  for (const [unit_id, orphans] of orphansOf(strata)) {
    const own = all.filter((at) => strata[at]!.unit_id === unit_id);
    if (!spread(orphans, own)) spread(orphans, all);
  }
  return weights;
}

function orphansOf(strata: readonly StratumSize[]): Map<string, number> {
  const orphans = new Map<string, number>();
  for (const { unit_id, closed, answered } of strata) {
    if (answered === 0) orphans.set(unit_id, (orphans.get(unit_id) ?? 0) + closed);
  }
  return orphans;
}
