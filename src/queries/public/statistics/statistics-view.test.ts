import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFacts, type MadeFact } from '../../../../test/made-facts.ts';
import { aTown, type Town } from '../../../../test/town.ts';
import { addDays } from '../../../core/deadlines/plain-date.ts';
import { dimensions } from '../../../core/statistics/cells.ts';
import { yearBefore } from '../../../core/statistics/period.ts';
import { newId } from '../../../store/ids.ts';
import type { Filter, Filters } from './asked.ts';
import { statisticsView } from './statistics-view.ts';

// Two years of made-up facts; every question is answered from the counts and compared with one that reads each fact.
let town: Town;
const facts: MadeFact[] = [];
const today = '2026-09-17';
const now = '2026-09-17T18:00:00.000Z';

let seed = 7;
const draw = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

function aFact(): MadeFact {
  const authority = `authority ${draw(3)}`;
  const received_on = addDays('2024-09-01', draw(747));
  const after = (days: number) => {
    const on = addDays(received_on, draw(days));
    return on <= today ? on : null;
  };
  const end = draw(10);
  const replied_on = draw(4) > 0 ? after(30) : null;
  const resolved_on = end < 7 ? after(80) : null;
  const ended_on = end === 7 ? after(20) : null;
  return {
    values: {
      ...{ city: '', authority, unit: `${authority} unit ${draw(2)}`, service: `service ${draw(4)}` },
      ...{ kind: `kind ${draw(2)}`, channel: `channel ${draw(3)}`, borough: `borough ${draw(3)}` },
      neighbourhood: `neighbourhood ${draw(9)}`,
    },
    ...{ petition_id: newId(), version: 1, filing_authority: 0, received_on, week_hour: draw(168) },
    ...{ replied_on, reply_days: draw(15), reply_in_time: [true, false, null][draw(3)]! },
    ...{ resolved_on, resolve_days: draw(20) === 0 ? null : draw(50), resolve_in_time: draw(3) > 0 },
    ...{ ended_on, ending: ended_on === null ? null : draw(2) === 0 ? 'withdrawn' : 'duplicate' },
    ...{ first_contact: draw(5) === 0, reopened: 0, outcome_class: null },
    ...{ latitude: null, longitude: null, precision_m: null },
    ...dueOf(received_on, resolved_on ?? ended_on),
  };
}

/** Overdue once or twice, at the end of most of the days between; of what is open, the last without an end. */
function dueOf(received_on: string, outcome_on: string | null): Pick<MadeFact, 'due_at' | 'overdue'> {
  const first = addDays(received_on, 1 + draw(40));
  const sent = addDays(first, 1 + draw(9));
  const earlier = draw(3) === 0 && sent <= today ? [first, sent] : [];
  const next = addDays(earlier[1] ?? first, draw(3) * 20);
  const cut = earlier.filter((day) => outcome_on === null || day < outcome_on);
  if (cut.length === 1) cut.push(outcome_on!);
  if (outcome_on !== null)
    return { due_at: null, overdue: next < outcome_on ? [...cut, next, outcome_on] : cut };
  if (draw(5) === 0) return { due_at: null, overdue: cut };
  // A term of days ends with its last second; one of hours on the day itself, some before noon and some after.
  const at = draw(2) === 0 ? `${next}T05:59:59.000Z` : `${next}T${draw(2) === 0 ? '16' : '20'}:00:00.000Z`;
  return { due_at: at, overdue: [...cut, next] };
}

const overdueAt = (own: readonly MadeFact[], on: string): number =>
  own.filter(({ overdue }) => overdue.filter((day) => day <= on).length % 2 === 1).length;

beforeAll(async () => {
  town = await aTown();
  for (let n = 0; n < 3_000; n += 1) facts.push(aFact());
  await writeFacts(town, facts);
});
afterAll(() => town.drop());

const disc = (days: readonly (number | null)[], share: number): number | null => {
  const sorted = days.filter((one) => one !== null).sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share - 1e-9) - 1] ?? null;
};
const share = (part: number, all: number) => (all === 0 ? null : part / all);

/** What the view should say, by looking at each fact. */
function figuresByHand(own: readonly MadeFact[], { from, to }: { from: string; to: string }) {
  const within = (on: string | null) => on !== null && on >= from && on <= to;
  const replied = own.filter((fact) => within(fact.replied_on));
  const resolved = own.filter((fact) => within(fact.resolved_on));
  const ended = own.filter((fact) => within(fact.ended_on));
  const timed = (list: readonly MadeFact[], what: 'reply_in_time' | 'resolve_in_time') =>
    share(
      list.filter((fact) => fact[what] === true).length,
      list.filter((fact) => fact[what] !== null).length,
    );
  const reply_days = replied.map((fact) => fact.reply_days);
  const resolve_days = resolved.map((fact) => fact.resolve_days);
  return {
    ...{ received: own.filter((fact) => within(fact.received_on)).length, replied: replied.length },
    ...{ resolved: resolved.length, withdrawn: ended.filter(({ ending }) => ending === 'withdrawn').length },
    duplicates: ended.filter(({ ending }) => ending === 'duplicate').length,
    share_replied_in_time: timed(replied, 'reply_in_time'),
    share_resolved_in_time: timed(resolved, 'resolve_in_time'),
    share_first_contact: share(resolved.filter((fact) => fact.first_contact).length, resolved.length),
    ...{ reply_median: disc(reply_days, 0.5), reply_p90: disc(reply_days, 0.9) },
    ...{ resolve_median: disc(resolve_days, 0.5), resolve_p90: disc(resolve_days, 0.9) },
  };
}

const isOpen = ({ resolved_on, ended_on }: MadeFact) => resolved_on === null && ended_on === null;
const openAt = (own: readonly MadeFact[], on: string) =>
  own.filter(
    (fact) =>
      fact.received_on <= on &&
      !(fact.resolved_on !== null && fact.resolved_on <= on) &&
      !(fact.ended_on !== null && fact.ended_on <= on),
  ).length;

const valueOf = (name: Filter): string => facts[draw(facts.length)]!.values[name];
const filterNames = dimensions.filter((name): name is Filter => name !== 'city');

function aQuestion() {
  const filters: Partial<Record<Filter, string>> = {};
  for (let n = draw(4); n > 0; n -= 1) {
    const name = filterNames[draw(filterNames.length)]!;
    filters[name] = valueOf(name);
  }
  const from =
    draw(2) === 0 ? `${addDays('2024-09-01', draw(700)).slice(0, 7)}-01` : addDays('2024-09-01', draw(700));
  const to = draw(4) === 0 ? today : addDays(from, draw(500));
  const by = draw(3) === 0 ? null : filterNames[draw(filterNames.length)]!;
  return { period: { from, to: to > today ? today : to }, filters: filters as Filters, by };
}

it('answers every question as reading each fact does', { timeout: 120_000 }, async () => {
  for (let n = 0; n < 250; n += 1) {
    const { period, filters, by } = aQuestion();
    const asked = JSON.stringify({ n, period, filters, by });
    const view = await statisticsView(town.app.database, {
      city_id: town.city_id,
      period,
      filters,
      by,
      today,
      now,
    });
    const own = facts.filter(({ values }) =>
      Object.entries(filters).every(([name, value]) => values[name as Filter] === value),
    );
    expect({ asked, ...view.figures }).toEqual({ asked, ...figuresByHand(own, period) });
    expect([asked, view.queue.open]).toEqual([asked, own.filter(isOpen).length]);
    const late = own.filter((fact) => isOpen(fact) && fact.due_at !== null && fact.due_at < now);
    expect([asked, view.queue.overdue]).toEqual([asked, late.length]);
    const at_end = {
      open: openAt(own, period.to),
      overdue: period.to < today ? overdueAt(own, period.to) : late.length,
    };
    expect({ asked, ...view.at_end }).toEqual({ asked, ...at_end });
    const earlier = yearBefore(period);
    expect({ asked, ...view.year_before }).toEqual({ asked, ...figuresByHand(own, earlier) });
    expect([asked, view.at_end_before.open]).toEqual([asked, openAt(own, earlier.to)]);
    expect([asked, view.at_end_before.overdue]).toEqual([asked, overdueAt(own, earlier.to)]);
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    expect([asked, sum(view.queue.ages)]).toEqual([asked, view.queue.open]);
    expect([asked, sum(view.hours)]).toEqual([asked, view.figures.received]);
    expect([asked, sum(view.series.map(({ received }) => received))]).toEqual([asked, view.figures.received]);
    expect([asked, sum(view.series.map(({ resolved }) => resolved))]).toEqual([asked, view.figures.resolved]);
    expect([asked, sum(view.series.map((point) => point.received_before))]).toEqual([
      asked,
      view.year_before.received,
    ]);
    if (by === null) expect(view.rows.size).toBe(0);
    for (const [value, row] of view.rows) {
      const part = own.filter(({ values }) => values[by!] === value);
      expect({ asked, value, ...row.figures }).toEqual({ asked, value, ...figuresByHand(part, period) });
      expect([asked, value, row.queue.open]).toEqual([asked, value, part.filter(isOpen).length]);
      const late_part = part.filter((fact) => late.includes(fact)).length;
      expect([asked, value, row.queue.overdue]).toEqual([asked, value, late_part]);
    }
  }
});

it('knows nothing of what nobody ever asked for', async () => {
  const period = { from: '2026-01-01', to: today };
  const filters = { channel: 'carrier pigeon' };
  const view = await statisticsView(town.app.database, {
    city_id: town.city_id,
    period,
    filters,
    by: 'service',
    today,
    now,
  });
  expect(view.figures).toMatchObject({
    received: 0,
    resolved: 0,
    reply_median: null,
    share_first_contact: null,
  });
  expect(view.rows.size).toBe(0);
});
