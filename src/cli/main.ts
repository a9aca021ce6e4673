import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Command } from 'commander';
import { say } from '../core/language/sentences.ts';
import { runDue } from './due.ts';
import { resolvePack } from './packs/resolve-calendar.ts';
import { note, sayProblem } from './say-problem.ts';

const packsDir = join(import.meta.dirname, '..', '..', 'packs');
const program = new Command('atiende').description(say('es', 'cli.about')).showHelpAfterError();

/** Commands with a file of their own, read only when they are asked for: `atiende due` needs no database. */
const families: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  pack: async () => (await import('./commands/pack.ts')).addPackCommands,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  user: async () => (await import('./commands/user.ts')).addUserCommands,
  'api-key': async () => (await import('./commands/api-key.ts')).addKeyCommands,
  signing: async () => (await import('./commands/signing.ts')).addSigningCommands,
  demo: async () => (await import('./commands/demo.ts')).addDemoCommands,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
};
const plain = ['start', 'migrate', 'due'];

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
  .action(async () => {
    const { withSession } = await import('./session.ts');
    await withSession(async () => note(say('es', 'cli.migrated')));
  });

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

/** The one family that was asked for; all of them for help and for what nobody knows. */
async function addFamilies(asked: string | undefined): Promise<void> {
  if (asked !== undefined && plain.includes(asked)) return;
  const names = asked !== undefined && asked in families ? [asked] : Object.keys(families);
  for (const name of names) (await families[name]!())(program);
}

try {
  await addFamilies(process.argv[2]);
  await program.parseAsync();
} catch (problem) {
  sayProblem(problem);
}
