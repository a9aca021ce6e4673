import { dayAndMonth, shortDate, type Manner } from '../../core/language/format.ts';
import type { PetitionRow } from '../api.generated.ts';
import type { Words } from '../language/words.ts';
import type { IconName } from '../ui/Icon.tsx';

export type Tone = 'late' | 'soon' | 'fine' | 'paused' | 'done' | 'accent';

export interface Due {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

type Facts = Pick<
  PetitionRow,
  'stage' | 'due_on' | 'days_left' | 'due_clock' | 'citizen_due_on' | 'closes_on' | 'outcome_class' | 'flags'
> &
  Partial<Pick<PetitionRow, 'left'>>;

/** Days left at which a term is called near. */
const near = 2;

/** `jue 14 may` this year, `14 may 2024` in another. */
export function dayInWords(date: string, manner: Manner): string {
  const year = String(new Date().getFullYear());
  return date.startsWith(year) ? dayAndMonth(date, manner) : shortDate(date, manner);
}

/** The legal due date in one chip: a shape, words and a colour that say the same. */
export function dueOf(facts: Facts, words: Words): Due {
  const { t, manner } = words;
  const day = (date: string): string => dayInWords(date, manner);
  const { stage, due_on, days_left, citizen_due_on, closes_on, outcome_class, left } = facts;
  // Nothing is due from who had it before.
  if (left != null) {
    return {
      tone: 'done',
      icon: 'signpost',
      text: t('console.left.now_with', { authority: left.now_with.name }),
    };
  }
  if (stage === 'closed') {
    const text =
      outcome_class === null ? t('console.stage.closed') : words.code('outcome_class', outcome_class);
    return { tone: 'done', icon: 'done', text };
  }
  if (stage === 'waiting_citizen') {
    const until = citizen_due_on === null ? '' : t('console.due.until', { day: day(citizen_due_on) });
    return { tone: 'paused', icon: 'pause', text: `${t('console.due.waits')}${until}` };
  }
  if (due_on === null || days_left === null) {
    const text =
      closes_on === null ? t('console.due.none') : t('console.due.closes', { day: day(closes_on) });
    return { tone: 'done', icon: 'done', text };
  }
  return running(facts, day(due_on), words);
}

function running({ days_left, flags, due_clock }: Facts, day: string, { t, count }: Words): Due {
  const left = days_left ?? 0;
  const what = due_clock === 'accept' ? `${t('console.due.accept')} · ` : '';
  if (left < 0)
    return { tone: 'late', icon: 'late', text: `${what}${count('console.due.late', -left, { day })}` };
  if (flags.includes('overdue'))
    return { tone: 'late', icon: 'late', text: `${what}${t('console.due.late_today', { day })}` };
  if (left === 0) return { tone: 'soon', icon: 'soon', text: `${what}${t('console.due.today', { day })}` };
  const text = `${what}${count('console.due.left', left, { day })}`;
  return left <= near ? { tone: 'soon', icon: 'soon', text } : { tone: 'fine', icon: 'fine', text };
}
