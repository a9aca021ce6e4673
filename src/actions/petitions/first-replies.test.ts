import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
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
  type Town,
} from '../../../test/town.ts';
import { bumpConfiguration, cityConfiguration } from '../../store/city-configuration.ts';
import { previewReply } from '../replies/preview-reply.ts';
import { decryptText } from '../../store/encryption.ts';
import { personKey } from '../../store/people.ts';
import { acceptPetition } from './accept-petition.ts';
import { addPart } from './add-part.ts';
import { approveReply, submitReply } from './approve-reply.ts';
import { closeAnswered } from './close-answered.ts';
import { confirmSolved } from './confirm-solved.ts';
import { contestReply } from './contest-reply.ts';
import { sendReply } from './send-reply.ts';
import { transferUnit } from './transfer-unit.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const who = (name: string) => town.staff[name]!;
const first = {
  outcome_code: null,
  body: 'Revisaremos la lámpara el lunes 11 de mayo.',
  next_step: 'Le escribiremos; puede seguir su solicitud con su folio.',
};

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

async function send(petition_id: string, given: Parameters<typeof aDraft>[2] = {}) {
  return sendReply(town.app, who('julian'), await aDraft(town, petition_id, given));
}

async function letterOf(petition_id: string, template: string): Promise<string> {
  const { app } = town;
  return town.asSystem(async (tx) => {
    const row = await tx
      .selectFrom('outbox')
      .select(['person_id', 'body_cipher'])
      .where('petition_id', '=', petition_id)
      .where('template', '=', template)
      .executeTakeFirstOrThrow();
    const key = await personKey(tx, app.keys, row.person_id!);
    return decryptText(key!, row.body_cipher!, 'outbox.body');
  });
}

it('meets the reply clock with a first reply and goes on towards the outcome', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-07');
  const sent = await send(petition_id, first);
  expect(sent).toMatchObject({ stage: 'in_work', reply_kind: 'first' });
  expect(sent.document_number).toMatch(/^IZP-ALUMBRADO\/2026\/\d+$/);
  expect(await clocksOf(town, petition_id)).toMatchObject({
    reply: { status: 'met', met_in_time: true },
    resolve: { status: 'running', due_on: '2026-06-25' },
  });
  const row = await petitionRow(town, petition_id);
  expect(row).toMatchObject({ outcome_code: null, closes_on: null, replied_at: null, reply_due_at: null });
  expect(row.due_at).toBe(row.resolve_due_at);
  const letter = await letterOf(petition_id, 'first_reply_sent');
  expect(letter).toContain('Fecha límite para resolver: jueves 25 de junio de 2026');
  expect(letter).toContain(first.next_step);
  // There is nothing to confirm or to contest yet.
  const citizen = citizenOf(petition_id);
  const refusal = { code: 'action_not_from_this_stage' };
  await expect(confirmSolved(town.app, citizen, { petition_id })).rejects.toMatchObject(refusal);
  const contested = contestReply(town.app, citizen, { petition_id, body: 'No' });
  await expect(contested).rejects.toMatchObject(refusal);
  town.on('2026-06-25');
  await closeAnswered(town.app);
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'in_work' });
  await consistent(petition_id);
});

it('takes several first replies, then the final one, which meets what is left', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  await send(petition_id, first);
  town.on('2026-05-11');
  await send(petition_id, { ...first, body: 'Falta una pieza; llega el 20 de mayo.' });
  town.on('2026-05-20');
  const last = await send(petition_id);
  expect(last).toMatchObject({ stage: 'replied', reply_kind: 'final' });
  expect(await linesOf(town, petition_id, 'reply')).toEqual(['started', 'met']);
  expect(await clocksOf(town, petition_id)).toMatchObject({
    reply: { met_at: '2026-04-29T16:00:00.000Z' },
    resolve: { met_at: '2026-05-20T16:00:00.000Z', met_in_time: true },
  });
  expect((await eventsOf(town, petition_id)).filter((type) => type.endsWith('reply_sent'))).toEqual([
    ...['first_reply_sent', 'first_reply_sent', 'reply_sent'],
  ]);
  expect((await noticesOf(town, petition_id)).slice(2)).toEqual([
    ...['first_reply_sent', 'first_reply_sent', 'reply_sent'],
  ]);
  await consistent(petition_id);
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'closed', outcome_class: 'resolved' });
});

it('is late when nothing at all was said within the reply term', async () => {
  const late = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-08');
  await send(late.petition_id);
  expect((await clocksOf(town, late.petition_id)).reply).toMatchObject({ met_in_time: false });
});

it('asks for what follows, and for an outcome where nothing else would be owed', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  await expect(send(petition_id, { ...first, next_step: ' ' })).rejects.toMatchObject({
    code: 'reply_incomplete',
    details: { missing: 'next_step' },
  });
  await resolveTermUntil('2024-01-02');
  const bare = await aPetition(town, { stage: 'in_work' });
  await resolveTermUntil(null);
  expect((await clocksOf(town, bare.petition_id)).resolve).toBeNull();
  await expect(send(bare.petition_id, first)).rejects.toMatchObject({ code: 'outcome_required' });
  expect(await send(bare.petition_id)).toMatchObject({ stage: 'replied' });
});

/** A city whose law gives no term to resolve, only one to reply. */
function resolveTermUntil(valid_until: string | null) {
  return town.asSystem(async (tx) => {
    await tx.updateTable('terms').set({ valid_until }).where('clock', '=', 'resolve').execute();
    await bumpConfiguration(tx, town.city_id);
  });
}

it('asks for an outcome where the law of the kind does not let it wait, though a clock runs for it', async () => {
  const filed = await aPetition(town, { service_code: 'queja' });
  const { petition_id } = filed;
  const clerk = who('clerk.iztapalapa');
  await acceptPetition(town.app, clerk, { petition_id });
  expect((await clocksOf(town, petition_id)).resolve).toMatchObject({ status: 'running' });
  const draft = await aDraft(town, petition_id, { ...first, by: clerk });
  await expect(sendReply(town.app, clerk, draft)).rejects.toMatchObject({ code: 'outcome_required' });
  expect((await clocksOf(town, petition_id)).reply).toMatchObject({ status: 'running' });
});

it('asks the head of the unit where the unit wants it', async () => {
  const { petition_id } = await aPetition(town, { service_code: 'bache' });
  const [omar, olga] = [who('omar'), who('olga')];
  await acceptPetition(town.app, omar, { petition_id });
  const draft = await aDraft(town, petition_id, { ...first, by: omar });
  const sent = () => sendReply(town.app, omar, draft);
  await expect(sent()).rejects.toMatchObject({ code: 'reply_needs_approval' });
  await submitReply(town.app, omar, draft);
  await approveReply(town.app, olga, draft);
  expect(await sent()).toMatchObject({ stage: 'in_work', reply_kind: 'first' });
});

it('does not wait for the parts of others, and outlives a transfer', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const part = { petition_id, unit_id: town.units['coyoacan/alumbrado']!, instructions: 'Su poste' };
  await addPart(town.app, who('marta'), part);
  await send(petition_id, first);
  await expect(send(petition_id)).rejects.toMatchObject({ code: 'parts_still_open' });
  const unit_id = town.units['iztapalapa/atencion']!;
  await transferUnit(town.app, who('marta'), { petition_id, unit_id, reason: 'Cambio de zona' });
  expect(await clocksOf(town, petition_id)).toMatchObject({
    ...{ reply: { status: 'met' }, resolve: { status: 'running', due_on: '2026-06-25' } },
  });
  await consistent(petition_id);
});

it('gives both replies anew when the outcome is contested', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  await send(petition_id, first);
  await send(petition_id);
  town.on('2026-05-04');
  await contestReply(town.app, citizenOf(petition_id), { petition_id, body: 'Sigue apagada' });
  await send(petition_id, first);
  expect(await clocksOf(town, petition_id)).toMatchObject({
    ...{ reply: { status: 'met', round: 2 }, resolve: { status: 'running', round: 2 } },
  });
  await consistent(petition_id);
});

it('is not what a correction corrects, and a correction has an outcome', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const { reply_id } = await send(petition_id, first);
  const final = await send(petition_id);
  const wrong = aDraft(town, petition_id, { corrects_id: reply_id! });
  await expect(wrong).rejects.toMatchObject({ code: 'reply_to_correct_unknown' });
  const none = aDraft(town, petition_id, { corrects_id: final.reply_id!, outcome_code: null });
  await expect(none).rejects.toMatchObject({ code: 'outcome_required' });
});

it('is shown beforehand exactly as it will be read', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const text = { ...first, means_of_appeal: 'Puede inconformarse en diez días hábiles.' };
  const asker = { actor: who('julian'), city };
  const preview = await previewReply(town.app, asker, { petition_id, text });
  const sent = await send(petition_id, first);
  const letter = await letterOf(petition_id, 'first_reply_sent');
  expect(preview.missing).toEqual([]);
  expect(preview.text.replace('Documento: —', `Documento: ${sent.document_number}`)).toBe(letter);
});
