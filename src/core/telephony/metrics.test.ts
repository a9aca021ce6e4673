import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCounts, chosenLevel, countCalls, figuresOf, noCalls, occupancyOf } from './metrics.ts';
import type { QueuedCall } from './metrics.ts';

const goal = { answer_within_s: 20, short_abandon_s: 5 };
const answered = (wait_s: number, handled_s = 100, was_transferred = false): QueuedCall => ({
  ...{ outcome: 'answered', wait_s, handled_s, was_transferred, was_closed: false },
});
const gone = (wait_s: number, outcome: 'abandoned' | 'missed' = 'abandoned'): QueuedCall => ({
  ...{ outcome, wait_s, handled_s: 0, was_transferred: false, was_closed: false },
});

it('counts an hour of a queue by the stated formulas', () => {
  const hour = [
    answered(3),
    answered(20, 200, true),
    answered(21),
    answered(90),
    gone(4),
    gone(19),
    gone(60),
  ];
  const counts = countCalls([...hour, gone(300, 'missed')], goal);
  expect(counts).toMatchObject({ offered: 8, answered: 4, abandoned: 3, short: 1, missed: 1 });
  const figures = figuresOf(counts);
  expect(figures.service_level_answered).toBeCloseTo(2 / 6, 10);
  expect(figures.service_level_offered).toBeCloseTo(4 / 8, 10);
  expect(figures.abandon_rate).toBeCloseTo(2 / 7, 10);
  expect(figures.answer_s).toBeCloseTo(134 / 4, 10);
  expect(figures.handling_s).toBe(125);
  expect(figures.transfer_rate).toBe(0.25);
  expect(chosenLevel(figures, 'offered')).toBe(0.5);
  expect(chosenLevel(figures, 'answered')).toBe(figures.service_level_answered);
});

it('leaves no abandon out where none is short', () => {
  const counts = countCalls([answered(1), gone(0)], { ...goal, short_abandon_s: 0 });
  expect(counts.short).toBe(0);
  expect(figuresOf(counts).service_level_answered).toBe(0.5);
});

it('counts who called in vain while the queue was closed against nobody', () => {
  const closed = { was_closed: true };
  const calls = [answered(3), { ...gone(60), ...closed }, { ...gone(90, 'missed'), ...closed }];
  const counts = countCalls([...calls, { ...answered(70), ...closed }], goal);
  expect(counts).toMatchObject({ offered: 2, closed: 2, answered: 2, abandoned: 0, missed: 0 });
  expect(figuresOf(counts)).toMatchObject({ service_level_answered: 0.5, abandon_rate: 0 });
});

it('tells nothing of an hour without calls', () => {
  expect(Object.values(figuresOf(noCalls)).every((value) => value === null)).toBe(true);
  expect(figuresOf(countCalls([gone(2)], goal)).abandon_rate).toBeNull();
});

it('adds hours up to the same as counting them together', () => {
  const call = fc.record({
    outcome: fc.constantFrom('answered', 'abandoned', 'missed'),
    wait_s: fc.integer({ min: 0, max: 300 }),
    handled_s: fc.integer({ min: 0, max: 900 }),
    was_transferred: fc.boolean(),
    was_closed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(call), fc.array(call), (one, other) => {
      const apart = addCounts(countCalls(one, goal), countCalls(other, goal));
      expect(apart).toEqual(countCalls([...one, ...other], goal));
      expect(apart.answered + apart.abandoned + apart.missed).toBe(apart.offered);
      expect(apart.offered + apart.closed).toBe(one.length + other.length);
    }),
  );
});

it('measures occupancy against the time that agents were there for calls', () => {
  expect(occupancyOf(2700, 3600)).toBe(0.75);
  expect(occupancyOf(4000, 3600)).toBe(1);
  expect(occupancyOf(100, 0)).toBeNull();
});
