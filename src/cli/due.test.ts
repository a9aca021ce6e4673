import { describe, expect, test } from 'vitest';
import { CO, PACKS } from '../../test/calendars.ts';
import { accepted, refused } from '../core/decision.ts';
import type { Term } from '../core/deadlines/terms.ts';
import { runDue, type PackDeadlines, type ResolvePack } from './due.ts';

const term = (fields: Partial<Term>): Term => ({
  ...{ clock: 'reply', length: 15, unit: 'business_days', counting_rule: 'from_next_business_day' },
  ...{ citation: 'Ley 1755 de 2015, art. 14', valid_from: '2015-06-30' },
  ...fields,
});

const TOWN: PackDeadlines = {
  calendar: CO,
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '08:00', closes: '17:00' })),
  filing_rule: 'next_opening',
  terms: [
    term({ clock: 'accept', length: 1, citation: 'Manual de prueba' }),
    term({}),
    term({ kind: 'information_request', length: 10 }),
    term({ clock: 'breach', length: 72, unit: 'hours', kind: 'data_breach' }),
  ],
  kinds: ['petition', 'information_request', 'data_breach'],
  services: ['bacheo', 'alumbrado'],
};

const resolvePack: ResolvePack = async (pack, authority) => {
  if (pack !== 'pueblo') return refused('unknown_pack', { known: 'pueblo' });
  return authority === 'alcaldia' ? accepted(TOWN) : refused('unknown_authority', { known: 'alcaldia' });
};

async function due(...requests: unknown[]): Promise<Record<string, unknown>[]> {
  const lines = requests.map((request) => (typeof request === 'string' ? request : JSON.stringify(request)));
  const written: string[] = [];
  const push = (line: string) => void written.push(line);
  await runDue(
    (async function* () {
      yield* lines;
    })(),
    push,
    { packsDir: PACKS, resolvePack, language: 'en' },
  );
  expect(written.every((line) => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
  return written.map((line) => JSON.parse(line));
}

describe('by a calendar', () => {
  test('the example of the documentation', async () => {
    const [answer] = await due({ calendar: 'MX', business_days: 5, filed_on: '2026-09-11' });
    expect(answer).toEqual({
      calendar: 'MX',
      time_zone: 'America/Mexico_City',
      filed_on: '2026-09-11',
      business_days: 5,
      due_on: '2026-09-21',
      due_at: '2026-09-22T05:59:59Z',
    });
  });

  test('explained, with every day and why', async () => {
    const [answer] = await due({ calendar: 'MX', business_days: 5, filed_on: '2026-09-11', explain: true });
    const days = answer?.['days'] as { on: string; counted: boolean; why: string; name?: string }[];
    expect(days).toHaveLength(11);
    expect(days.filter((day) => day.counted)).toHaveLength(5);
    expect(days.find(({ on }) => on === '2026-09-16')).toMatchObject({ why: 'holiday', counted: false });
  });

  test.each([
    [{ calendar: 'CO', calendar_days: 30, filed_on: '2026-03-03' }, '2026-04-06'],
    [{ calendar: 'CO', months: 1, filed_on: '2026-01-31' }, '2026-03-02'],
    [{ calendar: 'MX', business_days: 5, filed_on: '2026-09-12' }, '2026-09-21'],
    [{ calendar: 'MX', business_days: 5, filed_at: '2026-09-12T04:30:00Z' }, '2026-09-21'],
    [{ calendar: 'CO', business_days: 15, filed_on: '2026-03-22' }, '2026-04-15'],
    [{ calendar: 'MX', hours: 72, filed_at: '2026-09-12T22:00' }, '2026-09-15'],
    [{ calendar: 'pueblo/alcaldia', business_days: 15, filed_at: '2026-03-22T20:00-05:00' }, '2026-04-16'],
  ])('%o is due on %s', async (request, due_on) => {
    expect((await due(request))[0]).toMatchObject({ due_on });
  });
});

describe('by a pack', () => {
  const ask = { pack: 'pueblo', authority: 'alcaldia', filed_at: '2026-03-22T20:00-05:00' };

  test('each clock that the kind has, from the legal filing', async () => {
    const [answer] = await due({ ...ask, kind: 'petition' });
    expect(answer).toMatchObject({
      received_at: '2026-03-23T01:00:00Z',
      filed_at: '2026-03-24T13:00:00Z',
      filed_on: '2026-03-24',
      moved: true,
      why: 'non_business_day',
      clocks: {
        accept: { due_on: '2026-03-25' },
        reply: { due_on: '2026-04-16', length: 15, citation: 'Ley 1755 de 2015, art. 14' },
      },
    });
    expect(Object.keys(answer?.['clocks'] as object)).toEqual(['accept', 'reply']);
  });

  test('the term of the kind rules, a local time is the authority’s, and hours run from the filing', async () => {
    const local = { ...ask, filed_at: '2026-03-17T10:30' };
    const [information, breach] = await due(
      { ...local, kind: 'information_request' },
      { ...local, kind: 'data_breach', explain: true },
    );
    expect(information).toMatchObject({ moved: false, clocks: { reply: { due_on: '2026-04-01' } } });
    expect(breach).toMatchObject({ clocks: { breach: { due_at: '2026-03-20T15:30:00Z' } } });
  });
});

describe('bad lines', () => {
  test.each([
    ['{"calendar"', 'invalid_json', null],
    ['[1]', 'not_an_object', null],
    ['{}', 'required', 'calendar'],
    [{ calendar: 'MX', business_days: 5, filed_on: '2026-02-30' }, 'not_a_date', 'filed_on'],
    [{ calendar: 'MX', business_days: 5 }, 'one_filing_needed', 'filed_on'],
    [{ calendar: 'MX', filed_on: '2026-02-20' }, 'one_length_needed', 'business_days'],
    [
      { calendar: 'MX', months: 1, business_days: 5, filed_on: '2026-02-20' },
      'one_length_needed',
      'business_days',
    ],
    [{ calendar: 'MX', business_days: 1.5, filed_on: '2026-02-20' }, 'not_a_whole_number', 'business_days'],
    [{ calendar: 'MX', business_days: '5', filed_on: '2026-02-20' }, 'not_a_whole_number', 'business_days'],
    [{ calendar: 'MX', business_days: -1, filed_on: '2026-02-20' }, 'out_of_range', 'business_days'],
    [{ calendar: '../x', business_days: 5, filed_on: '2026-02-20' }, 'unknown_pack', 'calendar'],
    [{ calendar: 'AR', business_days: 5, filed_on: '2026-02-20' }, 'unknown_calendar', 'calendar'],
    [{ calendar: 'MX', business_days: 5, filed_on: '1999-02-20' }, 'outside_calendar_coverage', 'filed_on'],
    [{ pack: 'x', authority: 'a', kind: 'petition', filed_on: '2026-02-20' }, 'unknown_pack', 'pack'],
    [
      { pack: 'pueblo', authority: 'a', kind: 'petition', filed_on: '2026-02-20' },
      'unknown_authority',
      'authority',
    ],
    [{ pack: 'pueblo', authority: 'alcaldia', kind: 'x', filed_on: '2026-02-20' }, 'unknown_kind', 'kind'],
    [
      { pack: 'pueblo', authority: 'alcaldia', kind: 'petition', filed_at: 'ayer' },
      'not_an_instant',
      'filed_at',
    ],
    [{ pack: 'pueblo', authority: 'alcaldia', filed_on: '2026-02-20' }, 'required', 'kind'],
  ])('%o gives %s in %s, said in words', async (line, code, field) => {
    const [answer] = await due(line);
    expect(answer).toMatchObject({ error: { code, field } });
    const { message } = (answer as { error: { message: string } }).error;
    expect(message).toMatch(/\s/);
    expect(message).not.toMatch(/[{}]/);
  });

  test('a name that nobody knows is answered with those that are known, and the id comes back', async () => {
    const ask = { id: [7], pack: 'pueblo', authority: 'alcaldia', kind: 'petition', filed_on: '2026-02-20' };
    const answers = await due(
      { ...ask, pack: 'ciudad' },
      { ...ask, authority: 'x' },
      { ...ask, kind: 'x' },
      { ...ask, service: 'x' },
      { id: [7], calendar: 'XX', months: 1, filed_on: '2026-02-20' },
    );
    expect(answers.map(({ error }) => (error as { known: string[] }).known)).toEqual([
      ['pueblo'],
      ['alcaldia'],
      TOWN.kinds,
      TOWN.services,
      ['MX', 'CO'],
    ]);
    expect(answers.every(({ id }) => JSON.stringify(id) === '[7]')).toBe(true);
  });

  test('a filing before every term of the pack gets no empty answer', async () => {
    const [answer] = await due({
      ...{ pack: 'pueblo', authority: 'alcaldia', kind: 'petition', filed_on: '2012-02-20' },
    });
    expect(answer).toMatchObject({ error: { code: 'no_term_in_force', field: 'kind' } });
  });

  test('the next line is answered all the same, in order, with the id it came with', async () => {
    const good = { calendar: 'MX', business_days: 5, filed_on: '2026-09-11' };
    const answers = await due(
      { ...good, id: 1 },
      'x',
      '',
      { ...good, id: 'dos', filed_on: '1990-01-01' },
      good,
    );
    expect(answers.map(({ id, due_on, error }) => [id, due_on ?? (error as { code: string }).code])).toEqual([
      [1, '2026-09-21'],
      [undefined, 'invalid_json'],
      ['dos', 'outside_calendar_coverage'],
      [undefined, '2026-09-21'],
    ]);
  });
});
