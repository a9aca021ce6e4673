import type { RowResult } from '../../actions/imports/past-petition.ts';
import type { Defect } from './map-row.ts';
import type { ReportedRow } from './report.ts';

/** What an import did, or would do. Field names are part of `--json`. */
export interface ImportSummary {
  readonly file: string;
  readonly city: string;
  readonly dry_run: boolean;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly rows: number;
  readonly imported: number;
  /** Came in with an earlier run. */
  readonly known: number;
  readonly rejected: number;
  /** Imported rows that lost something or were put right. */
  readonly with_warnings: number;
  readonly by_service: Readonly<Record<string, number>>;
  readonly by_unit: Readonly<Record<string, number>>;
  readonly by_stage: Readonly<Record<string, number>>;
  readonly by_problem: Readonly<Record<string, number>>;
  /** The first of them; the report has all. */
  readonly problems: readonly ReportedRow[];
  readonly problems_left_out: number;
}

const PROBLEMS_KEPT = 1000;

type Counts = Map<string, number>;

/** Counts as rows go by. */
export interface Tally {
  rows: number;
  imported: number;
  known: number;
  rejected: number;
  with_warnings: number;
  problems_left_out: number;
  readonly problems: ReportedRow[];
  readonly by: { service: Counts; unit: Counts; stage: Counts; problem: Counts };
}

export function startTally(): Tally {
  const zero = { rows: 0, imported: 0, known: 0, rejected: 0, with_warnings: 0, problems_left_out: 0 };
  return {
    ...zero,
    problems: [],
    by: { service: new Map(), unit: new Map(), stage: new Map(), problem: new Map() },
  };
}

export function countRejected(tally: Tally, defects: readonly Defect[]): void {
  tally.rejected += 1;
  for (const { code } of defects) add(tally.by.problem, code);
}

export function countSettled(tally: Tally, result: RowResult, defects: readonly Defect[]): void {
  if (result.result === 'known') tally.known += 1;
  else if (result.result === 'rejected') countRejected(tally, defects);
  else {
    tally.imported += 1;
    if (defects.length > 0) tally.with_warnings += 1;
    for (const { code } of defects) add(tally.by.problem, code);
    add(tally.by.service, result.service);
    add(tally.by.unit, result.unit ?? '');
    add(tally.by.stage, result.stage);
  }
}

/** Keeps the first for the summary; the report has all. */
export function keepProblems(tally: Tally, rows: readonly ReportedRow[]): void {
  const room = Math.max(0, PROBLEMS_KEPT - tally.problems.length);
  tally.problems.push(...rows.slice(0, room));
  tally.problems_left_out += Math.max(0, rows.length - room);
}

export function countsOf({ rows, imported, known, rejected }: Tally) {
  return { rows, imported, known, rejected };
}

export function summaryOf(
  tally: Tally,
  given: Pick<ImportSummary, 'file' | 'city' | 'dry_run' | 'encoding' | 'delimiter'>,
): ImportSummary {
  const { by, problems, problems_left_out, with_warnings } = tally;
  return {
    ...given,
    ...countsOf(tally),
    with_warnings,
    by_service: sorted(by.service),
    by_unit: sorted(by.unit),
    by_stage: sorted(by.stage),
    by_problem: sorted(by.problem),
    problems,
    problems_left_out,
  };
}

function add(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The most first. */
function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}
