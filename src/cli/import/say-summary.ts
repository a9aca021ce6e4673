import { say, sayCode, type Language, type SentenceKey } from '../../core/language/sentences.ts';
import { ImportProblem } from './import-problem.ts';
import { describeMappingProblem, type MappingUnusable } from './read-mapping.ts';
import { describeRow } from './report.ts';
import type { ImportSummary } from './tally.ts';

const ROWS_SHOWN = 50;
const COUNTS_SHOWN = 20;

/** What an import did, line by line, for the person at the terminal. */
export function saySummary(
  language: Language,
  summary: ImportSummary,
  { report }: { report?: string | undefined } = {},
): string[] {
  const { rows, imported, known, rejected, with_warnings, problems } = summary;
  const shown = report === undefined ? problems.slice(0, ROWS_SHOWN) : [];
  const more = problems.length - shown.length + summary.problems_left_out;
  const end =
    report === undefined
      ? more > 0
        ? [say(language, 'import.more', { count: more })]
        : []
      : [say(language, 'import.reported', { file: report })];
  const head = summary.dry_run ? 'import.would' : 'import.done';
  return [
    ...shown.map((row) => describeRow(language, row)),
    ...end,
    ...counted(language, 'stage', summary.by_stage),
    ...counted(language, 'service', summary.by_service),
    ...counted(language, 'unit', summary.by_unit),
    ...counted(language, 'problem', summary.by_problem),
    say(language, head, { rows, imported, known, rejected, with_warnings }),
  ];
}

/** Why nothing could be done at all. */
export function sayStop(language: Language, problem: ImportProblem | MappingUnusable): string[] {
  if (problem instanceof ImportProblem) {
    return [sayCode(language, 'import.stop', problem.code, problem.values) ?? problem.code];
  }
  return problem.problems.map(describeMappingProblem);
}

function counted(
  language: Language,
  by: 'stage' | 'service' | 'unit' | 'problem',
  counts: Readonly<Record<string, number>>,
): string[] {
  const entries = Object.entries(counts);
  if (entries.length === 0) return [];
  const told = entries
    .slice(0, COUNTS_SHOWN)
    .map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  const rest = entries.length - COUNTS_SHOWN;
  const title = say(language, `import.by.${by}` as SentenceKey);
  return [`${title}:`, ...told, ...(rest > 0 ? [`  … ${rest}`] : [])];
}
