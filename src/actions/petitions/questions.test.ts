import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import {
  aTown,
  citizenOf,
  clocksOf,
  eventsOf,
  FIRST_DAY,
  foldAndRow,
  linesOf,
  noticesOf,
  petitionRow,
} from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { answerQuestion, answerQuestionForCitizen } from './answer-question.ts';
import { askCitizen } from './ask-citizen.ts';
import { extendTerm } from './extend-term.ts';
import { markMissed } from './mark-missed.ts';
import { tacitWithdrawal } from './tacit-withdrawal.ts';
import { withdrawQuestion } from './withdraw-question.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const julian = () => town.staff['julian']!;
const act = { reasons: 'No se completó.', means_of_appeal: 'Recurso de reposición.' };

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

/** Asked on 2026-05-04, the second of five days. */
async function asked(cause: 'incomplete' | 'clarification' = 'clarification'): Promise<string> {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-04');
  await askCitizen(town.app, julian(), { petition_id, body: '¿Cuál poste?', cause });
  return petition_id;
}

it('pauses while the person is asked and goes on with the days left', async () => {
  const petition_id = await asked();
  expect(await petitionRow(town, petition_id)).toMatchObject({
    stage: 'waiting_citizen',
    reply_due_at: null,
  });
  expect(await clocksOf(town, petition_id)).toMatchObject({
    reply: { status: 'paused', days_left_when_paused: 3 },
    completion: { due_on: '2026-06-04' },
  });
  await consistent(petition_id);
  town.on('2026-05-12');
  const stranger = answerQuestion(town.app, { kind: 'public' }, { petition_id, body: 'El 3' });
  await expect(stranger).rejects.toMatchObject({ code: 'forbidden' });
  await answerQuestion(town.app, citizenOf(petition_id), { petition_id, body: 'El tercero' });
  const clocks = await clocksOf(town, petition_id);
  expect(clocks.reply).toMatchObject({ status: 'running', due_on: '2026-05-15' });
  expect(clocks.completion).toMatchObject({ status: 'met', met_in_time: true });
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'in_work' });
  expect(await noticesOf(town, petition_id)).toContain('question_answered');
  await consistent(petition_id);
});

it('writes down an answer that came by telephone, and from whom it was taken', async () => {
  const petition_id = await asked();
  const answer = { petition_id, body: 'El tercero', channel: 'phone' as const };
  await answerQuestionForCitizen(town.app, town.staff['agent.iztapalapa']!, answer);
  const contact = await town.asSystem((tx) =>
    tx
      .selectFrom('interactions')
      .selectAll()
      .where('petition_id', '=', petition_id)
      .where('kind', '=', 'answer')
      .executeTakeFirstOrThrow(),
  );
  expect(contact).toMatchObject({ channel: 'phone', user_id: town.staff['agent.iztapalapa']!.user_id });
  await consistent(petition_id);
});

it('takes no file of another petition with an answer', async () => {
  const petition_id = await asked();
  const answer = { petition_id, body: 'Foto', file_ids: [petition_id] };
  const sent = answerQuestion(town.app, citizenOf(petition_id), answer);
  await expect(sent).rejects.toMatchObject({ code: 'not_found' });
});

it('withdraws a question', async () => {
  const petition_id = await asked();
  town.on('2026-05-06');
  await withdrawQuestion(town.app, julian(), { petition_id, reason: 'Ya lo encontramos' });
  expect(await clocksOf(town, petition_id)).toMatchObject({
    reply: { due_on: '2026-05-11' },
    completion: { status: 'stopped' },
  });
  await consistent(petition_id);
});

it('calls a petition incomplete only in the days the law gives', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-15');
  const ask = (cause: 'incomplete' | 'clarification') =>
    askCitizen(town.app, julian(), { petition_id, body: '¿Cuál poste?', cause });
  await expect(ask('incomplete')).rejects.toMatchObject({
    code: 'asked_too_late',
    details: { until: '2026-05-14' },
  });
  await ask('clarification');
});

it('declares the tacit withdrawal only after the time to complete, by a numbered act with means of appeal', async () => {
  const petition_id = await asked('incomplete');
  const declare = () => tacitWithdrawal(town.app, julian(), { petition_id, ...act });
  town.on('2026-06-04');
  await expect(declare()).rejects.toMatchObject({
    code: 'completion_not_over',
    details: { until: '2026-06-04' },
  });
  town.on('2026-06-05');
  const closed = await declare();
  expect(closed).toMatchObject({ stage: 'closed' });
  expect(closed.document_number).toMatch(/^IZP-ALUMBRADO\/2026\/\d+$/);
  expect(await petitionRow(town, petition_id)).toMatchObject({ outcome_class: 'withdrawn', due_at: null });
  expect(await eventsOf(town, petition_id)).toContain('reply_sent');
  await consistent(petition_id);
});

it('takes an answer that came late, as long as nobody declared the withdrawal', async () => {
  const petition_id = await asked('incomplete');
  town.on('2026-06-05');
  await markMissed(town.app);
  expect(await linesOf(town, petition_id, 'completion')).toEqual(['started', 'missed']);
  await answerQuestion(town.app, citizenOf(petition_id), { petition_id, body: 'Perdón, el tercero' });
  expect((await clocksOf(town, petition_id)).completion).toMatchObject({ status: 'missed_then_met' });
  const late = tacitWithdrawal(town.app, julian(), { petition_id, ...act });
  await expect(late).rejects.toMatchObject({ code: 'action_not_from_this_stage' });
});

it('extends before expiry, once, at most to double, with reason and notice', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const marta = town.staff['marta']!;
  const extend = (extra: number) =>
    extendTerm(town.app, marta, { petition_id, extra, reason: 'Falta una refacción' });
  await expect(extendTerm(town.app, julian(), { petition_id, extra: 1, reason: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(extend(6)).rejects.toMatchObject({ code: 'extension_too_long' });
  town.on('2026-05-07');
  await extend(5);
  expect((await clocksOf(town, petition_id)).reply).toMatchObject({ due_on: '2026-05-14' });
  expect(await petitionRow(town, petition_id)).toMatchObject({ extended: true });
  expect(await noticesOf(town, petition_id)).toContain('term_extended');
  await expect(extend(1)).rejects.toMatchObject({ code: 'extended_already' });
  await consistent(petition_id);
});

it('does not extend what has expired', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-08');
  const late = extendTerm(town.app, town.staff['marta']!, { petition_id, extra: 2, reason: 'Tarde' });
  await expect(late).rejects.toMatchObject({ code: 'term_expired' });
});
