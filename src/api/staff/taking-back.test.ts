import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, FIRST_DAY, type Town } from '../../../test/town.ts';
import type { StaffPetitionAction } from './petition-actions.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let marta: Browser;

beforeAll(async () => {
  town = await aTown();
  town.on(FIRST_DAY);
  console_ = await aConsole(town.app);
  marta = await console_.as(town.staff['marta']!);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

const petition = async (id: string) => (await marta('get_petition', { params: { id } })).body.petition;

const reversible: readonly (readonly [StaffPetitionAction, Record<string, unknown>])[] = [
  ['set_priority', { priority: 2, reason: 'Riesgo' }],
  ['set_visibility', { visibility: 'private', reason: 'Nombra a un vecino' }],
  ['moderate', { decision: 'quarantined' }],
];
it.each(reversible)('takes a single «%s» back, once', async (action, input) => {
  const { petition_id: id } = await aPetition(town, { stage: 'in_work' });
  const before = await petition(id);
  const done = await marta('act', { params: { id, action }, body: input });
  expect(done.status).toBe(200);
  const shown = ({ priority, visibility, moderation }: typeof before) => ({
    priority,
    visibility,
    moderation,
  });
  expect(shown(await petition(id))).not.toEqual(shown(before));
  const undo = { body: { undo: done.body.undo! } };
  expect((await marta('undo', undo)).body.done_count).toBe(1);
  expect(shown(await petition(id))).toEqual(shown(before));
  expect((await marta('undo', undo)).body.results[0]?.error?.code).toBe('version_conflict');
});

it('says of what cannot be taken back that it cannot', async () => {
  const { petition_id: id } = await aPetition(town);
  const done = await marta('act', { params: { id, action: 'accept' }, body: {} });
  expect([done.status, done.body.undo]).toEqual([200, null]);
});

it('keeps a draft whose outcome is not chosen yet, and does not let it out', async () => {
  const { petition_id: id } = await aPetition(town, { stage: 'in_work' });
  const julian = await console_.as(town.staff['julian']!);
  const kept = await julian('act', {
    params: { id, action: 'draft_reply' },
    body: {
      outcome_code: '',
      body: 'Se revisó la',
      next_step: 'Nada',
      means_of_appeal: 'Puede inconformarse.',
    },
  });
  const { replies } = (await julian('get_petition', { params: { id } })).body;
  expect(replies[0]).toMatchObject({ body: 'Se revisó la', outcome: { code: '' }, version: 1 });
  const { reply_id } = kept.body;
  for (const action of ['submit_reply', 'send_reply'] as const) {
    const sent = await julian('act', { params: { id, action }, body: { reply_id } });
    expect([sent.status, sent.error.code]).toEqual([409, 'outcome_required']);
  }
});
