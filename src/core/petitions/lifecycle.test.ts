import { expect, it } from 'vitest';
import table from './lifecycle.decisions.json' with { type: 'json' };
import { lifecycle, mayDo, type PetitionAction, type Situation } from './lifecycle.ts';
import { stages } from './stages.ts';

const plain: Situation = {
  stage: 'in_work',
  outcome_class: null,
  merged: false,
  reopened_count: 0,
  contest_times: 1,
  contest_until: '2026-05-21',
  today: '2026-05-07',
  reply_needs_approval: false,
  open_parts: 0,
  outcome_may_wait: true,
  extended: false,
};
const actions = Object.keys(lifecycle) as PetitionAction[];

function decide(action: PetitionAction, situation: Situation): string {
  const decision = mayDo(action, situation);
  return decision.accepted ? 'yes' : decision.code;
}

it('decides every action in every stage as the checked-in table says', () => {
  const decided = Object.fromEntries(
    actions.map((action) => [
      action,
      Object.fromEntries(stages.map((stage) => [stage, decide(action, { ...plain, stage })])),
    ]),
  );
  expect(decided).toEqual(table);
});

it('leaves a merged petition alone, but for notes and its key', () => {
  const merged = { ...plain, stage: 'closed' as const, merged: true };
  const allowed = actions.filter((action) => decide(action, merged) === 'yes');
  expect(allowed).toEqual(['note', 'reissue_key']);
});

it.each([
  ['once more than the pack allows', { reopened_count: 1 }, 'contest_used_up'],
  ['after its days', { today: '2026-05-22' }, 'contest_too_late'],
  ['on its last day', { today: '2026-05-21' }, 'yes'],
  ['when the person withdrew', { outcome_class: 'withdrawn' }, 'withdrawn_cannot_be_contested'],
] as const)('contests %s: %s', (_, given, answer) => {
  expect(decide('contest', { ...plain, stage: 'closed', ...given })).toBe(answer);
});

it('waits for the parts of others before the reply, and extends only what may be extended', () => {
  expect(decide('send_reply', { ...plain, open_parts: 2 })).toBe('parts_still_open');
  expect(decide('extend', { ...plain, extended: true })).toBe('extended_already');
});

it('leaves the outcome for later only while the matter itself is owed, and does not wait for parts', () => {
  expect(decide('send_first_reply', { ...plain, outcome_may_wait: false })).toBe('outcome_required');
  expect(decide('send_reply', { ...plain, outcome_may_wait: false })).toBe('yes');
  expect(decide('send_first_reply', { ...plain, open_parts: 2 })).toBe('yes');
});

it('asks a permission of staff and none of citizens', () => {
  for (const action of actions) {
    const rule = lifecycle[action];
    expect([action, rule.permission !== null]).toEqual([action, rule.by === 'staff']);
  }
});
