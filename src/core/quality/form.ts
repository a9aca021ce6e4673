import { say, type Language } from '../language/sentences.ts';

/** One thing that is looked at, and how much it weighs beside the others. */
export interface Criterion {
  readonly code: string;
  readonly name: string;
  readonly weight: number;
}

/** What a city looks at when it reviews how people were attended. */
export interface QualityForm {
  readonly criteria: readonly Criterion[];
  /** What makes a review fail whatever else was good. */
  readonly critical_errors: readonly { readonly code: string; readonly name: string }[];
  /** From how many points of 100 on it is enough. */
  readonly passes_at: number;
  /** Business days to contest a review, after the day on which it was submitted; null: no limit. */
  readonly contest_days: number | null;
}

export const most_criteria = 20;
const usual_weights = { greeting: 10, listening: 20, right_answer: 35, clarity: 20, record: 15 } as const;
const usual_errors = ['wrong_information', 'disrespect', 'personal_data'] as const;
const usual_passes_at = 80;
const usual_contest_days = 5;
export const most_contest_days = 60;

/** The form of a city that has not written its own. */
export function usualForm(language: Language): QualityForm {
  const codes = Object.keys(usual_weights) as (keyof typeof usual_weights)[];
  return {
    criteria: codes.map((code) => ({
      ...{ code, weight: usual_weights[code] },
      name: say(language, `quality_criterion.${code}`),
    })),
    critical_errors: usual_errors.map((code) => ({ code, name: say(language, `quality_error.${code}`) })),
    ...{ passes_at: usual_passes_at, contest_days: usual_contest_days },
  };
}

/** What is wrong with a form, by field; nothing: it may be saved. Names and codes must differ. */
export function faultsOfForm({ criteria, critical_errors }: QualityForm): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const [field, list] of Object.entries({ criteria, critical_errors })) {
    const folded = list.map(({ name }) => name.trim().toLowerCase());
    if (new Set(folded).size < list.length || new Set(list.map(({ code }) => code)).size < list.length)
      faults[field] = 'repeated';
  }
  return faults;
}
