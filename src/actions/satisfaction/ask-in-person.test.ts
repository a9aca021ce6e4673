import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { surveyCall, surveyOnPaper, surveysToAsk } from '../../queries/staff/surveys-to-ask.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { paperCode } from '../../store/surveys.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { beginSurveyCall, copyPaperAnswer, noteSurveyAttempt, recordPhoneAnswer } from './ask-in-person.ts';
import { openSurvey } from './open-survey.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

let people = 0;

/** Somebody who called, or wrote a letter, and left no e-mail; their petition is closed and they are to be asked. */
async function toAsk(
  by: 'phone' | 'paper' = 'phone',
  contact?: { phone: string },
): Promise<{ petition_id: string; survey_id: string }> {
  people += 1;
  const reach =
    by === 'phone' ? { phone: `+5255555${String(20000 + people)}` } : { address: `Calle ${String(people)}` };
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'replied', channel: by === 'phone' ? 'phone' : 'letter', notify_by: 'none' },
    contact: { name: 'Pedro Ejemplo', ...reach, ...contact },
  });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  const said = await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  expect(said).toEqual({ asked: true, because: by });
  const { id } = await town.asSystem((tx) =>
    tx.selectFrom('surveys').select('id').where('petition_id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  return { petition_id, survey_id: id };
}

const clerk = (who = 'agent.iztapalapa') => town.staff[who]!;
const asker = async (who?: string) => ({
  actor: clerk(who),
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const listed = async (who?: string) =>
  (await surveysToAsk({ ...town.app }, await asker(who), {}))!.items.map(({ id }) => id);
const stored = (id: string) =>
  town.asSystem((tx) => tx.selectFrom('surveys').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const good = { satisfaction: 5, solved: 'yes', ease: 4, clarity: 4 } as const;

it('lists whom to call without saying who they are, and tells it to who has the call alone', async () => {
  const { survey_id } = await toAsk();
  const told = JSON.stringify(await surveysToAsk({ ...town.app }, await asker(), {}));
  expect(told).toContain(survey_id);
  expect(told).not.toMatch(/Pedro|5555|IZ\w*-2026/);
  expect(await surveyCall({ ...town.app }, await asker(), survey_id)).toBeNull();
  await beginSurveyCall(town.app, clerk(), { survey_id });
  const call = await surveyCall({ ...town.app }, await asker(), survey_id);
  expect(call?.person).toMatchObject({ name: 'Pedro Ejemplo', phone: expect.stringMatching(/^\+52/) });
  expect(await surveyCall({ ...town.app }, await asker('supervisor.iztapalapa'), survey_id)).toBeNull();
  const supervisor = clerk('supervisor.iztapalapa');
  await expect(beginSurveyCall(town.app, supervisor, { survey_id })).rejects.toMatchObject({
    code: 'survey_taken',
  });
  const views = await town.asSystem((tx) =>
    tx.selectFrom('personal_data_views').select(['what', 'user_id', 'petition_id']).execute(),
  );
  expect(views).toContainEqual({ what: 'survey', user_id: clerk().user_id, petition_id: null });
});

it('is nobody else’s business: not of another authority, not of who attended', async () => {
  const { survey_id } = await toAsk();
  expect(await listed('agent.coyoacan')).not.toContain(survey_id);
  await expect(beginSurveyCall(town.app, clerk('agent.coyoacan'), { survey_id })).rejects.toMatchObject({
    code: 'not_found',
  });
  const own = { responsible_id: clerk().user_id };
  await town.asSystem((tx) => tx.updateTable('surveys').set(own).where('id', '=', survey_id).execute());
  expect(await listed()).not.toContain(survey_id);
  await expect(beginSurveyCall(town.app, clerk(), { survey_id })).rejects.toMatchObject({
    code: 'about_own_work',
  });
});

it('keeps what was answered by telephone, once, and as told by telephone', async () => {
  const { survey_id, petition_id } = await toAsk();
  await expect(recordPhoneAnswer(town.app, clerk(), { survey_id, ...good })).rejects.toMatchObject({
    code: 'survey_taken',
  });
  await beginSurveyCall(town.app, clerk(), { survey_id });
  await recordPhoneAnswer(town.app, clerk(), { survey_id, ...good });
  expect(await stored(survey_id)).toMatchObject({
    ...{ satisfaction: 5, mode: 'phone', interviewer_id: clerk().user_id, holder_hash: null },
  });
  expect(await listed()).not.toContain(survey_id);
  const again = { survey_id, ...good, satisfaction: 1 as const };
  await expect(recordPhoneAnswer(town.app, clerk(), again)).rejects.toMatchObject({
    code: 'survey_answered',
  });
  await expect(beginSurveyCall(town.app, clerk(), { survey_id })).rejects.toMatchObject({
    code: 'survey_answered',
  });
  // The page of the petition opens it to its person, as any survey.
  await openSurvey(town.app, citizenOf(petition_id), { petition_id });
});

it('tries three times at most, waits until the day that was agreed, and takes no for a no', async () => {
  const [patient, unwilling] = [await toAsk(), await toAsk()];
  const call = async (survey_id: string, result: 'no_answer' | 'refused' | 'call_back', on?: string) => {
    await beginSurveyCall(town.app, clerk(), { survey_id });
    await noteSurveyAttempt(town.app, clerk(), { survey_id, result, call_back_on: on ?? null });
  };
  await call(patient.survey_id, 'call_back', '2026-05-02');
  expect(await listed()).not.toContain(patient.survey_id);
  town.on('2026-05-02');
  expect(await listed()).toContain(patient.survey_id);
  await call(patient.survey_id, 'no_answer');
  await call(patient.survey_id, 'no_answer');
  expect(await listed()).not.toContain(patient.survey_id);
  const { survey_id } = patient;
  await expect(beginSurveyCall(town.app, clerk(), { survey_id })).rejects.toMatchObject({
    code: 'contacts_used_up',
  });
  await call(unwilling.survey_id, 'refused');
  await expect(beginSurveyCall(town.app, clerk(), { survey_id: unwilling.survey_id })).rejects.toMatchObject({
    code: 'survey_over',
  });
});

it('asks one number once in thirty days', async () => {
  const phone = '+525555559999';
  await toAsk('phone', { phone });
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'replied', channel: 'phone', notify_by: 'none', contact: { name: 'Pedro', phone } },
  });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  expect(await askHowItWent(town.app, { kind: 'system' }, { petition_id })).toEqual({
    ...{ asked: false, because: 'asked_recently' },
  });
});

it('prints a page without a folio, and copies by its code what comes back', async () => {
  const { survey_id, petition_id } = await toAsk('paper');
  const pdf = await surveyOnPaper({ ...town.app }, await asker(), survey_id);
  expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await surveyOnPaper({ ...town.app }, await asker('agent.coyoacan'), survey_id)).toBeNull();
  const code = paperCode(town.app.keys, survey_id);
  const copy = (paper_code: string, who?: string) =>
    copyPaperAnswer(town.app, clerk(who), { city_id: town.city_id, paper_code, ...good, gender: 'woman' });
  await expect(copy('AAAAA-AAAAA')).rejects.toMatchObject({ code: 'paper_code_unknown' });
  await expect(copy(code, 'agent.coyoacan')).rejects.toMatchObject({ code: 'paper_code_unknown' });
  await copy(` ${code.toLowerCase().replace('-', ' ')} `);
  expect(await stored(survey_id)).toMatchObject({
    ...{ petition_id, mode: 'paper', satisfaction: 5, gender: 'woman', age_band: null },
  });
  await expect(copy(code)).rejects.toMatchObject({ code: 'survey_answered' });
});
