import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { PackClash } from '../../actions/packs/check-clashes.ts';
import type { PackDocument } from '../../actions/packs/pack-document.ts';
import { readPack, savePack } from '../../actions/packs/save-pack.ts';
import { Refused } from '../../actions/refused.ts';
import { say } from '../../core/language/sentences.ts';
import { StartProblem } from '../../start/start-problem.ts';
import { describeProblem, readPackFolder, type FileProblem } from '../packs/read-pack-folder.ts';
import { writePackFolder } from '../packs/write-pack-folder.ts';
import { note } from '../say-problem.ts';
import { withSession } from '../session.ts';

const system = { kind: 'system' } as const;

/** `atiende pack load|export|check` */
export function addPackCommands(program: Command): void {
  const pack = program.command('pack').description(say('es', 'cli.pack.about'));
  pack
    .command('check <folder>')
    .description(say('es', 'cli.pack.check'))
    .action(async (folder: string) => {
      const pack = await readOrSay(folder);
      if (pack === null) return;
      const { services, authorities } = pack.document;
      note(say('es', 'cli.pack.right', { services: services.length, authorities: authorities.length }));
    });
  pack
    .command('load <folder>')
    .description(say('es', 'cli.pack.load'))
    .action(async (folder: string) => {
      const pack = await readOrSay(folder);
      if (pack === null) return;
      const { document, locate } = pack;
      await withSession(async ({ app }) => {
        const result = await savePack(app, system, { document, is_demo: false }).catch((problem: unknown) => {
          if (!(problem instanceof PackClash)) throw problem;
          sayProblems(problem.problems.map(locate));
          return null;
        });
        if (result === null) return;
        const { created, updated, retired, unchanged, kept } = result;
        note(say('es', 'cli.pack.loaded', { created, updated, retired, unchanged, kept }));
      });
    });
  pack
    .command('export <city> [folder]')
    .description(say('es', 'cli.pack.export'))
    .option('--json', say('es', 'cli.json'))
    .action(async (city: string, folder: string | undefined, options: { json?: boolean }) =>
      withSession(async ({ app }) => {
        const document = await readPack(app, system, { city_code: city });
        if (document === null) throw new Refused('city_unknown');
        if (options.json) {
          process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
          return;
        }
        const into = resolve(folder ?? join('packs', basename(city)));
        await writeOrSay(into, document);
      }),
    );
}

async function readOrSay(folder: string) {
  const reading = await readPackFolder(resolve(folder));
  if (reading.ok) return reading;
  sayProblems(reading.problems);
  return null;
}

async function writeOrSay(folder: string, document: PackDocument): Promise<void> {
  try {
    await writePackFolder(folder, document);
    note(say('es', 'cli.pack.exported', { folder }));
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === undefined || problem instanceof StartProblem) throw problem;
    note(say('es', 'cli.pack.not_written', { folder, problem: code }));
    process.exitCode = 1;
  }
}

function sayProblems(problems: readonly FileProblem[]): void {
  for (const problem of problems) note(describeProblem(problem));
  note(say('es', 'cli.pack.wrong', { count: problems.length }));
  process.exitCode = 1;
}
