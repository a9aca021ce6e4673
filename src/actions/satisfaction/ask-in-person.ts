import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { ATTEMPTS, isCalling, mayCall } from '../../core/satisfaction/asking-in-person.ts';
import { mayAnswer } from '../../core/satisfaction/instrument.ts';
import { newId } from '../../store/ids.ts';
import { logView } from '../../store/people.ts';
import { lockedSurveyOfPerson, typedPaperCode, type SurveyOfPerson } from '../../store/surveys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { answerInput, keepAnswer, type Answer } from './keep-answer.ts';

/** Nobody at the console reads answers: the system does it for them, where they may ask. */
const database_actor = () => ({ kind: 'system' }) as const;
const permission = 'satisfaction.ask';
const one = { survey_id: z.uuid() };

type Context = Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>;

/** A survey of where the actor may ask; what lies elsewhere does not exist. */
async function ofPerson(
  { tx, actor }: Context,
  by: Parameters<typeof lockedSurveyOfPerson>[1],
): Promise<{ survey: SurveyOfPerson; user_id: string }> {
  const survey = await lockedSurveyOfPerson(tx, by);
  if (survey === null || actor.kind !== 'staff' || !permits(actor, permission, survey))
    throw new Refused('survey_id' in by ? 'not_found' : 'paper_code_unknown');
  return { survey, user_id: actor.user_id };
}

/** The survey of a call that the actor has begun. @throws Refused `survey_taken` for another's, or after half an hour */
async function inMyCall(context: Context, survey_id: string) {
  const found = await ofPerson(context, { survey_id });
  const { now } = context;
  orRefuse(mayCall(found.survey, { user_id: found.user_id, now }));
  if (!isCalling(found.survey, { user_id: found.user_id, now })) throw new Refused('survey_taken');
  return found;
}

export interface AskedInPerson {
  readonly survey_id: string;
}

/**
 * Begins the call: name and telephone are this person's to see for half an hour, and it is written down that they were.
 * @throws Refused `not_found`, `about_own_work`, `survey_taken`, `contacts_used_up`, `survey_over`, `survey_answered`
 */
export const beginSurveyCall = defineAction({
  name: 'begin-survey-call',
  permission,
  input: z.object(one),
  database_actor,
  async run(context): Promise<AskedInPerson> {
    const { tx, now, input } = context;
    const { survey, user_id } = await ofPerson(context, input);
    orRefuse(mayCall(survey, { user_id, now }));
    await tx
      .updateTable('surveys')
      .set({ caller_id: user_id, called_at: now })
      .where('id', '=', survey.id)
      .execute();
    // Without the petition: its page tells who looked, and must not lead to who was asked.
    await logView(tx, { user_id, person_id: survey.person_id, petition_id: null, what: 'survey', at: now });
    return { survey_id: survey.id };
  },
});

/**
 * Writes down a call that got no answer; a third one is the last (protocol K.3).
 * @throws Refused as `beginSurveyCall`
 */
export const noteSurveyAttempt = defineAction({
  name: 'note-survey-attempt',
  permission,
  input: z.object({ ...one, result: z.enum(ATTEMPTS), call_back_on: z.iso.date().nullable().default(null) }),
  database_actor,
  async run(context): Promise<AskedInPerson> {
    const { tx, now, input } = context;
    const { survey, user_id } = await inMyCall(context, input.survey_id);
    await attempt(context, { survey_id: survey.id, user_id, result: input.result });
    await tx
      .updateTable('surveys')
      .set({
        ...{ caller_id: null, called_at: null },
        call_back_on: input.result === 'call_back' ? input.call_back_on : null,
        refused_at: input.result === 'refused' ? now : null,
      })
      .where('id', '=', survey.id)
      .execute();
    return { survey_id: survey.id };
  },
});

/**
 * Keeps what the person answered by telephone, in the same instrument. It cannot be changed afterwards.
 * @throws Refused as `beginSurveyCall`
 */
export const recordPhoneAnswer = defineAction({
  name: 'record-phone-answer',
  permission,
  input: z.object({ ...one, ...answerInput }),
  database_actor,
  async run(context): Promise<AskedInPerson> {
    const { survey, user_id } = await inMyCall(context, context.input.survey_id);
    await attempt(context, { survey_id: survey.id, user_id, result: 'answered' });
    return keepOnce(context, { survey, given: context.input }, { mode: 'phone', interviewer_id: user_id });
  },
});

/**
 * Copies what came back on paper, by the code that is printed on it. It cannot be changed afterwards.
 * @throws Refused `paper_code_unknown`, `about_own_work`, `survey_over`, `survey_answered`, `survey_reopened`
 */
export const copyPaperAnswer = defineAction({
  name: 'copy-paper-answer',
  permission,
  input: z.object({ city_id: z.uuid(), paper_code: z.string().max(40), ...answerInput }),
  database_actor,
  async run(context): Promise<AskedInPerson> {
    const { city_id, paper_code, ...given } = context.input;
    const code = typedPaperCode(paper_code);
    if (code === null) throw new Refused('paper_code_unknown');
    const { survey, user_id } = await ofPerson(context, { city_id, paper_code: code });
    if (survey.responsible_id === user_id) throw new Refused('about_own_work');
    return keepOnce(context, { survey, given }, { mode: 'paper', interviewer_id: user_id });
  },
});

async function keepOnce(
  context: ActionContext<unknown>,
  kept: { survey: SurveyOfPerson; given: Answer },
  how: { mode: 'phone' | 'paper'; interviewer_id: string },
): Promise<AskedInPerson> {
  const { first } = orRefuse(mayAnswer(kept.survey, context.now));
  if (!first) throw new Refused('survey_answered');
  await keepAnswer(context, kept, { ...how, first });
  return { survey_id: kept.survey.id };
}

function attempt(
  { tx, now }: Context,
  { survey_id, user_id, result }: { survey_id: string; user_id: string; result: string },
) {
  return tx
    .insertInto('survey_attempts')
    .values({ id: newId(), survey_id, user_id, result, at: now })
    .execute();
}
