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
        const began = performance.now();
        const rate = (events: number) =>
          Math.round(events / Math.max(0.001, (performance.now() - began) / 1000));
        const found = await verifyHistories(app.database, {
          noted_roots: options.noted === undefined ? [] : await readNotedRoots(options.noted),
          on_progress: ({ petitions, events, seals }) => {
            if (!process.stderr.isTTY) return;
            const told = { petitions, events, seals, rate: rate(events) };
            process.stderr.write(`\r${say('es', 'cli.verify.progress', told)} `);
          },
        });
        const { petitions, events, seals, problems, problem_count } = found;
        const per_second = rate(events);
        if (process.stderr.isTTY) note('');
        if (problem_count > 0) process.exitCode = 1;
        if (options.json) {
          process.stdout.write(`${JSON.stringify(found)}\n`);
          return;
        }
        if (problem_count === 0)
          note(say('es', 'cli.verify.right', { petitions, events, seals, rate: per_second }));
        else note(say('es', 'cli.verify.wrong', { count: problem_count }));
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
