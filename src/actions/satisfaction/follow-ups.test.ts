import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { listFollowUps } from '../../queries/staff/follow-ups.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { surveyToken } from '../../store/surveys.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { answerSurvey } from './answer-survey.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { closeFollowUp, noteContact, takeFollowUp } from './follow-ups.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

let people = 0;

/** Somebody answers that it was not solved. */
async function aBadAnswer(wants_contact: boolean): Promise<string> {
  people += 1;
  const contact = { name: 'Rosa Ejemplo', email: `rosa${people}@correo.example` };
  const { petition_id } = await aPetition(town, { stage: 'replied', contact });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  const { id } = await town.asSystem((tx) =>
    tx.selectFrom('surveys').select('id').where('petition_id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  const secret = surveyToken(town.app.keys, id);
  const answer = { satisfaction: 1, solved: 'no', comment: 'Sigue sin luz', wants_contact } as const;
  await answerSurvey(town.app, { kind: 'public' }, { city_id: town.city_id, secret, ...answer });
  return petition_id;
}

async function listed(who: string, state: 'open' | 'mine' | 'closed' = 'open') {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const page = await listFollowUps({ ...town.app }, { actor: town.staff[who]!, city }, { state });
  return page!.items;
}

it('names the petition only where its person asked to be contacted', async () => {
  await aBadAnswer(false);
  const wanted = await aBadAnswer(true);
  const items = await listed('supervisor.iztapalapa');
  expect(items.map(({ petition }) => petition?.id ?? null)).toEqual([null, wanted]);
  expect(items[0]).toMatchObject({ comment: 'Sigue sin luz', overdue: false, due_on: '2026-04-30' });
  expect(JSON.stringify(items[0])).not.toMatch(/IZ\w*-2026|rosa/i);
});

it('is the business of who may see to it at that place', async () => {
  expect(await listed('supervisor.coyoacan')).toEqual([]);
  const [item] = await listed('supervisor.iztapalapa');
  const input = { follow_up_id: item!.id };
  await expect(takeFollowUp(town.app, town.staff['supervisor.coyoacan']!, input)).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(takeFollowUp(town.app, town.staff['julian']!, input)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('is taken, tried three times at most, and closed once with a cause', async () => {
  const [item] = await listed('supervisor.iztapalapa');
  const supervisor = town.staff['supervisor.iztapalapa']!;
  const input = { follow_up_id: item!.id };
  await takeFollowUp(town.app, supervisor, input);
  expect(await listed('supervisor.iztapalapa', 'mine')).toHaveLength(1);
  for (let times = 0; times < 3; times += 1) await noteContact(town.app, supervisor, input);
  await expect(noteContact(town.app, supervisor, input)).rejects.toMatchObject({ code: 'contacts_used_up' });
  const closing = { ...input, cause: 'late', note: 'Se cambió la lámpara' } as const;
  await expect(closeFollowUp(town.app, supervisor, { ...closing, version: 1 })).rejects.toMatchObject({
    code: 'version_conflict',
  });
  await closeFollowUp(town.app, supervisor, closing);
  await expect(closeFollowUp(town.app, supervisor, closing)).rejects.toMatchObject({
    code: 'follow_up_closed',
  });
  expect(await listed('supervisor.iztapalapa', 'closed')).toMatchObject([{ cause: 'late', contacts: 3 }]);
});

it('lets no member of staff read an answer, whatever a query forgets to ask', async () => {
  const { inTransaction } = await import('../../store/database.ts');
  const as = { kind: 'staff', authority_ids: Object.values(town.authorities) } as const;
  const seen = await inTransaction(town.app.database, as, (tx) =>
    tx.selectFrom('surveys').select('id').execute(),
  );
  expect(seen).toEqual([]);
});
