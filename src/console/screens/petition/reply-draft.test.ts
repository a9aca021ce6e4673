import { expect, it } from 'vitest';
import type { FormalReply, PetitionPage } from '../../api.generated.ts';
import { standingOf, startOfReply, type KeptReply } from './reply-draft.ts';

const reply = (part: Partial<FormalReply>) =>
  ({
    ...{ id: 'd', state: 'draft', version: 3, document_number: null, outcome: null, corrects_id: null },
    ...{ body: 'Se cambió.', reasons: '', next_step: '', means_of_appeal: 'M', responsible_name: 'R' },
    ...{ responsible_title: 'T', unit: { id: 'u', name: 'U' }, drafted_by: null, drafted_at: '' },
    ...{ approved_by: null, sent_at: null, signed: null, pdf_url: '' },
    ...part,
  }) as FormalReply;
const page = (...replies: FormalReply[]) =>
  ({
    replies,
    composer: { means_of_appeal: 'M', responsible_name: 'R', responsible_title: 'T' },
  }) as unknown as PetitionPage;
const kept = (part: Partial<KeptReply>, on = page(reply({}))): KeptReply => ({
  ...startOfReply(on, null),
  ...part,
});

it('begins where the server is, with nothing to save', () => {
  expect(startOfReply(page(reply({})), null)).toMatchObject({
    ...{ body: 'Se cambió.', reply_id: 'd', reply_version: 3, is_dirty: false },
  });
  expect(standingOf(kept({}), page(reply({})), null)).toBe('same');
  expect(standingOf(kept({}, page()), page(), null)).toBe('same');
});

it('saves what was typed here, on a page that was read before the draft began too', () => {
  expect(standingOf(kept({ body: 'Más', is_dirty: true }), page(reply({})), null)).toBe('ahead');
  expect(standingOf(kept({ body: 'Más', is_dirty: true }), page(), null)).toBe('ahead');
});

it('shows what is newer where nothing was typed, and asks where both were', () => {
  const newer = page(reply({ version: 4, body: 'De Ana' }));
  expect(standingOf(kept({}), newer, null)).toBe('behind');
  expect(standingOf(kept({ body: 'Mío', is_dirty: true }), newer, null)).toBe('apart');
  expect(standingOf(kept({ body: 'De Ana', is_dirty: true }), newer, null)).toBe('behind');
  // A colleague began one while here nothing had been saved yet.
  const mine = kept({ body: 'Mío', is_dirty: true }, page());
  expect(standingOf(mine, newer, null)).toBe('apart');
});

it('leaves alone what is no draft any more, and drafts of another reply', () => {
  const typed = { body: 'Mío', is_dirty: true };
  expect(standingOf(kept(typed), page(reply({ state: 'sent' })), null)).toBe('over');
  expect(standingOf(kept(typed, page()), page(reply({ state: 'to_approve' })), null)).toBe('over');
  expect(standingOf(kept(typed, page()), page(reply({ corrects_id: 'x' })), null)).toBe('ahead');
});
