import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { makeBackup } from '../../actions/backup/make-backup.ts';
import { readConfig } from '../../config.ts';
import { say } from '../../core/language/sentences.ts';
import { connectForCommand } from '../../start/connect.ts';
import { demoPasswordFile } from '../../start/demo-password.ts';
import { loadKeys, masterKeyFile } from '../../start/master-key.ts';
import { openFiles } from '../../start/open-files.ts';
import { ownerAddress } from '../../start/owner-address.ts';
import { short } from '../../start/restore-place.ts';
import { programVersion, showProgress, sizeOf } from '../backup-words.ts';
import { note } from '../say-problem.ts';

interface Options {
  readonly withKeys?: boolean;
  readonly json?: boolean;
}

/** `atiende backup <folder or file>`: exit code 2 when files that rows name could not be read; the rest is there. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup <place>')
    .description(say('es', 'cli.backup.about'))
    .option('--with-keys', say('es', 'cli.backup.with_keys'))
    .option('--json', say('es', 'cli.json'))
    .action(async (place: string, options: Options) => {
      const config = readConfig(process.env);
      const now = new Date();
      const key_file = masterKeyFile(config.data_directory, config.master_key_file);
      const connection = await connectForCommand(config, note);
      const progress = showProgress();
      try {
        if (options.withKeys) loadKeys(key_file, false);
        const made = await makeBackup({
          ...{
            owner_url: await ownerAddress(connection),
            files: openFiles(config),
            archive: archiveAt(place, now),
            now,
          },
          ...{ program_version: programVersion(), on_progress: progress.show },
          master_key: options.withKeys ? readFileSync(key_file) : null,
          demo_password: readIfThere(demoPasswordFile(config.data_directory)),
        }).finally(progress.end);
        if (options.json) process.stdout.write(`${JSON.stringify(made)}\n`);
        sayMade(made, { key_file, has_keys: options.withKeys === true });
        if (made.files_missing.length > 0) process.exitCode = 2;
      } finally {
        await connection.stop();
      }
    });
}

/** A folder gets a file named after the instant, in UTC. */
function archiveAt(place: string, now: Date): string {
  const isFolder = place.endsWith('/') || (existsSync(place) && statSync(place).isDirectory());
  if (!isFolder) return resolve(place);
  const instant = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');
  return resolve(join(place, `atiende-${instant}.tar`));
}

const readIfThere = (file: string): Buffer | null => (existsSync(file) ? readFileSync(file) : null);

function sayMade(
  made: Awaited<ReturnType<typeof makeBackup>>,
  { key_file, has_keys }: { key_file: string; has_keys: boolean },
): void {
  const { archive, bytes, rows, files, files_missing, key_fingerprint } = made;
  const sum = Object.values(rows).reduce((one, other) => one + other, 0);
  note(say('es', 'cli.backup.made', { archive, size: sizeOf(bytes), rows: sum, files }));
  const key = { fingerprint: short(key_fingerprint), file: key_file };
  note(say('es', has_keys ? 'cli.backup.key_inside' : 'cli.backup.key_apart', key));
  if (files_missing.length === 0) return;
  note(say('es', 'cli.backup.files_missing', { count: files_missing.length }));
  for (const name of files_missing.slice(0, 20)) note(`  ${name}`);
}
