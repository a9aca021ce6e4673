import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFacts, type MadeFact } from '../../../test/made-facts.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addDays, localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import type { WorkPlace } from './places-of-actor.ts';
import { countsByDay, dueByDay, overdueNow, type ByDay } from './work-counts.ts';

// Half a year of made-up facts in two authorities of two units each; what is told of a place is compared with reading each fact.
const today = '2026-09-17';
const now = '2026-09-17T18:00:00.000Z';
let town: Town;
let city: CityConfiguration;
const facts: MadeFact[] = [];

let seed = 11;
const draw = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

function aFact(): MadeFact {
  const authority = `authority ${draw(2)}`;
  const received_on = addDays(today, -draw(180));
  const after = (days: number): PlainDate | null => {
    const on = addDays(received_on, draw(days));
    return on <= today ? on : null;
  };
  const replied_on = draw(4) > 0 ? after(20) : null;
  // Half of the outcomes come with the reply, as most do.
  const outcome_on = draw(3) > 0 ? (draw(2) === 0 ? replied_on : after(60)) : null;
  const isEnded = draw(6) === 0;
  // A term of hours may end today; one of days ends with its last second.
  const due_on = addDays(today, draw(60) - 30);
  const isByHours = draw(2) === 0;
  const due_at = isByHours
    ? `${due_on}T${draw(2) === 0 ? '16' : '20'}:00:00.000Z`
    : `${due_on}T05:59:59.000Z`;
  const isOpen = outcome_on === null;
  return {
    values: {
      ...{ city: '', authority, unit: `${authority} unit ${draw(2)}`, service: '', kind: '' },
      ...{ channel: '', borough: '', neighbourhood: '' },
    },
    ...{ petition_id: newId(), version: 1, filing_authority: 0, received_on, week_hour: draw(168) },
    ...{ replied_on, reply_days: 1, reply_in_time: true },
    ...{ resolved_on: isEnded ? null : outcome_on, resolve_days: 1, resolve_in_time: true },
    ...{ ended_on: isEnded ? outcome_on : null, ending: isEnded && !isOpen ? 'withdrawn' : null },
    ...{ first_contact: false, reopened: 0, outcome_class: null },
    ...{ latitude: null, longitude: null, precision_m: null },
    ...{ due_at: isOpen ? due_at : null, overdue: isOpen ? [due_on] : [] },
  };
}

beforeAll(async () => {
  town = await aTown();
  for (let n = 0; n < 1_500; n += 1) facts.push(aFact());
  await writeFacts(town, facts);
  city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
});
afterAll(() => town.drop());

const places: readonly WorkPlace[] = [
  { authority_ids: null, unit_ids: null },
  { authority_ids: ['authority 1'], unit_ids: null },
  { authority_ids: ['authority 0', 'authority 1'], unit_ids: null },
  { authority_ids: ['authority 0'], unit_ids: ['authority 0 unit 1'] },
  { authority_ids: ['authority 0', 'authority 1'], unit_ids: ['authority 0 unit 0', 'authority 1 unit 1'] },
  { authority_ids: ['unheard of'], unit_ids: null },
];

const ownOf = ({ authority_ids, unit_ids }: WorkPlace) =>
  facts.filter(
    ({ values }) =>
      (authority_ids === null || authority_ids.includes(values.authority)) &&
      (unit_ids === null || unit_ids.includes(values.unit)),
  );

/** Each once, in order. */
const tallied = (days: readonly PlainDate[]) =>
  [...Map.groupBy(days, (on) => on)].map(([on, own]) => [on, own.length] as const).sort();
const inOrder = (counted: ByDay) => [...counted].sort();

it.each(places)('tells of %o what each fact does', async (place) => {
  const own = ownOf(place);
  const asked = { city, place };
  const [from, to] = [addDays(today, -70), addDays(today, -1)];
  const within = (on: PlainDate | null) => on !== null && on >= from && on <= to;
  const [received, answered, due, overdue] = await town.asSystem((tx) =>
    Promise.all([
      countsByDay(tx, asked, { measure: 'received', from, to }),
      countsByDay(tx, asked, { measure: 'answered', from, to }),
      dueByDay(tx, asked, { now, until: addDays(today, 9) }),
      overdueNow(tx, asked, { today, now }),
    ]),
  );
  expect(inOrder(received)).toEqual(tallied(own.map((fact) => fact.received_on).filter(within)));
  const answers = own.flatMap(({ replied_on, resolved_on, ended_on }) =>
    [...new Set([replied_on, resolved_on, ended_on])].filter((on) => on !== null),
  );
  expect(inOrder(answered)).toEqual(tallied(answers.filter(within)));
  const ends = own.flatMap(({ due_at }) => (due_at === null ? [] : [due_at]));
  const ahead = ends.filter((at) => at >= now).map((at) => localDateOf(at, city.city.time_zone));
  expect(inOrder(due)).toEqual(tallied(ahead.filter((on) => on <= addDays(today, 9))));
  expect(overdue).toBe(ends.filter((at) => at < now).length);
});
