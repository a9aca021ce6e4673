import { z } from 'zod';
import { addBusinessDays, withinCoverage } from '../../core/deadlines/calendar.ts';
import { addDays, localDateOf } from '../../core/deadlines/plain-date.ts';
import { mayAnswer, SOLVED, triggerOf, type Point } from '../../core/satisfaction/instrument.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { personKey } from '../../store/people.ts';
import { hashSecret } from '../../store/secrets.ts';
import { surveyHolder, surveyOf, type HeldSurvey } from '../../store/surveys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';

const point = z.number().int().min(1).max(5) as unknown as z.ZodType<Point, Point>;
const input = z.object({
  city_id: z.uuid(),
  /** Of the link in the message, or of the browser that answered. */
  secret: z.string().max(100),
  satisfaction: point,
  ease: point.nullable().default(null),
  solved: z.enum(SOLVED),
  clarity: point.nullable().default(null),
  comment: z.string().trim().max(2000).default(''),
  wants_contact: z.boolean().default(false),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Keeps somebody's answer, or changes it within a day. With the first one the link of the message is spent, and only
 * this browser goes on (`surveyHolder`). A bad answer gets the quality team a follow-up (protocol K.4).
 * @throws Refused `link_expired`, `survey_over`, `survey_answered`, `survey_reopened`
 */
export const answerSurvey = defineAction({
  name: 'answer-survey',
  permission: 'public',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ survey_id: string }> {
    const { tx, app, now, input: given } = context;
    const survey = await lockedSurvey(context);
    const { first } = orRefuse(mayAnswer(survey, now));
    await tx
      .updateTable('surveys')
      .set({
        ...{ satisfaction: given.satisfaction, ease: given.ease },
        ...{ solved: given.solved, clarity: given.clarity },
        ...(await sealedComment(context, survey)),
        wants_contact: given.wants_contact && survey.person_id !== null,
        ...(first ? { answered_at: now, holder_hash: hashSecret(surveyHolder(app.keys, survey.id)) } : {}),
      })
      .where('id', '=', survey.id)
      .execute();
    await keepFollowUp(context, survey);
    return { survey_id: survey.id };
  },
});

async function lockedSurvey({ tx, input: given }: Context): Promise<HeldSurvey> {
  const found = await surveyOf(tx, given);
  if (found === null) throw new Refused('link_expired');
  await tx.selectFrom('surveys').select('id').where('id', '=', found.id).forUpdate().execute();
  // Another answer may have come while this one waited.
  const survey = await surveyOf(tx, given);
  if (survey === null || survey.spent) throw new Refused('survey_answered');
  return survey;
}

/** Under the person's own key, so that it goes when they are erased; else under the installation's. */
async function sealedComment({ tx, app, input: { comment } }: Context, { person_id }: HeldSurvey) {
  if (comment === '') return { comment_cipher: null, comment_person_id: null };
  const own = person_id === null ? null : await personKey(tx, app.keys, person_id);
  return {
    comment_cipher: encryptText(own ?? app.keys.wrapping, comment, 'surveys.comment'),
    comment_person_id: own === null ? null : person_id,
  };
}

async function keepFollowUp(context: Context, survey: HeldSurvey): Promise<void> {
  const { tx, now, input: given } = context;
  const trigger = triggerOf(given);
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
