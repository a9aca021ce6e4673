import type { Command } from 'commander';
import { publishOpenData } from '../../actions/open-data/publish-open-data.ts';
import { say } from '../../core/language/sentences.ts';
import { allJurisdictions } from '../../queries/public/open311/jurisdictions.ts';
import { sizeOf } from '../backup-words.ts';
import { note } from '../say-problem.ts';
import { cityByCode, withSession } from '../session.ts';

interface Options {
  readonly city?: string;
  readonly json?: boolean;
}

/** `atiende open-data publish [--city <code>]`: exit code 1 where another process is at it. */
export function addOpenDataCommands(program: Command): void {
  program
    .command('open-data')
    .description(say('es', 'cli.open_data.about'))
    .command('publish')
    .description(say('es', 'cli.open_data.publish'))
    .option('--city <code>', say('es', 'cli.open_data.city'))
    .option('--json', say('es', 'cli.json'))
    .action(async (options: Options) =>
      withSession(async ({ app }) => {
        const cities =
          options.city === undefined
            ? await allJurisdictions(app.database)
            : [await cityByCode(app, options.city)];
        for (const { city } of cities) {
          const told = { city: city.code };
          const done = await publishOpenData(app, city.id, (month) => {
            if (process.stderr.isTTY) note(say('es', 'cli.open_data.month', { ...told, month }));
          });
          if (options.json) process.stdout.write(`${JSON.stringify({ ...told, published: done })}\n`);
          if (done === null) {
            process.exitCode = 1;
            note(say('es', 'cli.open_data.busy', told));
            continue;
          }
          const { petitions, withheld, files, bytes, new_bytes } = done;
          const sizes = { size: sizeOf(bytes), new: sizeOf(new_bytes) };
          note(say('es', 'cli.open_data.done', { ...told, petitions, withheld, files, ...sizes }));
        }
      }),
    );
}
