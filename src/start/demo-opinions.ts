import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { confirmSolved } from '../actions/petitions/confirm-solved.ts';
import { answerSurvey } from '../actions/satisfaction/answer-survey.ts';
import { askHowItWent } from '../actions/satisfaction/ask-how-it-went.ts';
import { SOLVED } from '../core/satisfaction/instrument.ts';
import { inTransaction } from '../store/database.ts';
import { surveyToken } from '../store/surveys.ts';

const point = z.literal([1, 2, 3, 4, 5]);

/** What somebody made up says of how it went; without it they were asked by telephone and nobody has called yet. */
export const opinion = z.object({
  satisfaction: point,
  solved: z.enum(SOLVED),
  ease: point.nullable().default(null),
  clarity: point.nullable().default(null),
  comment: z.string().default(''),
  wants_contact: z.boolean().default(false),
});

/** Closes a petition that was replied to, asks its person how it went, and has them say it: through the very actions. */
export async function tellOpinion(
  app: App,
  { petition_id, said, key }: { petition_id: string; said: z.output<typeof opinion> | null; key: string },
): Promise<void> {
  const citizen = { kind: 'citizen', petition_id } as const;
  await confirmSolved(app, citizen, { petition_id }, { idempotency_key: `${key}/confirm` });
  await askHowItWent(app, { kind: 'system' }, { petition_id });
  if (said === null) return;
  const survey = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('surveys')
      .select(['id', 'city_id'])
      .where('petition_id', '=', petition_id)
      .where('token_hash', 'is not', null)
      .where('answered_at', 'is', null)
      .executeTakeFirst(),
  );
  if (survey === undefined) return;
  const secret = surveyToken(app.keys, survey.id);
  const given = { city_id: survey.city_id, secret, ...said };
  await answerSurvey(app, { kind: 'public' }, given, { idempotency_key: `${key}/answer` });
}
