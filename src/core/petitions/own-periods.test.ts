import { expect, it } from 'vitest';
import { event, type PetitionEvent } from './events.ts';
import { ownPeriods, stateWhenItLeft, type ToldEvent } from './own-periods.ts';

const filed = event('petition_filed', 'public', {
  ...{ kind: 'petition', service_id: 's', channel: 'portal', visibility: 'private', identity: 'named' },
  ...{ authority_id: 'A', unit_id: 'a1', assignment_id: '1', received_at: '', filed_at: '', filed_on: '' },
  routing: 'rule',
});
const accepted = event('assignment_accepted', 'public', { assignment_id: '1' });
const to = (authority_id: string) =>
  event('authority_changed', 'public', {
    ...{ assignment_id: '', authority_id, unit_id: `${authority_id}1`, next_assignment_id: '' },
    ...{ reason: '', days_used: 0, late: false },
  });
const partOf = (authority_id: string, assignment_id: string) =>
  event('part_added', 'staff', { assignment_id, authority_id, unit_id: 'x', instructions: '' });
const finished = (assignment_id: string) => event('part_finished', 'staff', { assignment_id });
const closed = event('petition_closed', 'public', {
  ...{ reason: 'confirmed', outcome_code: 'resolved', outcome_class: 'resolved' },
});

function history(...events: PetitionEvent[]): ToldEvent[] {
  return events.map((one, index) => ({ seq: index + 1, at: `2026-04-0${index + 1}T00:00:00Z`, event: one }));
}

const spans = (told: readonly ToldEvent[], ...authorities: string[]) =>
  ownPeriods(told, new Set(authorities)).map(({ from_seq, until_seq }) => [from_seq, until_seq]);

it('tells each period from the fact with which it came to the one with which it left', () => {
  const told = history(filed, accepted, to('B'), to('A'), to('B'));
  expect(spans(told, 'A')).toEqual([
    [1, 3],
    [4, 5],
  ]);
  expect(spans(told, 'B')).toEqual([
    [3, 4],
    [5, null],
  ]);
  expect(spans(told, 'C')).toEqual([]);
  // Of two authorities of one reader it never left.
  expect(spans(told, 'A', 'B')).toEqual([[1, null]]);
});

it('counts a part as having it, until the part is done or the petition closes', () => {
  expect(spans(history(filed, partOf('B', 'p'), accepted, finished('p'), closed), 'B')).toEqual([[2, 4]]);
  expect(spans(history(filed, partOf('B', 'p'), closed), 'B')).toEqual([[2, 3]]);
  // Who transferred it and still does a part has it still.
  expect(spans(history(filed, partOf('A', 'p'), to('B'), finished('p')), 'A')).toEqual([[1, 4]]);
});

it('gives the state before it left, and that it was transferred', () => {
  const told = history(filed, accepted, to('B'), closed);
  const state = stateWhenItLeft(told, 3);
  expect(state).toMatchObject({ stage: 'in_work', authority_id: 'A', unit_id: 'a1', outcome_code: null });
  expect(state.transferred_count).toBe(1);
  expect(stateWhenItLeft(history(filed, partOf('B', 'p'), finished('p')), 3).transferred_count).toBe(0);
});
