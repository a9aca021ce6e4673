import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { letGoOfFiles } from '../../actions/files/let-go.ts';
import { say } from '../../core/language/sentences.ts';
import { purgeDemo } from '../../store/purge-demo.ts';
import { demoPasswordFile } from '../../start/demo-password.ts';
import { note } from '../say-problem.ts';
import { withSession } from '../session.ts';

/** `atiende demo leave`: from a demonstration to an installation of one's own. */
export function addDemoCommands(program: Command): void {
  const demo = program.command('demo').description(say('es', 'cli.demo.about'));
  demo
    .command('leave')
    .description(say('es', 'cli.demo.leave'))
    .option('--yes', say('es', 'cli.demo.yes'))
    .action(async (options: { yes?: boolean }) =>
      withSession(async ({ app, connection, config, installation }) => {
        if (!installation.is_demo) {
          note(say('es', 'cli.demo.not_demo'));
          return;
        }
        if (!options.yes) {
          note(say('es', 'cli.demo.confirm'));
          process.exitCode = 1;
          return;
        }
        const files = await purgeDemo(connection.owner_url);
        await letGoOfFiles(app, files);
        await rm(demoPasswordFile(config.data_directory), { force: true });
        note(say('es', 'cli.demo.left', { files: files.length }));
      }),
    );
}
