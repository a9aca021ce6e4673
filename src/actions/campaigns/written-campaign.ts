import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import {
  MOST_QUESTIONS,
  POPULATIONS,
  QUESTION_KINDS,
  questionFaults,
  STRATA,
} from '../../core/satisfaction/campaign.ts';
import { REMIND_DAYS } from '../../core/satisfaction/campaign-reminder.ts';
import { Refused } from '../refused.ts';

const question = z.object({
  kind: z.enum(QUESTION_KINDS),
  text: z.string().trim().min(1, 'required').max(300),
  options: z.array(z.string().trim().min(1, 'required').max(120)).max(10).default([]),
  required: z.boolean().default(false),
});

/** A campaign as somebody writes it down. */
export const campaignInput = z.object({
  city_id: z.uuid(),
  /** Whose it is; null: the whole city's. */
  authority_id: z.uuid().nullable(),
  title: z.string().trim().min(1, 'required').max(160),
  /** What the answers are for: it is read by who is asked, before the first question. */
  purpose: z.string().trim().min(1, 'required').max(1000),
  questions: z.array(question).min(1, 'required').max(MOST_QUESTIONS),
  population: z.enum(POPULATIONS),
  closed_from: z.iso.date().nullable().default(null),
  closed_until: z.iso.date().nullable().default(null),
  service_id: z.uuid().nullable().default(null),
  channel: z.enum(CHANNELS).nullable().default(null),
  strata_by: z.enum(STRATA).default('none'),
  margin: z.number().int().min(1).max(20).default(5),
  expected_response: z.number().int().min(1).max(100).default(30),
  minimum: z.number().int().min(0).max(1000).default(0),
  remind_after_days: z.number().int().min(REMIND_DAYS.least).max(REMIND_DAYS.most).nullable().default(null),
});

/**
 * The columns of what was written.
 * @throws Refused `invalid_input` with the fault of each question, or where a draw has no period
 */
export function campaignColumns(given: z.output<typeof campaignInput>) {
  const questions = given.questions.map((one, at) => ({
    ...one,
    code: `p${String(at + 1)}`,
    options: one.kind === 'choice' ? one.options : [],
  }));
  const faults = Object.entries(questionFaults(questions));
  if (faults.length > 0) {
    const fields = Object.fromEntries(faults.map(([at, code]) => [`questions.${at}`, code]));
    throw new Refused('invalid_input', {}, fields);
  }
  const drawn = given.population === 'closings';
  if (drawn && (given.closed_from === null || given.closed_until === null))
    throw new Refused('invalid_input', {}, { closed_from: 'required' });
  return {
    ...given,
    questions: JSON.stringify(questions),
    strata_by: drawn ? given.strata_by : ('none' as const),
    // Nobody is invited to one for everybody.
    remind_after_days: drawn ? given.remind_after_days : null,
  };
}
