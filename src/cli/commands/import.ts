import type { Command } from 'commander';
import { importTarget } from '../../actions/imports/import-target.ts';
import { say } from '../../core/language/sentences.ts';
import { runImport } from '../import/import-file.ts';
import { ImportProblem } from '../import/import-problem.ts';
import { proposeMapping } from '../import/propose-mapping.ts';
import { MappingUnusable } from '../import/read-mapping.ts';
import { sayStop, saySummary } from '../import/say-summary.ts';
import { note } from '../say-problem.ts';
import { withSession } from '../session.ts';

interface Options {
  readonly map?: string;
  readonly city?: string;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly json?: boolean;
  readonly propose?: boolean;
}

/** `atiende import <file>`: exit code 0 when every row came in, 2 when some stayed out, 1 when nothing could be done. */
export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description(say('es', 'cli.import.about'))
    .option('--map <mapping.yaml>', say('es', 'import.options.map'))
    .option('--city <code>', say('es', 'import.options.city'))
    .option('--dry-run', say('es', 'import.options.dry_run'))
    .option('--report <out.csv>', say('es', 'import.options.report'))
    .option('--json', say('es', 'cli.json'))
    .option('--propose', say('es', 'import.options.propose'))
    .action(async (file: string, options: Options) => {
      try {
        await (options.propose ? propose(file, options) : bringIn(file, options));
      } catch (problem) {
        if (!(problem instanceof ImportProblem) && !(problem instanceof MappingUnusable)) throw problem;
        for (const line of sayStop('es', problem)) note(line);
        process.exitCode = 1;
      }
    });
}

/** With a city its names are matched too; without one no database is needed. */
async function propose(file: string, { city }: Options): Promise<void> {
  if (city === undefined) {
    process.stdout.write(await proposeMapping(file, { language: 'es', target: null }));
    return;
  }
  await withSession(async ({ app }) => {
    const target = await importTarget(app, { kind: 'system' }, { city_code: city });
    process.stdout.write(await proposeMapping(file, { language: 'es', target }));
  });
}

async function bringIn(file: string, options: Options): Promise<void> {
  const { map, city, report, json } = options;
  if (map === undefined || city === undefined) {
    note(say('es', 'import.need.map_and_city'));
    process.exitCode = 1;
    return;
  }
  await withSession(async ({ app }) => {
    const summary = await runImport(
      app,
      { file, map, city, report, dry_run: options.dryRun === true },
      { note },
    );
    if (json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
    for (const line of saySummary('es', summary, { report })) note(line);
    if (summary.rejected > 0) process.exitCode = 2;
  });
}
