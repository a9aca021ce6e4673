import type { SentenceKey } from '../language/sentences.ts';
import type { Worded } from './contents.ts';
import type { PeriodCode } from './report-models.ts';
import { worded } from './words.ts';

/** `2025` as a year, `2025-T3` as three months. */
export function periodName(code: PeriodCode): Worded {
  const [year = '', quarter] = code.split('-T');
  return quarter === undefined
    ? worded('report.period.year', { year })
    : worded(`report.period.quarter_${quarter}` as SentenceKey, { year });
}
