import { weightsOf } from '../satisfaction/weights.ts';
import type { Share } from './two-shares.ts';

/** Closed cases of one channel, unit and kind, and those of them that answered; `hits`: 4 and 5 of 5. */
export interface AnsweredCell extends Share {
  readonly unit_id: string;
  readonly closed: number;
}

export interface WeightedShare {
  /** Answers as they were given. */
  readonly n: number;
  /** Where each answer stands for the closed cases of its cell: the weighted share of the satisfaction page (check K6). */
  readonly share: number;
  /**
   * As many answers of equal weight would tell it as surely: (Σw)² / Σw² over the answers (Kish, Survey Sampling, 1965;
   * «Weighting for Unequal Pi», Journal of Official Statistics 8, 1992). At most `n`, and `n` where all weigh alike. What
   * stratifying gains is left out, so the test says «fell» rather too seldom.
   */
  readonly effective: number;
}

/** The weighted share of a set of cells; zeros without answers. */
export function weightedShare(cells: readonly AnsweredCell[]): WeightedShare {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  if (n === 0) return { n, share: 0, effective: 0 };
  const weights = weightsOf(cells.map((cell) => ({ ...cell, answered: cell.n })));
  let [total, heavy, squares] = [0, 0, 0];
  for (const [at, cell] of cells.entries()) {
    if (cell.n === 0) continue;
    const weight = weights[at]!;
    total += weight;
    heavy += (weight * cell.hits) / cell.n;
    // Each of its answers weighs weight / n.
    squares += (weight * weight) / cell.n;
  }
  return { n, share: heavy / total, effective: (total * total) / squares };
}
