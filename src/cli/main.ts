import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Command } from 'commander';
import { say } from '../core/language/sentences.ts';
import { addDemoCommands } from './commands/demo.ts';
import { addImportCommand } from './commands/import.ts';
import { addKeyCommands } from './commands/api-key.ts';
import { addPackCommands } from './commands/pack.ts';
import { addUserCommands } from './commands/user.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { runDue } from './due.ts';
import { resolvePack } from './packs/resolve-calendar.ts';
import { note, sayProblem, withSession } from './session.ts';

const packsDir = join(import.meta.dirname, '..', '..', 'packs');
const program = new Command('atiende').description(say('es', 'cli.about')).showHelpAfterError();

program
  .command('start')
  .description(say('es', 'cli.start'))
  .action(async () => {
    const { start } = await import('../main.ts');
    await start();
  });

program
  .command('migrate')
  .description(say('es', 'cli.migrate'))
  .action(() => withSession(async () => note(say('es', 'cli.migrated'))));

program
  .command('due')
  .description(say('es', 'cli.due'))
  .action(async () => {
    const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
    const write = (line: string) => void process.stdout.write(`${line}\n`);
    const byPack = (pack: string, authority: string) => resolvePack(packsDir, pack, authority);
    const { errors } = await runDue(lines, write, { packsDir, resolvePack: byPack, language: 'es' });
    if (errors > 0) process.exitCode = 2;
  });

addPackCommands(program);
addImportCommand(program);
addUserCommands(program);
addKeyCommands(program);
addDemoCommands(program);
addVerifyCommand(program);

try {
  await program.parseAsync();
} catch (problem) {
  sayProblem(problem);
}
