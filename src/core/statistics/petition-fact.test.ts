import { expect, it } from 'vitest';
import { MX } from '../../../test/calendars.ts';
import type { ClockEntry } from '../deadlines/clock-entries.ts';
import { meetClock, pauseClock, restartClock, resumeClock, startClock } from '../deadlines/clock-moves.ts';
import { foldClock } from '../deadlines/clock.ts';
import type { Term } from '../deadlines/terms.ts';
import type { Decision } from '../decision.ts';
import { event, type PetitionEvent } from '../petitions/events.ts';
import { foldFact } from './petition-fact.ts';

const term = (clock: 'reply' | 'resolve', length: number, unit: Term['unit'] = 'business_days'): Term => ({
  ...{ clock, length, unit, counting_rule: 'from_next_business_day', citation: 'Norma de prueba' },
  valid_from: '2020-01-01',
});
/** Ten in the morning in the town. */
const at = (date: string) => `${date}T16:00:00Z`;
const act = (date: string) => ({ at: at(date), calendar: MX });

function taken<T>(decision: Decision<T>): T {
  if (!decision.accepted) throw new Error(decision.code);
  return decision.value;
}

const filed = event('petition_filed', 'public', {
  ...{ kind: 'report', service_id: 'lamp', channel: 'portal', visibility: 'masked', identity: 'named' },
  ...{ authority_id: 'a1', unit_id: 'u1', assignment_id: 'as1', routing: 'rule', filed_on: '2026-04-29' },
  ...{ received_at: at('2026-04-29'), filed_at: at('2026-04-29') },
});
const moved = event('authority_changed', 'public', {
  ...{ assignment_id: 'as1', authority_id: 'a2', unit_id: 'u2', next_assignment_id: 'as2' },
  ...{ reason: 'r', days_used: 1, late: false },
});
const first = event('first_reply_sent', 'public', {
  reply_id: 'r0',
  document_number: '0',
  resolve_due_on: null,
});
const replied = (outcome_class: 'resolved' | 'withdrawn', reply_id = 'r1') =>
  event('reply_sent', 'public', {
    ...{
      reply_id,
      document_number: '1',
      outcome_code: 'o',
      outcome_class,
      corrects_id: null,
      closes_on: null,
    },
  });
const contested = event('closing_contested', 'public', { message_id: 'm', assignment_id: 'as1' });
const closed = (outcome_class: 'resolved' | 'withdrawn' | 'duplicate') =>
  event('petition_closed', 'public', { reason: 'days_passed', outcome_code: 'o', outcome_class });
const asked = event('question_asked', 'citizen', { message_id: 'm1', due_at: 'x', cause: 'clarification' });
const answered = event('question_answered', 'citizen', { message_id: 'm1', channel: null });

const start = (clock: 'reply' | 'resolve', unit?: Term['unit']): ClockEntry[] => [
  startClock({ ...act('2026-04-29'), term: term(clock, 5, unit), day_zero: '2026-04-29', authority: 'a1' }),
];
const met = (entries: ClockEntry[], date: string) => [...entries, taken(meetClock(entries, act(date)))];

function factOf(
  told: readonly (readonly [string, PetitionEvent])[],
  ledgers: Record<string, ClockEntry[]> = {},
) {
  return foldFact({
    history: [[at('2026-04-29'), filed] as const, ...told.map(([date, one]) => [at(date), one] as const)].map(
      ([when, one]) => ({ at: when, event: one }),
    ),
    ledgers: new Map(Object.entries(ledgers)),
    time_zone: 'America/Mexico_City',
    calendar_of: () => MX,
  })!;
}

it('knows what came, when, and nothing more', () => {
  const fact = factOf([], { reply: start('reply'), resolve: start('resolve') });
  // A Wednesday at ten.
  expect(fact).toMatchObject({ received_on: '2026-04-29', week_hour: 58, channel: 'portal', unit_id: 'u1' });
  expect(fact).toMatchObject({ reply: null, resolution: null, ending: null, first_contact: false });
  expect(fact.due_at).toBe(foldClock(start('reply')).due_at);
});

it('counts days as the clock does: without the holiday, and without the wait for the citizen', () => {
  const reply = met(start('reply'), '2026-05-06');
  // 30 April, 4, 5 and 6 May: 1 May is a holiday, 2 and 3 a weekend.
  expect(factOf([['2026-05-06', replied('resolved')]], { reply }).reply).toEqual({
    ...{ on: '2026-05-06', days: 4, in_time: true },
  });
  const paused = [...start('reply'), taken(pauseClock(start('reply'), act('2026-04-30')))];
  const resumed = [...paused, taken(resumeClock(paused, act('2026-05-20')))];
  const told = [
    ['2026-04-30', asked],
    ['2026-05-20', answered],
    ['2026-05-21', replied('resolved')],
  ] as const;
  const waited = factOf(told, { reply: met(resumed, '2026-05-21') });
  expect(waited.reply).toMatchObject({
    days: foldClock(met(resumed, '2026-05-21')).days_used,
    in_time: true,
  });
  expect(waited.reply!.days).toBeLessThan(4);
});

it('counts in business days what the law gives in calendar days', () => {
  const reply = met(start('reply', 'calendar_days'), '2026-05-04');
  expect(factOf([['2026-05-04', first]], { reply }).reply).toMatchObject({ days: 2, in_time: true });
});

it('says that a late reply was late, and of one without a term that nobody knows', () => {
  const late = met(start('reply'), '2026-05-20');
  expect(factOf([['2026-05-20', first]], { reply: late }).reply).toMatchObject({ in_time: false });
  expect(factOf([['2026-05-06', first]]).reply).toEqual({ on: '2026-05-06', days: 4, in_time: null });
});

it('keeps the first reply, and the outcome that stands', () => {
  const resolve = met(start('resolve'), '2026-05-06');
  const again = [
    ...resolve,
    taken(
      restartClock(resolve, {
        ...act('2026-05-07'),
        term: term('resolve', 5),
        day_zero: '2026-05-07',
        authority: 'a1',
      }),
    ),
  ];
  const told = [
    ['2026-04-30', first],
    ['2026-05-06', replied('resolved')],
    ['2026-05-07', contested],
  ] as const;
  expect(factOf(told, { resolve: again })).toMatchObject({
    ...{ reply: { on: '2026-04-30' }, resolution: null, reopened: 1, outcome_class: null },
  });
  const once_more = factOf(
    [...told, ['2026-05-11', replied('resolved', 'r2')], ['2026-05-29', closed('resolved')]],
    {
      resolve: met(again, '2026-05-11'),
    },
  );
  // Four days until the first outcome, two after it was contested.
  expect(once_more.resolution).toEqual({ on: '2026-05-11', days: 6, in_time: true });
  expect(once_more.reply?.on).toBe('2026-04-30');
  expect(once_more.due_at).toBeNull();
});

it('tells what was taken back from what was resolved', () => {
  expect(factOf([['2026-05-06', closed('withdrawn')]])).toMatchObject({
    ...{ resolution: null, ending: { on: '2026-05-06', how: 'withdrawn' }, first_contact: false },
  });
  expect(factOf([['2026-05-06', closed('duplicate')]]).ending).toEqual({
    on: '2026-05-06',
    how: 'duplicate',
  });
  const late = factOf([
    ['2026-05-06', replied('resolved')],
    ['2026-05-12', closed('withdrawn')],
  ]);
  expect(late).toMatchObject({ resolution: null, ending: { on: '2026-05-12', how: 'withdrawn' } });
});

it('is of the first contact only on its day, where it came and unasked', () => {
  expect(factOf([['2026-04-29', replied('resolved')]]).first_contact).toBe(true);
  expect(factOf([['2026-04-30', replied('resolved')]]).first_contact).toBe(false);
  const elsewhere = factOf([
    ['2026-04-29', moved],
    ['2026-04-29', replied('resolved')],
  ]);
  expect(elsewhere).toMatchObject({ first_contact: false, authority_id: 'a2', filing_authority_id: 'a1' });
});

it('makes nothing of a history that is damaged', () => {
  const sources = { ledgers: new Map(), time_zone: 'America/Mexico_City', calendar_of: () => MX };
  expect(foldFact({ ...sources, history: [] })).toBeNull();
  expect(foldFact({ ...sources, history: [{ at: at('2026-04-29'), event: contested }] })).toBeNull();
});
