import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { aTown, citizenOf, noticesOf, type Town } from '../../../test/town.ts';
import { allocate } from '../../core/satisfaction/allocation.ts';
import { campaignCall, campaignCalls } from '../../queries/staff/campaign-calls.ts';
import { campaignResults } from '../../queries/campaign-results.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { campaignOf, campaignToken, drawn, frameOf } from '../../store/survey-campaigns.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { askHowItWent } from '../satisfaction/ask-how-it-went.ts';
import { answerCampaign } from './answer-campaign.ts';
import { beginCampaignCall, noteCampaignAttempt, recordCampaignAnswer } from './ask-member.ts';
import {
  changeCampaign,
  closeCampaign,
  drawCampaign,
  openCampaign,
  publishCampaign,
} from './campaign-steps.ts';
import { inviteToCampaign } from './invite-to-campaign.ts';
import { makeCampaign } from './make-campaign.ts';

// A study from its questions to its published results: written, drawn, sent, answered, closed.
let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
  for (let at = 0; at < 14; at += 1) await aClosing(at);
}, 120_000);
afterAll(async () => {
  await server.close();
  await town.drop();
});

/** Every second person is reached by telephone; each is asked after their closing as everybody is. */
async function aClosing(at: number): Promise<void> {
  const contact =
    at % 2 === 0 ? { email: `persona${at}@correo.example` } : { phone: `+5255555300${String(10 + at)}` };
  const { petition_id } = await aPetition(town, {
    ...{ stage: 'replied', channel: at % 2 === 0 ? 'portal' : 'phone' },
    ...{ notify_by: at % 2 === 0 ? 'email' : 'none', contact: { name: 'Alguien', ...contact } },
  });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
}

const maker = () => town.staff['supervisor.iztapalapa']!;
const base = {
  ...{ title: 'Alumbrado en su colonia', purpose: 'Para decidir qué calles van primero.' },
  questions: [
    { kind: 'scale' as const, text: '¿Qué tan iluminada está su calle?', required: true },
    { kind: 'choice' as const, text: '¿Qué va primero?', options: ['Parques', 'Calles'] },
    { kind: 'text' as const, text: '¿Algo más?' },
  ],
};
const made = (given: object) =>
  makeCampaign(town.app, maker(), {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, ...base },
    ...{ population: 'closings', closed_from: '2026-04-01', closed_until: '2026-04-30' },
    ...{ strata_by: 'channel', expected_response: 100, ...given },
  });
const stored = async (id: string) => (await town.asSystem((tx) => campaignOf(tx, { id })))!;
const members = (id: string) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('survey_campaign_members')
      .selectAll()
      .where('campaign_id', '=', id)
      .orderBy('id')
      .execute(),
  );
const results = async (id: string) => {
  const [campaign, city] = [
    await stored(id),
    (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
  ];
  return town.asSystem((tx) => campaignResults(tx, campaign, city));
};
const until = '2026-07-15T16:00:00.000Z';

it('draws by stratum, and draws the same people again from seed and frame', async () => {
  const { campaign_id } = await made({});
  await drawCampaign(town.app, maker(), { campaign_id });
  const campaign = await stored(campaign_id);
  expect(campaign).toMatchObject({ state: 'drawn', frame_size: 14 });
  const before = (await members(campaign_id)).map(({ survey_id }) => survey_id).sort();
  expect(before).toHaveLength(14);
  town.on('2026-05-20');
  const again = await town.asSystem(async (tx) => {
    const frame = await frameOf(tx, campaign, campaign.drawn_at!);
    expect(frame.hash).toBe(campaign.frame_hash);
    const wanted = allocate(frame.strata, { ...campaign, margin: 20, expected_response: 100 });
    const given = { until: campaign.drawn_at!, seed: campaign.seed!, wanted };
    const [some, same] = [await drawn(tx, campaign, given), await drawn(tx, campaign, given)];
    expect(some).toEqual(same);
    const other = await drawn(tx, campaign, { ...given, seed: 'otra' });
    expect(other).not.toEqual(some);
    return some.map(({ stratum }) => stratum);
  });
  // 9 of 14 are enough for 20 points; half of them came by each channel.
  expect(Map.groupBy(again, (stratum) => stratum).get('portal')!.length).toBeGreaterThanOrEqual(4);
  expect(again.length).toBeLessThan(14);
});

it('asks nobody who was asked within thirty days, and everybody else by their own way', async () => {
  const [soon, later] = [await made({}), await made({})];
  for (const { campaign_id } of [soon, later]) await drawCampaign(town.app, maker(), { campaign_id });
  town.on('2026-05-20');
  await openCampaign(town.app, maker(), { ...{ campaign_id: soon.campaign_id }, closes_at: until });
  await inviteToCampaign(town.app, soon.campaign_id);
  expect((await results(soon.campaign_id)).not_asked).toMatchObject({ asked_recently: 14 });
  town.on('2026-06-20');
  await openCampaign(town.app, maker(), { campaign_id: later.campaign_id, closes_at: until });
  await inviteToCampaign(town.app, later.campaign_id);
  await inviteToCampaign(town.app, later.campaign_id);
  const asked = await members(later.campaign_id);
  expect(Map.groupBy(asked, ({ carried_by }) => carried_by!).get('email')).toHaveLength(7);
  expect(Map.groupBy(asked, ({ carried_by }) => carried_by!).get('phone')).toHaveLength(7);
  const petition_id = await town.asSystem(async (tx) => {
    const { survey_id } = asked.find(({ carried_by }) => carried_by === 'email')!;
    const row = tx.selectFrom('surveys').select('petition_id').where('id', '=', survey_id!);
    return (await row.executeTakeFirstOrThrow()).petition_id;
  });
  const notices = await noticesOf(town, petition_id);
  expect(notices.filter((template) => template === 'campaign')).toHaveLength(1);
});

it('is answered once from the link, without an account, and told with weights and hidden cells', async () => {
  town.on('2026-08-01');
  const { campaign_id } = await made({});
  await drawCampaign(town.app, maker(), { campaign_id });
  await openCampaign(town.app, maker(), { campaign_id, closes_at: '2026-08-15T16:00:00.000Z' });
  await inviteToCampaign(town.app, campaign_id);
  const invited = await members(campaign_id);
  const links = invited.map(({ id }) => campaignToken(town.app.keys, id));
  const who = visitor(server);
  expect((await who.get(`/encuestas/invitacion/${links[0]!}`)).status).toBe(303);
  expect((await who.follow()).body).toContain('¿Qué tan iluminada está su calle?');
  expect((await who.send('/encuestas/responder', { p2: '1' })).status).toBe(422);
  expect((await who.send('/encuestas/responder', { p1: '2', p2: '1', p3: 'Faltan postes' })).status).toBe(
    303,
  );
  expect((await who.follow()).status).toBe(200);
  expect((await who.get('/encuestas/responder')).status).toBe(410);
  expect((await visitor(server).get(`/encuestas/invitacion/${links[0]!}`)).status).toBe(410);
  expect((await visitor(server).get(`/encuestas/invitacion/${'x'.repeat(43)}`)).status).toBe(410);
  const answer = (secret: string) =>
    answerCampaign(town.app, { kind: 'public' }, { city_id: town.city_id, secret, answers: { p1: '5' } });
  for (const link of links.slice(1, 9)) await answer(link);
  expect((await results(campaign_id)).questions[0]).toMatchObject({ n: 9, options: null });
  for (const link of links.slice(9)) await answer(link);
  const told = await results(campaign_id);
  expect(told).toMatchObject({ asked: 14, answered: 14, response_rate: 100 });
  expect(told.questions[0]?.options?.find(({ value }) => value === '5')).toMatchObject({ count: 13 });
  expect(told.strata.map(({ first }) => first)).toEqual([null, null]);
  const campaign = await stored(campaign_id);
  expect((await visitor(server).get(`/encuestas/${campaign.code}`)).status).toBe(404);
  await closeCampaign(town.app, maker(), { campaign_id });
  await publishCampaign(town.app, maker(), { campaign_id });
  const shown = await visitor(server).get(`/encuestas/${campaign.code}`);
  expect(shown.body).toMatch(/92\.9\s%/);
  expect(shown.body).not.toContain('Faltan postes');
  expect((await visitor(server).get('/encuestas')).body).toContain('Alumbrado en su colonia');
});

it('lets everybody answer one that is for everybody, once from a form, until it closes', async () => {
  town.on('2026-08-20');
  const { campaign_id } = await made({ population: 'everybody', closed_from: null, closed_until: null });
  await expect(drawCampaign(town.app, maker(), { campaign_id })).rejects.toMatchObject({
    code: 'campaign_not_in_this_state',
  });
  await openCampaign(town.app, maker(), { campaign_id, closes_at: '2026-08-30T16:00:00.000Z' });
  const { code } = await stored(campaign_id);
  const who = visitor(server);
  await who.get(`/encuestas/${code}`);
  expect((await who.send(`/encuestas/${code}`, { p1: '3' })).status).toBe(303);
  expect((await members(campaign_id)).map(({ mode }) => mode)).toEqual(['web']);
  town.on('2026-08-31');
  expect((await visitor(server).get(`/encuestas/${code}`)).status).toBe(404);
});

it('is asked by telephone and on paper of those without e-mail, by who has the call', async () => {
  town.on('2026-10-01');
  const { campaign_id } = await made({});
  await drawCampaign(town.app, maker(), { campaign_id });
  await openCampaign(town.app, maker(), { campaign_id, closes_at: '2026-10-15T16:00:00.000Z' });
  await inviteToCampaign(town.app, campaign_id);
  const clerk = town.staff['agent.iztapalapa']!;
  const asker = { actor: clerk, city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))! };
  const { items } = await campaignCalls({ ...town.app }, asker);
  expect(items).toHaveLength(7);
  const [one, other, third] = items.map(({ id, paper_code }) => ({ member_id: id, paper_code }));
  const { member_id } = one!;
  expect(await campaignCall({ ...town.app }, asker, member_id)).toBeNull();
  await beginCampaignCall(town.app, clerk, { member_id });
  const call = await campaignCall({ ...town.app }, asker, member_id);
  expect(call?.person.phone).toMatch(/^\+52/);
  expect(call?.questions).toHaveLength(3);
  await recordCampaignAnswer(town.app, clerk, { member_id, answers: { p1: '4' } });
  await expect(
    recordCampaignAnswer(town.app, clerk, { member_id, answers: { p1: '1' } }),
  ).rejects.toMatchObject({ code: 'survey_answered' });
  const paper = { member_id: other!.member_id, answers: { p1: '2' } };
  await expect(
    recordCampaignAnswer(town.app, clerk, { ...paper, paper_code: one!.paper_code }),
  ).rejects.toMatchObject({ code: 'paper_code_unknown' });
  await recordCampaignAnswer(town.app, clerk, { ...paper, paper_code: other!.paper_code });
  await beginCampaignCall(town.app, clerk, { member_id: third!.member_id });
  await noteCampaignAttempt(town.app, clerk, { member_id: third!.member_id, result: 'refused' });
  expect((await campaignCalls({ ...town.app }, asker)).items).toHaveLength(4);
  expect((await results(campaign_id)).modes.map(({ count }) => count)).toEqual([0, 1, 1]);
});

it('is made, drawn and opened where one may', async () => {
  const { campaign_id } = await made({});
  const elsewhere = town.staff['supervisor.coyoacan']!;
  await expect(drawCampaign(town.app, elsewhere, { campaign_id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(made({ authority_id: null })).rejects.toMatchObject({ code: 'not_found' });
  await expect(made({ questions: [{ kind: 'choice', text: '¿?', options: ['Una'] }] })).rejects.toMatchObject(
    {
      code: 'invalid_input',
    },
  );
});

it('is written anew until it is opened, and then has to be drawn again', async () => {
  const { campaign_id } = await made({});
  await drawCampaign(town.app, maker(), { campaign_id });
  expect((await members(campaign_id)).length).toBeGreaterThan(0);
  const written = {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, ...base },
    ...{ population: 'closings' as const, closed_from: '2026-04-01', closed_until: '2026-04-30' },
  };
  const again = (given: object, who = maker()) =>
    changeCampaign(town.app, who, { ...written, campaign_id, title: 'Alumbrado y banquetas', ...given });
  await expect(again({}, town.staff['supervisor.coyoacan'])).rejects.toMatchObject({ code: 'not_found' });
  await expect(again({ authority_id: town.authorities['coyoacan']! })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(again({ version: 1 })).rejects.toMatchObject({ code: 'version_conflict' });
  await expect(
    again({ questions: [{ kind: 'choice', text: '¿Cuál?', options: ['Una'] }] }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  // Nothing of what was refused is kept.
  expect(await stored(campaign_id)).toMatchObject({ title: base.title, state: 'drawn' });
  await again({ version: 2, questions: [{ kind: 'yes_no', text: '¿Sirve?', required: true }] });
  expect(await stored(campaign_id)).toMatchObject({
    ...{ title: 'Alumbrado y banquetas', state: 'draft', seed: null, frame_hash: null },
    questions: [{ code: 'p1', kind: 'yes_no', text: '¿Sirve?', options: [], required: true }],
  });
  expect(await members(campaign_id)).toEqual([]);
  await drawCampaign(town.app, maker(), { campaign_id });
  await openCampaign(town.app, maker(), { campaign_id, closes_at: '2027-01-31T16:00:00.000Z' });
  await expect(again({})).rejects.toMatchObject({ code: 'campaign_not_in_this_state' });
});
