import fc from 'fast-check';
import { expect, it } from 'vitest';
import { figuresOf, type Counts, type Stratum } from './figures.ts';
import { hideComplements } from './small-cells.ts';
import { weightsOf } from './weights.ts';

const none: Counts = [0, 0, 0, 0, 0];

function stratum(closed: number, satisfaction: Counts, unit_id = 'a'): Stratum {
  const n = satisfaction.reduce((sum, count) => sum + count, 0);
  return {
    ...{ unit_id, closed, asked: closed, complete: n, satisfaction },
    ...{ ease: none, clarity: none, solved: { yes: n, partly: 0, no: 0, unknown: 0 } },
    ...{ lasting_due: 0, lasting_asked: 0, lasting: { yes: 0, partly: 0, no: 0 } },
  };
}

it('tells satisfaction with its interval, and whether the answers are enough (check K1)', () => {
  const many = figuresOf([stratum(10_000_000, [20, 20, 20, 140, 200])]).satisfaction!;
  expect(many).toMatchObject({ n: 400, percent: 85, insufficient: false });
  expect([many.low.toFixed(1), many.high.toFixed(1)]).toEqual(['81.2', '88.2']);
  const few = figuresOf([stratum(200, [1, 1, 0, 4, 4])]).satisfaction!;
  expect(few).toMatchObject({ n: 10, percent: 80, insufficient: true });
  expect([few.low.toFixed(1), few.high.toFixed(1)]).toEqual(['49.0', '94.3']);
});

it('shows nothing of fewer than ten, nor of one person with fewer than thirty (check K8)', () => {
  expect(figuresOf([stratum(50, [0, 0, 0, 0, 9])]).satisfaction).toBeNull();
  expect(figuresOf([stratum(50, [0, 0, 0, 0, 29])], 'person').satisfaction).toBeNull();
  expect(figuresOf([stratum(50, [0, 0, 0, 0, 30])], 'person').satisfaction?.n).toBe(30);
});

it('counts complete answers against those asked, and says the mean of ease', () => {
  const one = {
    ...stratum(100, [0, 0, 0, 10, 10]),
    asked: 50,
    complete: 20,
    ease: [1, 2, 3, 4, 0] as Counts,
  };
  const { response_rate, ease } = figuresOf([one]);
  expect(response_rate).toBe(40);
  expect(ease).toMatchObject({ n: 10, mean: 3, percent: 40 });
});

it('weighs each answer by the closed cases it stands for, and shows the raw figure too (check K6)', () => {
  const strata = [stratum(900, [0, 0, 0, 0, 30]), stratum(100, [70, 0, 0, 0, 0], 'b')];
  expect(figuresOf(strata).satisfaction).toMatchObject({ n: 100, percent: 30, weighted: 90 });
});

it('lets the weights add up to the closed cases, whoever answered (check K6)', () => {
  const size = fc.record({
    unit_id: fc.constantFrom('a', 'b', 'c'),
    closed: fc.integer({ min: 1, max: 1000 }),
    answered: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 12 }), (strata) => {
      const weights = weightsOf(strata).reduce((sum, weight) => sum + weight, 0);
      const closed = strata.reduce((sum, one) => sum + one.closed, 0);
      const anybody = strata.some(({ answered }) => answered > 0);
      expect(weights).toBeCloseTo(anybody ? closed : 0, 6);
    }),
  );
});

it('shares the cases of a unit that one channel did not answer for out among its others', () => {
  const strata = [
    { unit_id: 'a', closed: 60, answered: 5 },
    { unit_id: 'a', closed: 40, answered: 0 },
    { unit_id: 'b', closed: 10, answered: 1 },
  ];
  expect(weightsOf(strata)).toEqual([100, 0, 10]);
});

it('tells of works alone whether they last, of ten answers at least and weighed by closings of works', () => {
  const works = (unit_id: string, due: number, { yes = 0, no = 0 }): Stratum => ({
    ...stratum(5000, none, unit_id),
    ...{ lasting_due: due, lasting_asked: due, lasting: { yes, partly: 0, no } },
  });
  const told = figuresOf([works('a', 90, { yes: 30 }), works('b', 10, { no: 30 })]);
  expect(told).toMatchObject({ lasting_due: 100, lasting_asked: 100, satisfaction: null });
  expect(told.lasting).toMatchObject({ n: 60, percent: 50, weighted: 90, insufficient: true });
  expect(figuresOf([works('a', 5000, { yes: 9 })]).lasting).toBeNull();
});

it('hides a second group where one alone is hidden', () => {
  const groups = [60, 20, 5].map((n) => ({ n, figures: figuresOf([stratum(100, [0, 0, 0, 0, n])]) }));
  const told = hideComplements(groups, ({ n }, measure) => (measure === 'satisfaction' ? n : 0));
  expect(told.map(({ figures }) => figures.satisfaction?.n ?? null)).toEqual([60, null, null]);
});
