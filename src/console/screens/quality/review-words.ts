import type { QualityCalibrationPage, ReviewState } from '../../api.generated.ts';
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

/** To be judged by who looks; judged by them, not by others yet; compared; with all references kept. */
export const calibrationLooks = {
  open: { tone: 'accent', icon: 'eye' },
  waiting: { tone: 'soon', icon: 'pause' },
  compared: { tone: 'fine', icon: 'check' },
  kept: { tone: 'done', icon: 'done' },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>;

/** Ids of who judged everything in a calibration. */
export const finishedBy = ({ judges, items }: QualityCalibrationPage): readonly string[] =>
  judges.filter(({ done }) => done === items.length).map(({ id }) => id);
