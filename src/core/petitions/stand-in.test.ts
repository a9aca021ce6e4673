import { expect, it } from 'vitest';
import { isAway, standIn, type Colleague } from './stand-in.ts';

const today = '2026-05-07';
const there = (user_id: string): Colleague => ({
  ...{ user_id, away_from: null, away_until: null, delegate_id: null, works_here: true },
});
const away = (user_id: string, delegate_id: string | null): Colleague => ({
  ...there(user_id),
  ...{ away_from: '2026-05-01', away_until: '2026-05-10', delegate_id },
});

it.each([
  ['before it', '2026-05-08', '2026-05-10', false],
  ['on the first day', '2026-05-07', '2026-05-10', true],
  ['on the last day', '2026-05-01', '2026-05-07', true],
  ['after it', '2026-05-01', '2026-05-06', false],
  ['where no end is known', '2026-05-01', null, true],
  ['where there is none', null, null, false],
] as const)('knows an absence %s', (...[, away_from, away_until, answer]) => {
  expect(isAway({ away_from, away_until }, today)).toBe(answer);
});

it('goes to who is there, through at most three who stand in', () => {
  const chain = (...names: string[]) => [
    ...names.slice(0, -1).map((name, at) => away(name, names[at + 1]!)),
    there(names.at(-1)!),
  ];
  expect(standIn(chain('a'), today)).toEqual({ accepted: true, value: 'a' });
  expect(standIn(chain('a', 'b', 'c', 'd'), today)).toEqual({ accepted: true, value: 'd' });
  expect(standIn(chain('a', 'b', 'c', 'd', 'e'), today)).toMatchObject({
    code: 'assignee_away',
    details: { until: '2026-05-10' },
  });
});

it('refuses a circle, an absence that nobody covers, and a delegate who does not work there', () => {
  const away_until = null;
  expect(standIn([away('a', 'b'), away('b', 'a'), away('a', 'b')], today).accepted).toBe(false);
  expect(standIn([{ ...away('a', null), away_until }], today)).toMatchObject({
    details: { cause: 'away_without_end' },
  });
  const elsewhere = { ...there('b'), works_here: false };
  expect(standIn([away('a', 'b'), elsewhere], today).accepted).toBe(false);
  // Nobody is asked past the one who does not work there.
  expect(
    standIn([away('a', 'b'), { ...away('b', 'c'), works_here: false }, there('c')], today).accepted,
  ).toBe(false);
});
