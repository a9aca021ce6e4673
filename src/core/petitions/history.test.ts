import { expect, it } from 'vitest';
import { event } from './events.ts';
import { applyEvent, foldHistory, stateAtFiling } from './history.ts';

const filed = event('petition_filed', 'public', {
  kind: 'report',
  service_id: 'lamp',
  channel: 'portal',
  visibility: 'masked',
  identity: 'named',
  authority_id: 'a1',
  unit_id: 'u1',
  assignment_id: 'as1',
  received_at: '2026-04-29T16:00:00Z',
  filed_at: '2026-04-29T16:00:00Z',
  filed_on: '2026-04-29',
  routing: 'rule',
});
const accepted = event('assignment_accepted', 'public', { assignment_id: 'as1' });
const asked = event('question_asked', 'citizen', { message_id: 'm1', due_at: 'x', cause: 'clarification' });
const replied = event('reply_sent', 'public', {
  ...{ reply_id: 'r1', document_number: '1', outcome_code: 'done', outcome_class: 'resolved' as const },
  ...{ corrects_id: null, closes_on: '2026-05-21' },
});
const closed = event('petition_closed', 'public', {
  reason: 'confirmed',
  outcome_code: 'done',
  outcome_class: 'resolved',
});

it('begins with the filing and with nothing else', () => {
  expect(() => foldHistory([])).toThrow();
  expect(() => foldHistory([accepted])).toThrow();
  expect(foldHistory([filed])).toMatchObject({ stage: 'assigned', authority_ids: ['a1'] });
});

it('says received where no rule matched, since triage has to look at it', () => {
  expect(stateAtFiling({ ...(filed.payload as never as object), routing: 'triage' } as never).stage).toBe(
    'received',
  );
});

it('goes back to where it was when the question is answered or withdrawn', () => {
  const waiting = foldHistory([filed, accepted, asked]);
  expect(waiting).toMatchObject({ stage: 'waiting_citizen', open_question_id: 'm1' });
  for (const end of [
    event('question_answered', 'citizen', { message_id: 'm2', channel: null }),
    event('question_withdrawn', 'citizen', { reason: 'x' }),
  ]) {
    expect(applyEvent(waiting, end)).toMatchObject({ stage: 'in_work', open_question_id: null });
  }
});

it('keeps every authority that had it, once', () => {
  const to = (authority_id: string) =>
    event('authority_changed', 'public', {
      ...{ assignment_id: 'as1', authority_id, unit_id: 'u', next_assignment_id: 'as2', reason: 'x' },
      ...{ days_used: 1, late: false },
    });
  expect(foldHistory([filed, to('a2'), to('a1')])).toMatchObject({
    authority_ids: ['a1', 'a2'],
    authority_id: 'a1',
    transferred_count: 2,
    stage: 'assigned',
  });
});

it('is contested into a new round of work without an outcome', () => {
  const state = foldHistory([
    ...[filed, accepted, replied, closed],
    event('closing_contested', 'public', { message_id: 'm', assignment_id: 'as2' }),
  ]);
  expect(state).toMatchObject({
    ...{ stage: 'in_work', outcome_code: null, closes_on: null, reopened_count: 1, assignment_id: 'as2' },
  });
});

it('stays in work, without an outcome, after a first reply', () => {
  const first = event('first_reply_sent', 'public', {
    ...{ reply_id: 'r0', document_number: '1', resolve_due_on: '2026-06-25' },
  });
  const state = foldHistory([filed, accepted, first]);
  expect(state).toEqual(foldHistory([filed, accepted]));
  expect(state).toMatchObject({ stage: 'in_work', outcome_code: null, closes_on: null });
});

it('stays closed when the reply is corrected after closing', () => {
  expect(foldHistory([filed, accepted, replied, closed, replied]).stage).toBe('closed');
});
