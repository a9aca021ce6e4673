import { z } from 'zod';
import { addBusinessDays, withinCoverage } from '../../core/deadlines/calendar.ts';
import { addDays, localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Mode } from '../../core/satisfaction/asking-in-person.ts';
import { AGE_BANDS, GENDERS, YES_NO } from '../../core/satisfaction/groups.ts';
import { misfitOf } from '../../core/satisfaction/lasting.ts';
import { SOLVED, triggerOf, type Point } from '../../core/satisfaction/instrument.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { personKey } from '../../store/people.ts';
import { hashSecret } from '../../store/secrets.ts';
import { surveyHolder, type HeldSurvey } from '../../store/surveys.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

const point = z.number().int().min(1).max(5) as unknown as z.ZodType<Point, Point>;

/** One answer, however it came. */
export const answerInput = {
  /** Asked of everybody after a closing, and of nobody whether it lasts (`misfitOf`). */
  satisfaction: point.nullable().default(null),
  ease: point.nullable().default(null),
  solved: z.enum(SOLVED),
  clarity: point.nullable().default(null),
  age_band: z.enum(AGE_BANDS).nullable().default(null),
  gender: z.enum(GENDERS).nullable().default(null),
  disability: z.enum(YES_NO).nullable().default(null),
  indigenous_language: z.enum(YES_NO).nullable().default(null),
  comment: z.string().trim().max(2000).default(''),
  wants_contact: z.boolean().default(false),
};
const answer = z.object(answerInput);
export type Answer = z.output<typeof answer>;

/** How it came: who wrote it down, where it was not the person. */
export interface How {
  readonly mode: Mode;
  readonly interviewer_id: string | null;
}

type Context = Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>;
interface Kept {
  readonly survey: HeldSurvey;
  readonly given: Answer;
}

/**
 * Writes an answer on its survey and gets the quality team a follow-up where it is bad (protocol K.4). Whether it may be
 * answered was asked before.
 * @throws Refused `invalid_input` for an answer to other questions
 * @param how.first whether it is the first answer: from then on only the browser that gave it may change it
 */
export async function keepAnswer(
  context: Context,
  kept: Kept,
  { mode, interviewer_id, first }: How & { readonly first: boolean },
): Promise<void> {
  const { tx, app, now } = context;
  const { survey } = kept;
  const misfit = misfitOf(survey.asks, kept.given);
  if (misfit !== null) throw new Refused('invalid_input', {}, { [misfit]: 'invalid' });
  const given = survey.asks === 'if_it_lasts' ? { ...kept.given, ...notAsked } : kept.given;
  // Nobody can change what somebody else wrote down.
  const holder_hash = mode === 'web' ? hashSecret(surveyHolder(app.keys, survey.id)) : null;
  await tx
    .updateTable('surveys')
    .set({
      ...{ satisfaction: given.satisfaction, ease: given.ease },
      ...{ solved: given.solved, clarity: given.clarity, mode, interviewer_id },
      ...{ age_band: given.age_band, gender: given.gender, disability: given.disability },
      indigenous_language: given.indigenous_language,
      ...(await sealedComment(context, kept)),
      wants_contact: given.wants_contact && survey.person_id !== null,
      ...(first ? { answered_at: now, holder_hash } : {}),
    })
    .where('id', '=', survey.id)
    .execute();
  await keepFollowUp(context, kept);
}

/** What the question whether it lasts does not ask. */
const notAsked = {
  ...{ ease: null, clarity: null },
  ...{ age_band: null, gender: null, disability: null, indigenous_language: null },
};

/** Under the person's own key, so that it goes when they are erased; else under the installation's. */
async function sealedComment({ tx, app }: Context, { survey: { person_id }, given: { comment } }: Kept) {
  if (comment === '') return { comment_cipher: null, comment_person_id: null };
  const own = person_id === null ? null : await personKey(tx, app.keys, person_id);
  return {
    comment_cipher: encryptText(own ?? app.keys.wrapping, comment, 'surveys.comment'),
    comment_person_id: own === null ? null : person_id,
  };
}

async function keepFollowUp(context: Context, { survey, given }: Kept): Promise<void> {
  const { tx, now } = context;
  const trigger = triggerOf(given, survey.asks);
  if (trigger === null) {
    // Nobody has begun with it: there is nothing to see to any more.
    await tx
      .updateTable('survey_follow_ups')
      .set({ closed_at: now, cause: 'answer_changed' })
      .where('survey_id', '=', survey.id)
      .where('closed_at', 'is', null)
      .where('owner_id', 'is', null)
      .execute();
    return;
  }
  const { city_id, authority_id, unit_id, id: survey_id } = survey;
  await tx
    .insertInto('survey_follow_ups')
    .values({
      ...{ id: newId(), city_id, authority_id, unit_id, survey_id, trigger, opened_at: now },
      due_on: await dueOn(context, survey),
    })
    .onConflict((conflict) =>
      conflict
        .column('survey_id')
        .doUpdateSet({ trigger, closed_at: null, cause: null })
        .where('survey_follow_ups.closed_by', 'is', null),
    )
    .execute();
}

/** The next business day of the authority; the next day where its calendar does not reach so far. */
async function dueOn({ tx, now }: Context, { city_id, authority_id }: HeldSurvey): Promise<string> {
  const calendar = (await cityConfiguration(tx, city_id))?.calendars.get(authority_id);
  const today = localDateOf(now, calendar?.time_zone ?? 'UTC');
  if (calendar === undefined) return addDays(today, 1);
  const due = withinCoverage(() => addBusinessDays(calendar, today, 1));
  return due.accepted ? due.value : addDays(today, 1);
}
