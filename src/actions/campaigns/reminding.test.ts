import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { campaignResults } from '../../queries/campaign-results.ts';
import { campaignCalls } from '../../queries/staff/campaign-calls.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { decryptText } from '../../store/encryption.ts';
import { personKey } from '../../store/people.ts';
import { campaignOf, campaignToken } from '../../store/survey-campaigns.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { askHowItWent } from '../satisfaction/ask-how-it-went.ts';
import { answerCampaign } from './answer-campaign.ts';
import { beginCampaignCall, recordCampaignAnswer } from './ask-member.ts';
import { drawCampaign, openCampaign } from './campaign-steps.ts';
import { declineCampaigns } from './decline-campaigns.ts';
import { inviteToCampaign } from './invite-to-campaign.ts';
import { makeCampaign } from './make-campaign.ts';
import { remindOfCampaigns } from './remind-of-campaigns.ts';

let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
  for (let at = 0; at < 6; at += 1) await aClosing({ email: `persona${at}@correo.example` });
  await aClosing({ phone: '+525555530010' });
  await aClosing({ address: 'Calle 8 de la colonia' });
}, 120_000);
afterAll(async () => {
  await server.close();
  await town.drop();
});

async function aClosing(reached: { email: string } | { phone: string } | { address: string }): Promise<void> {
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'replied', notify_by: 'email' in reached ? 'email' : 'none' },
    contact: { name: 'Alguien', ...reached },
  });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
}

const nobody = { kind: 'public' } as const;
const maker = () => town.staff['supervisor.iztapalapa']!;
const made = (given: object) =>
  makeCampaign(town.app, maker(), {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']! },
    ...{ title: 'Alumbrado en su colonia', purpose: 'Para decidir qué calles van primero.' },
    questions: [{ kind: 'scale', text: '¿Qué tan iluminada está su calle?', required: true }],
    ...{ population: 'closings', closed_from: '2026-04-01', closed_until: '2026-04-30' },
    ...{ strata_by: 'none', expected_response: 100, ...given },
  });
const members = (id: string) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('survey_campaign_members')
      .selectAll()
      .where('campaign_id', '=', id)
      .orderBy('id')
      .execute(),
  );
const results = (id: string) =>
  town.asSystem(async (tx) => {
    const city = (await cityConfiguration(tx, town.city_id))!;
    return campaignResults(tx, (await campaignOf(tx, { id }))!, city);
  });

/** What the e-mails of one kind say, oldest first; of who was erased nothing can be read. */
const sentAs = (template: string) =>
  town.asSystem(async (tx) => {
    const rows = await tx
      .selectFrom('outbox')
      .select(['person_id', 'body_cipher'])
      .where('template', '=', template)
      .orderBy('id')
      .execute();
    const bodies: string[] = [];
    for (const { person_id, body_cipher } of rows) {
      const key = await personKey(tx, town.app.keys, person_id!);
      if (key !== null) bodies.push(decryptText(key, body_cipher!, 'outbox.body'));
    }
    return bodies;
  });

/** Whoever asks by telephone and types what came on paper. */
async function clerkWhoAsks() {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const actor = town.staff['agent.iztapalapa']!;
  const listed = async () => (await campaignCalls({ ...town.app }, { actor, city })).items;
  return { actor, listed };
}

/** What stands for a person of whom nothing is left, and for one who asked for reserve since they were invited. */
async function changePeople(erased: string, reserved: string): Promise<void> {
  await town.asSystem(async (tx) => {
    const petitionOf = (survey_id: string) =>
      tx
        .selectFrom('surveys as s')
        .innerJoin('petitions as p', 'p.id', 's.petition_id')
        .select(['p.id', 'p.person_id'])
        .where('s.id', '=', survey_id)
        .executeTakeFirstOrThrow();
    // Erasing the key erases the person: nothing can be written to them any more.
    const { person_id } = await petitionOf(erased);
    await tx.updateTable('persons').set({ data_key: null }).where('id', '=', person_id!).execute();
    const { id } = await petitionOf(reserved);
    await tx.updateTable('petitions').set({ identity: 'reserved' }).where('id', '=', id).execute();
  });
}

/** One who is called answers; one with a paper says on its page that they want no more, and is asked no more. */
async function asksInPerson(campaign_id: string): Promise<void> {
  const { actor, listed } = await clerkWhoAsks();
  const items = await listed();
  const of = (by: string) => items.find(({ carried_by }) => carried_by === by)!;
  const [called, written] = [of('phone'), of('paper')];
  await beginCampaignCall(town.app, actor, { member_id: called.id });
  await recordCampaignAnswer(town.app, actor, { member_id: called.id, answers: { p1: '2' } });
  const who = visitor(server);
  await who.get(`/encuestas/invitacion/${campaignToken(town.app.keys, written.id)}`);
  expect((await who.get('/encuestas/responder')).body).toContain('/encuestas/no-mas');
  expect((await who.send('/encuestas/no-mas', {})).body).toContain('No le preguntaremos más');
  expect(await listed()).toEqual([]);
  const answered = { member_id: written.id, answers: { p1: '3' }, paper_code: written.paper_code };
  for (const ask of [
    () => beginCampaignCall(town.app, actor, { member_id: written.id }),
    () => recordCampaignAnswer(town.app, actor, answered),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'survey_over' });
  expect((await results(campaign_id)).modes.map(({ count }) => count)).toEqual([2, 1, 0]);
}

it('reminds once, by e-mail, who has neither answered nor declined, and tells how many answered after it', async () => {
  town.on('2026-12-01');
  const { campaign_id } = await made({ remind_after_days: 3 });
  await drawCampaign(town.app, maker(), { campaign_id });
  await openCampaign(town.app, maker(), { campaign_id, closes_at: '2026-12-15T16:00:00.000Z' });
  await inviteToCampaign(town.app, campaign_id);
  const invited = (await members(campaign_id)).filter(({ carried_by }) => carried_by === 'email');
  const [answers, declines, gone, reserved, late] = invited.map(({ id }) => id);
  const secret = (id: string | undefined) => campaignToken(town.app.keys, id!);
  const answer = (id: string | undefined) =>
    answerCampaign(town.app, nobody, { city_id: town.city_id, secret: secret(id), answers: { p1: '4' } });
  const of = async (id: string | undefined) => (await members(campaign_id)).find((one) => one.id === id)!;
  await answer(answers);
  const who = visitor(server);
  await who.get(`/encuestas/invitacion/${secret(declines)}`);
  expect((await who.get('/encuestas/responder')).body).toContain('/encuestas/no-mas');
  expect((await who.send('/encuestas/no-mas', {})).body).toContain('No le preguntaremos más');
  await expect(
    declineCampaigns(town.app, nobody, { city_id: town.city_id, secret: 'otro' }),
  ).rejects.toMatchObject({ code: 'link_expired' });
  const surveyOf = (id: string | undefined) => invited.find((one) => one.id === id)!.survey_id!;
  await changePeople(surveyOf(gone), surveyOf(reserved));
  town.on('2026-12-03');
  await remindOfCampaigns(town.app);
  expect((await results(campaign_id)).waves).toBeNull();
  town.on('2026-12-04');
  await remindOfCampaigns(town.app);
  await remindOfCampaigns(town.app);
  expect((await of(answers)).reminded_at).toBeNull();
  expect(await of(declines)).toMatchObject({ reminded_at: null, not_reminded: 'declined' });
  expect(await of(gone)).toMatchObject({ reminded_at: null, not_reminded: 'unreachable' });
  expect(await of(reserved)).toMatchObject({ reminded_at: null, not_reminded: 'declined' });
  const sent = await town.asSystem((tx) =>
    tx.selectFrom('outbox').select('dedupe_key').where('template', '=', 'campaign_reminder').execute(),
  );
  // Two of the six, once each; who is called is not written to.
  expect(sent.map(({ dedupe_key }) => dedupe_key)).toHaveLength(2);
  await answer(late);
  const waves = { before: 1, reminded: 2, after: 1, after_rate: 50 };
  expect((await results(campaign_id)).waves).toEqual(waves);
  await asksInPerson(campaign_id);
  // Nobody reminds who is called: what they answer is of neither wave.
  expect(await results(campaign_id)).toMatchObject({ answered: 3, waves });
  // A reminder is no invitation: thirty days after the invitation, and not after it, they may be asked again.
  town.on('2027-01-01');
  const next = await made({ remind_after_days: 3 });
  await drawCampaign(town.app, maker(), { campaign_id: next.campaign_id });
  await openCampaign(town.app, maker(), {
    campaign_id: next.campaign_id,
    closes_at: '2027-01-03T16:00:00.000Z',
  });
  await inviteToCampaign(town.app, next.campaign_id);
  const counts = await results(next.campaign_id);
  expect(counts.not_asked).toMatchObject({ asked_recently: 0, declined: 2 });
  // It closes before anybody could be reminded, so it does not say that it will.
  const said = (await sentAs('campaign')).map((body) => body.includes('se lo recordaremos una sola vez'));
  expect([said.slice(0, 5), said.slice(5)]).toEqual([Array(5).fill(true), Array(3).fill(false)]);
});
