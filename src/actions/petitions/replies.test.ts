import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import {
  aTown,
  citizenOf,
  clocksOf,
  eventsOf,
  FIRST_DAY,
  foldAndRow,
  noticesOf,
  petitionRow,
} from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { acceptPetition } from './accept-petition.ts';
import { approveReply, rejectReply, submitReply } from './approve-reply.ts';
import { closeAnswered } from './close-answered.ts';
import { confirmSolved } from './confirm-solved.ts';
import { contestReply } from './contest-reply.ts';
import { draftReply } from './draft-reply.ts';
import { correctReply, sendReply } from './send-reply.ts';
import { withdrawPetition } from './withdraw-petition.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const who = (name: string) => town.staff[name]!;

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

function repliesOf(petition_id: string) {
  return town.asSystem((tx) =>
    tx.selectFrom('replies').selectAll().where('petition_id', '=', petition_id).orderBy('id').execute(),
  );
}

it('sends a complete reply under a number of its unit and year; it meets the clocks', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-07');
  const sent = await sendReply(town.app, who('julian'), await aDraft(town, petition_id));
  expect(sent.stage).toBe('replied');
  const other = await aPetition(town, { stage: 'replied' });
  const numbers = [...(await repliesOf(petition_id)), ...(await repliesOf(other.petition_id))].map(
    ({ document_number }) => Number(/^IZP-ALUMBRADO\/2026\/(\d+)$/.exec(document_number!)![1]),
  );
  expect(numbers[1]).toBe(numbers[0]! + 1);
  const clocks = await clocksOf(town, petition_id);
  expect(clocks.reply).toMatchObject({ status: 'met', met_in_time: true });
  expect(clocks.resolve).toMatchObject({ status: 'met' });
  // Ten business days after 7 May.
  expect(await petitionRow(town, petition_id)).toMatchObject({ closes_on: '2026-05-21', due_at: null });
  expect(await noticesOf(town, petition_id)).toContain('reply_sent');
  await consistent(petition_id);
});

it('refuses a reply that lacks what the law asks for, and says what', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const send = async (given: Parameters<typeof aDraft>[2]) =>
    sendReply(town.app, who('julian'), await aDraft(town, petition_id, given));
  await expect(send({ next_step: ' ', means_of_appeal: '' })).rejects.toMatchObject({
    code: 'reply_incomplete',
    details: { missing: 'next_step,means_of_appeal' },
  });
  await expect(send({ outcome_code: 'refused' })).rejects.toMatchObject({ details: { missing: 'reasons' } });
  await expect(send({ outcome_code: 'withdrawn' })).rejects.toMatchObject({ code: 'outcome_not_for_reply' });
  await expect(send({ outcome_code: 'nada' })).rejects.toMatchObject({ code: 'outcome_unknown' });
});

it.each(['refused', 'not_competent'])('says no as %s with reasons; it closes as that', async (outcome) => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const send = async (given: Parameters<typeof aDraft>[2]) =>
    sendReply(town.app, who('julian'), await aDraft(town, petition_id, given));
  const no = { outcome_code: outcome, body: 'No podemos cambiar esa lámpara.' };
  await expect(send(no)).rejects.toMatchObject({ details: { missing: 'reasons' } });
  await send({ ...no, reasons: 'Está en una vía federal.', next_step: 'Acuda a la autoridad federal.' });
  const row = await petitionRow(town, petition_id);
  expect(row).toMatchObject({ stage: 'replied', outcome_class: outcome, due_at: null });
  town.on('2026-05-15');
  await closeAnswered(town.app);
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'closed', outcome_class: outcome });
  await consistent(petition_id);
});

it('never overwrites a draft that somebody else changed, and takes no reply of another petition', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const other = await aPetition(town, { stage: 'in_work' });
  const { reply_id } = await aDraft(town, petition_id);
  const change = (reply_version: number, to = petition_id) =>
    draftReply(town.app, who('berta'), {
      petition_id: to,
      reply_id,
      reply_version,
      outcome_code: 'resolved',
    });
  const before = await petitionRow(town, petition_id);
  expect(await change(1)).toMatchObject({ reply_version: 2, version: before.version });
  await expect(change(1)).rejects.toMatchObject({ code: 'version_conflict', details: { version: 2 } });
  await expect(change(2, other.petition_id)).rejects.toMatchObject({ code: 'reply_unknown' });
});

it('asks for approval by somebody else where the unit wants it', async () => {
  const { petition_id } = await aPetition(town, { service_code: 'bache' });
  const [omar, olga] = [who('omar'), who('olga')];
  await acceptPetition(town.app, omar, { petition_id });
  const draft = await aDraft(town, petition_id, { by: omar });
  const send = () => sendReply(town.app, omar, draft);
  await expect(send()).rejects.toMatchObject({ code: 'reply_needs_approval' });
  await submitReply(town.app, omar, draft);
  await expect(send()).rejects.toMatchObject({ code: 'reply_needs_approval' });
  // No second one is begun beside it; its own text may still be changed.
  await expect(aDraft(town, petition_id, { by: omar })).rejects.toMatchObject({
    code: 'reply_waits_for_approval',
  });
  await expect(approveReply(town.app, omar, draft)).rejects.toMatchObject({ code: 'forbidden' });
  await rejectReply(town.app, olga, { ...draft, reason: 'Falta la fecha de la obra' });
  await submitReply(town.app, omar, draft);
  await approveReply(town.app, olga, { ...draft, reply_version: 1 });
  // Another text is not what was approved.
  await aDraft(town, petition_id, { by: omar, reply_id: draft.reply_id, body: 'Otro texto' });
  await expect(send()).rejects.toMatchObject({ code: 'reply_needs_approval' });
  await submitReply(town.app, omar, draft);
  await approveReply(town.app, olga, draft);
  await send();
  await consistent(petition_id);

  const second = await aPetition(town, { service_code: 'bache' });
  await acceptPetition(town.app, olga, { petition_id: second.petition_id });
  const own = await aDraft(town, second.petition_id, { by: olga });
  await submitReply(town.app, olga, own);
  await expect(approveReply(town.app, olga, own)).rejects.toMatchObject({ code: 'cannot_approve_own_reply' });
});

it('corrects a reply by another reply; the one that was sent stays as it was', async () => {
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const [first] = await repliesOf(petition_id);
  const plain = aDraft(town, petition_id);
  await expect(plain).rejects.toMatchObject({ code: 'already_replied' });
  const draft = await aDraft(town, petition_id, {
    corrects_id: first!.id,
    body: 'Se cambiaron dos lámparas.',
  });
  const edited = aDraft(town, petition_id, { reply_id: first!.id });
  await expect(edited).rejects.toMatchObject({ code: 'reply_not_in_draft' });
  town.on('2026-05-06');
  await correctReply(town.app, who('julian'), draft);
  const [kept, second] = await repliesOf(petition_id);
  expect(kept).toEqual(first);
  expect(second).toMatchObject({ state: 'sent', corrects_id: first!.id, body: 'Se cambiaron dos lámparas.' });
  expect(await noticesOf(town, petition_id)).toContain('reply_corrected');
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'replied', closes_on: '2026-05-20' });
  await consistent(petition_id);
});

it('closes when the person confirms', async () => {
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const stranger = confirmSolved(town.app, citizenOf(town.city_id), { petition_id });
  await expect(stranger).rejects.toMatchObject({ code: 'not_found' });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'closed', outcome_class: 'resolved' });
  await consistent(petition_id);
});

it('closes by itself after the days of the pack, not on the last of them, and only once', async () => {
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const closes_on = (await petitionRow(town, petition_id)).closes_on!;
  expect(closes_on).toBe('2026-05-14');
  town.on(closes_on);
  await closeAnswered(town.app);
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'replied' });
  // 23:30 of the last day in the town is the next day in UTC.
  town.on('2026-05-15T05:30:00.000Z');
  await closeAnswered(town.app);
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'replied' });
  town.on('2026-05-15');
  await closeAnswered(town.app);
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'closed' });
  expect(await closeAnswered(town.app)).toEqual({ done: 0, refused: [] });
  expect((await eventsOf(town, petition_id)).filter((type) => type === 'petition_closed')).toHaveLength(1);
  await consistent(petition_id);
});

it('reopens once when the person contests, with the terms frozen at filing', async () => {
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const contest = () =>
    contestReply(town.app, citizenOf(petition_id), { petition_id, body: 'Sigue apagada' });
  town.on('2026-05-15');
  await closeAnswered(town.app);
  await expect(contest()).rejects.toMatchObject({
    code: 'contest_too_late',
    details: { until: '2026-05-14' },
  });

  town.on(FIRST_DAY);
  const second = await aPetition(town, { stage: 'replied' });
  const again = () =>
    contestReply(town.app, citizenOf(second.petition_id), { petition_id: second.petition_id, body: 'No' });
  await confirmSolved(town.app, citizenOf(second.petition_id), { petition_id: second.petition_id });
  town.on('2026-05-04');
  await again();
  expect(await petitionRow(town, second.petition_id)).toMatchObject({ stage: 'in_work', reopened_count: 1 });
  // Five business days from 4 May; the term, not the calendar of another day, was frozen.
  expect((await clocksOf(town, second.petition_id)).reply).toMatchObject({ due_on: '2026-05-11', round: 2 });
  await consistent(second.petition_id);
  await sendReply(town.app, who('julian'), await aDraft(town, second.petition_id));
  await expect(again()).rejects.toMatchObject({ code: 'contest_used_up' });
  await consistent(second.petition_id);
});

it('is withdrawn by the person alone: nothing is owed any more', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const staff = withdrawPetition(town.app, who('marta'), { petition_id });
  await expect(staff).rejects.toMatchObject({ code: 'forbidden' });
  await withdrawPetition(town.app, citizenOf(petition_id), { petition_id, body: 'Ya prendió' });
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'closed', due_at: null });
  expect((await clocksOf(town, petition_id)).reply).toMatchObject({ status: 'stopped' });
  await consistent(petition_id);
  const contested = contestReply(town.app, citizenOf(petition_id), { petition_id, body: 'No' });
  await expect(contested).rejects.toMatchObject({ code: 'withdrawn_cannot_be_contested' });
});
