import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calledAs, estimatedMinutes, nextTicket, orderOfCalls, type Waiting } from './next-ticket.ts';

const minute = (n: number) =>
  `2026-04-29T${String(10 + Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00.000Z`;
const now = minute(300);
const came = (id: string, at: number, more: Partial<Waiting> = {}): Waiting => ({
  ...{ id, taken_at: minute(at), appointment_at: null, has_priority: false, ...more },
});
const order = (waiting: readonly Waiting[], in_a_row = 2) =>
  orderOfCalls(waiting, { now, in_a_row, recent: [] }).map(({ id }) => id);

describe('who has the turn', () => {
  it('calls priority first, and an ordinary number after two of them in a row', () => {
    const priority = { has_priority: true };
    const waiting = [came('o1', 1), came('o2', 2), ...[3, 4, 5].map((n) => came(`p${n}`, n, priority))];
    expect(order(waiting)).toEqual(['p3', 'p4', 'o1', 'p5', 'o2']);
  });

  it('calls an appointment at its hour, and before it only where nobody else waits', () => {
    const [due, later] = [
      came('due', 0, { appointment_at: minute(300) }),
      came('later', 0, { appointment_at: minute(301) }),
    ];
    expect(order([came('o1', 1), later, due])).toEqual(['due', 'o1', 'later']);
  });

  it('remembers how those before were called', () => {
    const waiting = [came('o', 2), came('p', 3, { has_priority: true })];
    const next = (recent: readonly ('priority' | 'ordinary')[]) =>
      nextTicket(waiting, { now, in_a_row: 2, recent })!.id;
    expect(next(['priority'])).toBe('p');
    expect(next(['priority', 'priority'])).toBe('o');
    expect(next(['ordinary', 'priority', 'priority'])).toBe('p');
  });

  it('finds nobody where nobody waits', () => {
    expect(nextTicket([], { now, in_a_row: 2, recent: [] })).toBeNull();
  });
});

const somebody = fc.record({
  at: fc.integer({ min: 0, max: 299 }),
  has_priority: fc.boolean(),
  appointment: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 3 }),
});
const crowd = fc
  .array(somebody, { maxLength: 60 })
  .map((all) =>
    all.map(({ at, has_priority, appointment }, n) =>
      came(`${n}`, at, { has_priority, appointment_at: appointment === null ? null : minute(appointment) }),
    ),
  );
const inARow = fc.integer({ min: 1, max: 4 });

describe('whoever comes', () => {
  it('calls everybody once, whatever the order in which they stand in the list', () => {
    fc.assert(
      fc.property(crowd, inARow, (waiting, in_a_row) => {
        const called = order(waiting, in_a_row);
        expect([...called].sort()).toEqual(waiting.map(({ id }) => id).sort());
        expect(order([...waiting].reverse(), in_a_row)).toEqual(called);
      }),
    );
  });

  it('keeps the order of each kind', () => {
    fc.assert(
      fc.property(crowd, inARow, (waiting, in_a_row) => {
        const called = orderOfCalls(waiting, { now, in_a_row, recent: [] });
        for (const kind of ['appointment', 'priority', 'ordinary']) {
          const since = called
            .filter((one) => calledAs(one) === kind)
            .map((one) => one.appointment_at ?? one.taken_at);
          expect(since).toEqual([...since].sort());
        }
      }),
    );
  });

  it('never calls more of one kind in a row than allowed while others wait', () => {
    fc.assert(
      fc.property(crowd, inARow, (waiting, in_a_row) => {
        const kinds = orderOfCalls(waiting, { now, in_a_row, recent: [] }).map(calledAs);
        let appointments = 0;
        let priorities = 0;
        for (const [at, kind] of kinds.entries()) {
          const after = kinds.slice(at);
          appointments = kind === 'appointment' ? appointments + 1 : 0;
          if (kind !== 'appointment') priorities = kind === 'priority' ? priorities + 1 : 0;
          if (after.some((one) => one !== 'appointment')) expect(appointments).toBeLessThanOrEqual(in_a_row);
          if (after.includes('ordinary')) expect(priorities).toBeLessThanOrEqual(in_a_row);
        }
      }),
    );
  });

  it('lets nobody wait for ever, though people with priority and appointments never cease to come', () => {
    fc.assert(
      fc.property(inARow, fc.integer({ min: 1, max: 8 }), (in_a_row, before) => {
        // `before` ordinary people stand before the one we look at; at each call more of the others come.
        let waiting: Waiting[] = Array.from({ length: before + 1 }, (_, n) => came(`o${n}`, n));
        let recent: ReturnType<typeof calledAs>[] = [];
        let calls = 0;
        while (waiting.some(({ id }) => id === `o${before}`)) {
          calls += 1;
          waiting.push(came(`p${calls}`, 20, { has_priority: true }));
          waiting.push(came(`a${calls}`, 20, { appointment_at: minute(21) }));
          const next = nextTicket(waiting, { now, in_a_row, recent })!;
          waiting = waiting.filter((one) => one !== next);
          recent = [calledAs(next), ...recent];
        }
        expect(calls).toBeLessThanOrEqual((before + 1) * (in_a_row + 1) ** 2);
      }),
    );
  });
});

it('estimates by those before and the counters that attend', () => {
  expect(estimatedMinutes([], 0)).toBe(0);
  expect(estimatedMinutes([6, 6, 4], 1)).toBe(16);
  expect(estimatedMinutes([6, 6, 4], 3)).toBe(6);
});
