import type { OutcomeClass } from '../petitions/stages.ts';
import type { Asks } from './asks.ts';
import type { Solved } from './instrument.ts';

/** Whether what was asked for is still solved. A month later everybody knows: there is no «not yet». */
export const LASTING = ['yes', 'partly', 'no'] as const satisfies readonly Solved[];
export type Lasting = (typeof LASTING)[number];

export const LASTS_AFTER_DAYS = 30;

const lasting: readonly (OutcomeClass | null)[] = ['resolved', 'partly_resolved'];

/**
 * When it is to be asked whether a closing that was asked about now lasts: thirty days later, so that whoever was asked
 * may be asked again. Null where nothing was built or mended.
 */
export function askAgainAt(
  closing: { readonly is_about_works: boolean; readonly outcome_class: OutcomeClass | null },
  now: string,
): string | null {
  if (!closing.is_about_works || !lasting.includes(closing.outcome_class)) return null;
  return new Date(Date.parse(now) + LASTS_AFTER_DAYS * 86_400_000).toISOString();
}

/** What of an answer does not go with what was asked; null: all of it does. */
export function misfitOf(
  asks: Asks,
  answer: { readonly satisfaction: number | null; readonly solved: Solved },
): 'satisfaction' | 'solved' | null {
  if (asks === 'how_it_went') return answer.satisfaction === null ? 'satisfaction' : null;
  if (answer.satisfaction !== null) return 'satisfaction';
  return LASTING.some((one) => one === answer.solved) ? null : 'solved';
}
