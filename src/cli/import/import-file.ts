import type { App } from '../../actions/app.ts';
import { IMPORT_BATCH, importPetitions } from '../../actions/imports/import-petitions.ts';
import { importTarget, type ImportTarget } from '../../actions/imports/import-target.ts';
import type { PastPetition, RowResult } from '../../actions/imports/past-petition.ts';
import { say, type Language } from '../../core/language/sentences.ts';
import type { Mapping } from './mapping.ts';
import { rowMapper, type MappedRow } from './map-row.ts';
import type { TableRow } from './read-csv.ts';
import { checkMapping, readMapping } from './read-mapping.ts';
import { openTable, type Table } from './read-table.ts';
import { openReport, type Report } from './report.ts';
import { columnOf, reportedRows } from './reported-rows.ts';
import {
  countRejected,
  countSettled,
  countsOf,
  keepProblems,
  startTally,
  summaryOf,
  type ImportSummary,
  type Tally,
} from './tally.ts';

export interface ImportOptions {
  /** A CSV or Excel file. */
  readonly file: string;
  /** The mapping file. */
  readonly map: string;
  /** Code of the city. */
  readonly city: string;
  readonly dry_run?: boolean;
  /** Where the CSV of rejected rows and warnings goes. */
  readonly report?: string | undefined;
  readonly language?: Language;
}

export interface ImportIo {
  /** Progress, a line at a time. */
  readonly note: (line: string) => void;
}

const system = { kind: 'system' } as const;
const PROGRESS_EVERY_MS = 2000;

/**
 * Imports a file of past petitions through a mapping. Every row is imported, known from before, or reported with its
 * line and reason; a dry run finds out the same and writes nothing.
 * @throws MappingUnusable, ImportProblem, Refused('city_unknown'): before anything is written
 */
export async function runImport(app: App, options: ImportOptions, io: ImportIo): Promise<ImportSummary> {
  const language = options.language ?? 'es';
  const target = await importTarget(app, system, { city_code: options.city });
  const read = await readMapping(options.map, language);
  const { mapping } = read;
  const table = await openTable(options.file, mapping.file);
  checkMapping(read, table.headers, { target, language });
  io.note(say(language, 'import.opened', openedAs(options.file, table)));
  const report = options.report === undefined ? null : await openReport(options.report);
  const tally = startTally();
  const run: Run = { app, options, io, language, target, mapping, table, report, tally };
  try {
    await importRows(run);
  } finally {
    await report?.close();
  }
  const { file, city, dry_run = false } = options;
  return summaryOf(tally, { file, city, dry_run, encoding: table.encoding, delimiter: table.delimiter });
}

interface Run {
  readonly app: App;
  readonly options: ImportOptions;
  readonly io: ImportIo;
  readonly language: Language;
  readonly target: ImportTarget;
  readonly mapping: Mapping;
  readonly table: Table;
  readonly report: Report | null;
  readonly tally: Tally;
}

interface Waiting {
  readonly petition: PastPetition;
  readonly mapped: MappedRow;
}

async function importRows(run: Run): Promise<void> {
  const { table, mapping, target, app } = run;
  const map = rowMapper(mapping, table.headers, { target, now: app.now() });
  const first = new Map<string, number>();
  let waiting: Waiting[] = [];
  let told = Date.now();
  for await (const row of table.rows()) {
    const mapped = mapRow(row, map, first);
    run.tally.rows += 1;
    if (mapped.petition === null) await reject(run, row.line, mapped);
    else waiting.push({ petition: mapped.petition, mapped });
    if (waiting.length < IMPORT_BATCH) continue;
    await importBatch(run, waiting);
    waiting = [];
    if (Date.now() - told < PROGRESS_EVERY_MS) continue;
    told = Date.now();
    run.io.note(say(run.language, 'import.progress', countsOf(run.tally)));
  }
  await importBatch(run, waiting);
}

function mapRow(row: TableRow, map: ReturnType<typeof rowMapper>, first: Map<string, number>): MappedRow {
  const defect = (code: string) => [{ column: '', code, value: null, fatal: true }];
  if (row.cells === null) return { source_id: null, petition: null, defects: defect(row.broken) };
  const mapped = map(row.cells, row.line);
  const { source_id } = mapped;
  if (source_id === null) return mapped;
  if (first.has(source_id)) return { source_id, petition: null, defects: defect('id_twice') };
  if (mapped.petition !== null) first.set(source_id, row.line);
  return mapped;
}

async function reject(run: Run, line: number, mapped: MappedRow): Promise<void> {
  // What else was odd about a row that stays out helps nobody.
  const reasons = mapped.defects.filter(({ fatal }) => fatal);
  countRejected(run.tally, reasons);
  await tell(
    run,
    reportedRows(run.language, { line, source_id: mapped.source_id, result: 'rejected' }, reasons),
  );
}

async function importBatch(run: Run, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
  const { app, target, mapping, options } = run;
  const results = await importPetitions(app, system, {
    city_id: target.city_id,
    system: mapping.system,
    rows: waiting.map(({ petition }) => petition),
    dry_run: options.dry_run === true,
  });
  for (const [index, result] of results.entries()) await settle(run, waiting[index]!, result);
}

async function settle(run: Run, { mapped }: Waiting, result: RowResult): Promise<void> {
  const { tally, language, mapping } = run;
  const fatal = result.result === 'rejected';
  const found = result.problems.map(({ field, code }) => {
    return { column: columnOf(mapping, field), code, value: null, fatal };
  });
  const defects = fatal ? found : [...mapped.defects, ...found];
  countSettled(tally, result, defects);
  if (result.result === 'known') return;
  const { line } = result;
  const told = { line, source_id: mapped.source_id, result: fatal ? 'rejected' : 'warning' } as const;
  await tell(run, reportedRows(language, told, defects));
}

async function tell(run: Run, rows: Parameters<Report['add']>[0]): Promise<void> {
  keepProblems(run.tally, rows);
  await run.report?.add(rows);
}

function openedAs(file: string, { format, encoding, delimiter, headers }: Table) {
  const separator = delimiter === '\t' ? 'TAB' : (delimiter ?? '—');
  return { file, format, encoding: encoding ?? '—', delimiter: separator, columns: headers.length };
}
