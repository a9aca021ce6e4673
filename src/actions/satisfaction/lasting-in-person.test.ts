import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { listFollowUps } from '../../queries/staff/follow-ups.ts';
import { surveyCall, surveyOnPaper, surveysToAsk } from '../../queries/staff/surveys-to-ask.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { paperCode } from '../../store/surveys.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { askWhatLasts } from './ask-if-it-lasts.ts';
import { beginSurveyCall, copyPaperAnswer, recordPhoneAnswer } from './ask-in-person.ts';
import { reopenUnsolved } from './reopen-unsolved.ts';

// Who was asked by telephone or on paper how it went is asked so a month later, too.
let town: Town;
beforeAll(async () => {
  town = await aTown();
  await town.asSystem(async (tx) => {
    await tx.updateTable('services').set({ asks_if_it_lasts: true }).execute();
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
  });
});
afterAll(() => town.drop());

let people = 0;
async function toAsk(by: 'phone' | 'paper'): Promise<{ petition_id: string; survey_id: string }> {
  people += 1;
  town.on('2026-04-29');
  const reach =
    by === 'phone' ? { phone: `+5255555${String(30000 + people)}` } : { address: `Calle ${String(people)}` };
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'replied', channel: by === 'phone' ? 'phone' : 'letter', notify_by: 'none' },
    contact: { name: 'Pedro Ejemplo', ...reach },
  });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  town.on('2026-06-01');
  await askWhatLasts(town.app);
  const { id, carried_by } = await town.asSystem((tx) =>
    tx
      .selectFrom('surveys')
      .select(['id', 'carried_by'])
      .where('petition_id', '=', petition_id)
      .where('asks', '=', 'if_it_lasts')
      .executeTakeFirstOrThrow(),
  );
  expect(carried_by).toBe(by);
  return { petition_id, survey_id: id };
}

const clerk = () => town.staff['agent.iztapalapa']!;
const asker = async (who = 'agent.iztapalapa') => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const stored = (id: string) =>
  town.asSystem((tx) => tx.selectFrom('surveys').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

it('says at the console what is asked, and keeps the one answer of the call', async () => {
  const { survey_id, petition_id } = await toAsk('phone');
  const list = await surveysToAsk({ ...town.app }, await asker(), {});
  expect(list!.items.find(({ id }) => id === survey_id)).toMatchObject({ asks: 'if_it_lasts' });
  await beginSurveyCall(town.app, clerk(), { survey_id });
  expect(await surveyCall({ ...town.app }, await asker(), survey_id)).toMatchObject({ asks: 'if_it_lasts' });
  const whole = { survey_id, satisfaction: 5, solved: 'yes' } as const;
  await expect(recordPhoneAnswer(town.app, clerk(), whole)).rejects.toMatchObject({
    ...{ code: 'invalid_input', fields: { satisfaction: 'invalid' } },
  });
  const unsure = { survey_id, solved: 'unknown' } as const;
  await expect(recordPhoneAnswer(town.app, clerk(), unsure)).rejects.toMatchObject({
    fields: { solved: 'invalid' },
  });
  await recordPhoneAnswer(town.app, clerk(), { survey_id, solved: 'no' });
  expect(await stored(survey_id)).toMatchObject({ solved: 'no', satisfaction: null, mode: 'phone' });
  const follow_ups = await listFollowUps({ ...town.app }, await asker('supervisor.iztapalapa'), {});
  expect(follow_ups!.items).toMatchObject([
    { trigger: 'not_lasting', asks: 'if_it_lasts', satisfaction: null, petition: null },
  ]);
  // Whoever holds the key of the petition may have it opened again, as after the first survey.
  await reopenUnsolved(town.app, citizenOf(petition_id), { petition_id, body: 'Se volvió a apagar' });
});

it('prints one question, and takes the sheet for what it is', async () => {
  const { survey_id } = await toAsk('paper');
  const pdf = await surveyOnPaper({ ...town.app }, await asker(), survey_id);
  expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-');
  const sheet = { city_id: town.city_id, paper_code: paperCode(town.app.keys, survey_id) };
  const other = { ...sheet, satisfaction: 4, solved: 'yes' } as const;
  await expect(copyPaperAnswer(town.app, clerk(), other)).rejects.toMatchObject({ code: 'invalid_input' });
  await copyPaperAnswer(town.app, clerk(), { ...sheet, solved: 'partly' });
  expect(await stored(survey_id)).toMatchObject({ solved: 'partly', mode: 'paper' });
});

it('has nobody reopen what is said to last', async () => {
  const { survey_id, petition_id } = await toAsk('phone');
  await beginSurveyCall(town.app, clerk(), { survey_id });
  await recordPhoneAnswer(town.app, clerk(), { survey_id, solved: 'partly' });
  const again = { petition_id, body: 'Igual la quiero abierta' };
  await expect(reopenUnsolved(town.app, citizenOf(petition_id), again)).rejects.toMatchObject({
    code: 'forbidden',
  });
});
