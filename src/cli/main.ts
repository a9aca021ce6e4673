import { Command } from 'commander';
import { say } from '../core/language/sentences.ts';
import { note, sayProblem } from './say-problem.ts';
import { speakSpanish } from './speak-spanish.ts';

const program = speakSpanish(new Command('atiende')).description(say('es', 'cli.about')).showHelpAfterError();

/** Commands with a file of their own, read only when they are asked for: `atiende due` needs no database. */
const families: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  due: async () => (await import('./commands/due.ts')).addDueCommand,
  pack: async () => (await import('./commands/pack.ts')).addPackCommands,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  user: async () => (await import('./commands/user.ts')).addUserCommands,
  'api-key': async () => (await import('./commands/api-key.ts')).addKeyCommands,
  signing: async () => (await import('./commands/signing.ts')).addSigningCommands,
  telephony: async () => (await import('./commands/telephony.ts')).addTelephonyCommands,
  demo: async () => (await import('./commands/demo.ts')).addDemoCommands,
  backup: async () => (await import('./commands/backup.ts')).addBackupCommand,
  restore: async () => (await import('./commands/restore.ts')).addRestoreCommand,
  projections: async () => (await import('./commands/projections.ts')).addProjectionsCommand,
  'open-data': async () => (await import('./commands/open-data.ts')).addOpenDataCommands,
  verify: async () => (await import('./commands/verify.ts')).addVerifyCommand,
};
const plain = ['start', 'migrate'];

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
