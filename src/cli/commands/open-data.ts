import type { Command } from 'commander';
import { say } from '../../core/language/sentences.ts';
import { publishApart, type Told } from '../../start/publish-apart.ts';
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
        // A city that nobody knows is said before anything begins.
        if (options.city !== undefined) await cityByCode(app, options.city);
        const { public_url } = app;
        await publishApart({ public_url, city: options.city ?? null }, (told) => sayTold(told, options));
      }),
    );
}

function sayTold(told: Told, { json }: Options): void {
  if (told.of === 'month') {
    if (process.stderr.isTTY) note(say('es', 'cli.open_data.month', told));
    return;
  }
  if (told.of === 'end') {
    if (told.peak_mb !== null) note(say('es', 'cli.open_data.memory', { megabytes: told.peak_mb }));
    return;
  }
  const { city, published } = told;
  if (json) process.stdout.write(`${JSON.stringify({ city, published })}\n`);
  if (published === null) {
    process.exitCode = 1;
    note(say('es', 'cli.open_data.busy', { city }));
    return;
  }
  const { petitions, withheld, files, bytes, new_bytes } = published;
  const sizes = { size: sizeOf(bytes), new: sizeOf(new_bytes) };
  note(say('es', 'cli.open_data.done', { city, petitions, withheld, files, ...sizes }));
}
