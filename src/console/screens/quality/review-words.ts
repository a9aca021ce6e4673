import type { ReviewState } from '../../api.generated.ts';
import type { Tone } from '../../parts/due.ts';
import type { IconName } from '../../ui/Icon.tsx';

/** How each state looks: a word and a shape. */
export const stateLooks: Readonly<Record<ReviewState, { tone: Tone; icon: IconName }>> = {
  to_review: { tone: 'accent', icon: 'eye' },
  set_aside: { tone: 'done', icon: 'pause' },
  submitted: { tone: 'soon', icon: 'send' },
  acknowledged: { tone: 'fine', icon: 'check' },
  contested: { tone: 'late', icon: 'flag' },
  settled: { tone: 'done', icon: 'done' },
};
