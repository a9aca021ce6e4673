import { accepted, refused, type Decision } from '../decision.ts';

/** A campaign is written, drawn, sent out and closed; one for everybody has nothing to draw. */
export const CAMPAIGN_STATES = ['draft', 'drawn', 'open', 'closed'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Who is asked: some of those whose petition was closed, or whoever wants to. */
export const POPULATIONS = ['closings', 'everybody'] as const;
export type Population = (typeof POPULATIONS)[number];

export const STRATA = ['none', 'authority', 'unit', 'service', 'channel'] as const;
export type StrataBy = (typeof STRATA)[number];

export const QUESTION_KINDS = ['scale', 'yes_no', 'choice', 'text'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const MOST_QUESTIONS = 10;

/** One question of a campaign. A scale is from 1 to 5; a choice is one of its options, by their number from 0. */
export interface CampaignQuestion {
  readonly code: string;
  readonly kind: QuestionKind;
  readonly text: string;
  readonly options: readonly string[];
  readonly required: boolean;
}

/** By code: `1` to `5`, `yes` or `no`, the number of an option, or words. What was left empty is not there. */
export type CampaignAnswers = Readonly<Record<string, string>>;

/** The answers that a question takes, in order; null: words. */
export function optionsOf({ kind, options }: CampaignQuestion): readonly string[] | null {
  if (kind === 'scale') return ['1', '2', '3', '4', '5'];
  if (kind === 'yes_no') return ['yes', 'no'];
  return kind === 'choice' ? options.map((_, at) => String(at)) : null;
}

const LONGEST = 2000;

/**
 * The answers to a campaign's questions, without what is none.
 * @returns or the codes of the questions at fault: `required`, `invalid`, `too_long`
 */
export function campaignAnswers(
  questions: readonly CampaignQuestion[],
  given: CampaignAnswers,
): { readonly answers: CampaignAnswers; readonly faults: Readonly<Record<string, string>> } {
  const answers: Record<string, string> = {};
  const faults: Record<string, string> = {};
  for (const question of questions) {
    const { code, required } = question;
    const answer = (given[code] ?? '').trim();
    const options = optionsOf(question);
    if (answer === '') {
      if (required) faults[code] = 'required';
    } else if (options === null ? answer.length > LONGEST : !options.includes(answer)) {
      faults[code] = options === null ? 'too_long' : 'invalid';
    } else answers[code] = answer;
  }
  return { answers, faults };
}

/** What is wrong with a set of questions, by the number of the question; nothing where it can be asked. */
export function questionFaults(questions: readonly CampaignQuestion[]): Readonly<Record<number, string>> {
  const faults: Record<number, string> = {};
  for (const [at, { kind, text, options }] of questions.entries()) {
    if (text.trim() === '') faults[at] = 'required';
    const filled = new Set(options.map((one) => one.trim()).filter((one) => one !== ''));
    if (kind === 'choice' && (filled.size !== options.length || filled.size < 2 || filled.size > 10))
      faults[at] = 'invalid';
  }
  return faults;
}

export type CampaignStep = 'change' | 'draw' | 'open' | 'close' | 'publish';

interface Standing {
  readonly state: CampaignState;
  readonly population: Population;
  readonly published_at: string | null;
}

/** Whether a campaign can go on to that step now. */
export function mayStep(
  { state, population, published_at }: Standing,
  step: CampaignStep,
): Decision<true, 'campaign_not_in_this_state'> {
  const can = {
    change: state === 'draft' || state === 'drawn',
    draw: population === 'closings' && (state === 'draft' || state === 'drawn'),
    open: state === (population === 'closings' ? 'drawn' : 'draft'),
    close: state === 'open',
    publish: state === 'closed' && published_at === null,
  };
  return can[step] ? accepted(true) : refused('campaign_not_in_this_state');
}
