import { expect, it } from 'vitest';
import { agentsNeeded, probabilityOfWaiting, traffic, waitingWith, withShrinkage } from './erlang.ts';

const half_hour = { calls_per_hour: 200, handling_s: 180 };
const target = { share: 0.8, within_s: 20 };

it('gives the classic values of a hundred calls in half an hour', () => {
  expect(traffic(half_hour)).toBe(10);
  const fourteen = waitingWith(14, half_hour, 20)!;
  expect(fourteen.waits).toBeCloseTo(0.1741, 4);
  expect(fourteen.service_level).toBeCloseTo(0.8884, 4);
  expect(fourteen.answer_s).toBeCloseTo(7.84, 2);
  expect(waitingWith(13, half_hour, 20)!.service_level).toBeCloseTo(0.7956, 4);
  expect(agentsNeeded(half_hour, target)).toBe(14);
  expect(withShrinkage(14, 0.3)).toBe(20);
});

it('finds the fewest agents of a small desk', () => {
  const small = { calls_per_hour: 60, handling_s: 240 };
  expect(waitingWith(6, small, 20)!.service_level).toBeCloseTo(0.759, 3);
  expect(waitingWith(7, small, 20)!.service_level).toBeCloseTo(0.8948, 4);
  expect(agentsNeeded(small, target)).toBe(7);
});

it('computes two hundred erlangs without overflow', () => {
  const big = { calls_per_hour: 4000, handling_s: 180 };
  const waiting = waitingWith(210, big, 20)!;
  expect(waiting.waits).toBeCloseTo(0.3756, 4);
  expect(waiting.service_level).toBeCloseTo(0.8764, 4);
  expect(waiting.answer_s).toBeCloseTo(6.76, 2);
  expect(probabilityOfWaiting(5_000, 5_100)).toBeGreaterThan(0);
});

it('gives no number for a queue that only grows', () => {
  expect(waitingWith(10, half_hour, 20)).toBeNull();
  expect(waitingWith(9, half_hour, 20)).toBeNull();
});

it('needs nobody where nobody calls, and nobody can promise everything', () => {
  expect(agentsNeeded({ calls_per_hour: 0, handling_s: 180 }, target)).toBe(0);
  expect(waitingWith(1, { calls_per_hour: 0, handling_s: 180 }, 20)).toMatchObject({ service_level: 1 });
  expect(agentsNeeded(half_hour, { share: 1, within_s: 20 })).toBeNull();
});

it('rounds a roster up and no further', () => {
  expect(withShrinkage(7, 0)).toBe(7);
  expect(withShrinkage(7, 0.3)).toBe(10);
  expect(withShrinkage(8, 0.3)).toBe(12);
});
