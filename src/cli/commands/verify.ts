import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Refused } from '../../actions/refused.ts';
import { say } from '../../core/language/sentences.ts';
import { verifyHistories } from '../../queries/verification/verify-histories.ts';
import type { NotedRoot } from '../../queries/verification/verify-seals.ts';
import { note } from '../say-problem.ts';
import { withSession } from '../session.ts';

/** `atiende verify`: exit code 1 when anything differs. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(say('es', 'cli.verify.about'))
    .option('--json', say('es', 'cli.json'))
    .option('--noted <file>', say('es', 'cli.verify.noted'))
    .action(async (options: { json?: boolean; noted?: string }) =>
      withSession(async ({ app }) => {
        const found = await verifyHistories(app.database, {
          noted_roots: options.noted === undefined ? [] : await readNotedRoots(options.noted),
          on_progress: ({ petitions, events }) => {
            if (process.stderr.isTTY) process.stderr.write(`\r${petitions} · ${events} `);
          },
        });
        const { petitions, events, seals, problems } = found;
        if (process.stderr.isTTY) note('');
        if (problems.length > 0) process.exitCode = 1;
        if (options.json) {
          process.stdout.write(`${JSON.stringify(found)}\n`);
          return;
        }
        if (problems.length === 0) note(say('es', 'cli.verify.right', { petitions, events, seals }));
        else note(say('es', 'cli.verify.wrong', { count: problems.length }));
        for (const problem of problems) process.stdout.write(`${JSON.stringify(problem)}\n`);
      }),
    );
}

/** The `newest_roots` of an earlier `atiende verify --json`, kept elsewhere. */
async function readNotedRoots(file: string): Promise<NotedRoot[]> {
  const noted = JSON.parse(await readFile(file, 'utf8')) as { newest_roots?: NotedRoot[] };
  if (!Array.isArray(noted.newest_roots)) throw new Refused('invalid_input', {}, { noted: 'invalid' });
  return noted.newest_roots;
}
