import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPetitions, imported as petitionOf } from '../../../test/fixtures/import/imported.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { verifyHistories } from '../../queries/verification/verify-histories.ts';
import { runImport, type ImportOptions } from './import-file.ts';
import type { ImportSummary } from './tally.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const SUAC = {
  file: at('packs/cdmx/sample/suac-2024.csv'),
  map: at('packs/cdmx/sample/suac.yaml'),
  city: 'cdmx',
};
const DEFECTS = { ...SUAC, file: at('test/fixtures/import/suac-defects.csv') };
const silent = { note: () => undefined };

let city: OneCity;
let folder: string;
beforeAll(async () => {
  city = await oneCity();
  folder = await mkdtemp(join(tmpdir(), 'atiende-import-'));
});
afterAll(async () => {
  await city.drop();
  await rm(folder, { recursive: true, force: true });
});

const run = (options: ImportOptions): Promise<ImportSummary> => runImport(city.app, options, silent);

const imported = (system: string, id: string) => petitionOf(city.app, system, id);
const counted = () => countPetitions(city.app);

const codesOf = (summary: ImportSummary, line: number) =>
  summary.problems.filter((problem) => problem.line === line).map(({ code, result }) => `${result} ${code}`);

test('a dry run tells what would happen and writes nothing', async () => {
  const summary = await run({ ...SUAC, dry_run: true });
  expect(summary).toMatchObject({ rows: 71, imported: 71, known: 0, rejected: 0, dry_run: true });
  expect(summary.by_stage).toEqual({ in_work: 47, closed: 24 });
  expect(await counted()).toBe(0);
});

test('the SUAC sample comes in whole, and a second run brings in nothing', async () => {
  const summary = await run(SUAC);
  expect(summary).toMatchObject({ rows: 71, imported: 71, rejected: 0, with_warnings: 4 });
  // Latitude without longitude, in four rows.
  expect(summary.by_problem).toEqual({ longitude_missing: 4 });
  expect(summary.problems.map(({ line }) => line)).toEqual([19, 26, 27, 67]);
  expect(summary.by_service).toMatchObject({ otro: 24, cascajo: 5, coladera: 4 });
  expect(await counted()).toBe(71);
  const again = await run(SUAC);
  expect(again).toMatchObject({ rows: 71, imported: 0, known: 71, rejected: 0 });
  expect(await counted()).toBe(71);
});

test('a closed petition has its real dates, its folio of that year and a clock that was met in time', async () => {
  const one = await imported('suac', '2449507');
  const { petition, events, lines } = one;
  expect(petition.folio).toMatch(/^[A-Z0-9]+-2024-\d{6}-[0-9A-Z]$/);
  expect(petition).toMatchObject({
    ...{ stage: 'closed', outcome_code: 'resolved', channel: 'app', zone_code: 'cuauhtemoc' },
    ...{
      received_at: '2024-02-28T18:36:02.000Z',
      filed_on: '2024-02-28',
      closed_at: '2024-03-02T05:59:59.000Z',
    },
    ...{
      neighbourhood: 'Roma Norte',
      address_text: 'C.P. 06700',
      moderation: 'published',
      visibility: 'masked',
    },
    ...{ description: 'DESAZOLVE. Colonia Roma Norte', person_id: null, access_key_hash: null, due_at: null },
  });
  expect(one.unit).toBe('agua-drenaje');
  expect(events.map(({ type }) => type)).toEqual([
    'petition_filed',
    'moderated',
    'assignment_accepted',
    'petition_closed',
  ]);
  expect(events.at(-1)).toMatchObject({ at: '2024-03-02T05:59:59.000Z', payload: { reason: 'imported' } });
  const told = lines.map(({ clock, type, entry }) => [clock, type, (entry as { in_time?: boolean }).in_time]);
  expect(told).toEqual([
    ['accept', 'started', undefined],
    ['reply', 'started', undefined],
    ['resolve', 'started', undefined],
    ['accept', 'stopped', undefined],
    ['reply', 'met', true],
    ['resolve', 'met', true],
  ]);
});

test('one that was closed after its deadline missed it first, and an open one is overdue since then', async () => {
  // Received on Wednesday 28 February 2024: five business days end on 6 March.
  const late = await imported('suac', '2449451');
  expect(late.lines.filter(({ clock }) => clock === 'reply').map(({ type }) => type)).toEqual([
    'started',
    'missed',
    'met',
  ]);
  expect(late.events.find(({ type }) => type === 'clock_missed')).toMatchObject({
    at: '2024-03-07T06:00:00.000Z',
    payload: { clock: 'reply', due_at: '2024-03-07T05:59:59Z' },
  });
  const open = await imported('suac', '2449443');
  expect(open.petition).toMatchObject({
    stage: 'in_work',
    due_at: '2024-03-07T05:59:59.000Z',
    outcome_code: null,
  });
  expect(open.assignments).toMatchObject([{ state: 'accepted', ended_at: null }]);
});

test('what a row does not say is taken from what it does: the borough from the postal code or the channel', async () => {
  expect((await imported('suac', '2449447')).petition).toMatchObject({ zone_code: 'gustavo-a-madero' });
  const told = (await imported('suac', '2449468')).petition;
  expect(told).toMatchObject({ zone_code: 'miguel-hidalgo', latitude: null, longitude: null });
  // -1 is how the SUAC writes that there is no postal code, NA that there is nothing at all.
  expect((await imported('suac', '2449442')).petition).toMatchObject({ address_text: null });
  expect((await imported('suac', '2449448')).petition).toMatchObject({
    zone_code: null,
    neighbourhood: null,
  });
});

test('every known defect of the SUAC is put right or reported with its line and reason', async () => {
  const report = join(folder, 'report.csv');
  const summary = await run({ ...DEFECTS, report });
  expect(summary).toMatchObject({ rows: 16, imported: 9, rejected: 7, known: 0 });
  const told = Object.fromEntries(Array.from({ length: 16 }, (_, n) => [n + 2, codesOf(summary, n + 2)]));
  expect(told).toEqual({
    2: ['warning zone_columns_differ'],
    3: [],
    4: ['warning longitude_missing'],
    5: ['warning point_swapped'],
    6: ['warning point_in_other_zone'],
    7: ['warning point_outside_city'],
    8: ['warning status_not_mapped', 'warning service_not_mapped'],
    9: ['rejected closed_before_received'],
    10: ['rejected id_twice'],
    11: ['rejected received_unreadable'],
    12: ['rejected outside_calendar_coverage'],
    13: ['rejected id_missing'],
    14: ['rejected columns_differ'],
    15: ['rejected quotes'],
    16: ['warning time_unreadable', 'warning not_a_coordinate', 'warning service_not_mapped'],
    17: ['warning closed_without_date', 'warning no_term_in_force'],
  });
  const written = await readFile(report, 'utf8');
  expect(written.split('\n').filter((line) => line !== '')).toHaveLength(summary.problems.length + 1);
  expect(written).toContain('16,9000015,warning,longitud,not_a_coordinate,text,');
  // No value of a row: only what kind of value it was.
  expect(written).not.toContain('HYPERLINK');
  expect(written).toContain('service_not_mapped,formula,');
});

test('the reopened one is open again at its unit with a new round of its clocks', async () => {
  const one = await imported('suac', '9000002');
  expect(one.petition).toMatchObject({
    stage: 'in_work',
    reopened_count: 1,
    outcome_code: null,
    closed_at: null,
  });
  expect(one.events.map(({ type }) => type)).toEqual([
    'petition_filed',
    'moderated',
    'assignment_accepted',
    'petition_closed',
    'closing_contested',
    'clock_missed',
    'clock_missed',
  ]);
  expect(one.assignments.map(({ state }) => state)).toEqual(['finished', 'accepted']);
  expect(one.messages).toMatchObject([{ kind: 'contest', author_kind: 'system' }]);
  // Closed on Tuesday 9 January 2024 and open again: five business days end on the 16th.
  expect(one.petition.reply_due_at).toBe('2024-01-17T05:59:59.000Z');
});

test('points and services are kept as far as they can be trusted', async () => {
  expect((await imported('suac', '9000001')).petition).toMatchObject({
    zone_code: 'coyoacan',
    latitude: 19.336033544302,
  });
  const swapped = await imported('suac', '9000004');
  expect(swapped.petition).toMatchObject({ latitude: 19.421916342171, longitude: -99.163673484422 });
  expect((await imported('suac', '9000005')).petition).toMatchObject({
    zone_code: 'miguel-hidalgo',
    latitude: null,
  });
  expect((await imported('suac', '9000006')).petition).toMatchObject({ latitude: null, longitude: null });
  expect((await imported('suac', '9000007')).petition.source).toMatchObject({
    line: 8,
    service: 'TEMA NUEVO',
  });
  const undated = await imported('suac', '9000016');
  expect(undated.petition).toMatchObject({ stage: 'closed', closed_at: null, due_at: null });
  expect(undated.lines).toEqual([]);
});

test('what came in has sound histories', async () => {
  const verified = await verifyHistories(city.app.database);
  expect(verified.problems).toEqual([]);
  expect(verified.petitions).toBe(80);
});
