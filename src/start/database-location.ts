import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../store/make-folder.ts';
import { canEnter, postgresAccount, type Account } from './postgres-account.ts';
import { StartProblem } from './start-problem.ts';

/** Where PostgreSQL keeps its files, and as whom it runs. `spare_directory` is for a copy of its programs. */
export type Place = { base: string; cluster: string; account: Account; spare_directory: string };

/**
 * Finds the place of the cluster, or chooses it on the first start: `<data directory>/database`, unless root
 * must run PostgreSQL as an account that cannot get there (a clone under a closed home). Then it is a folder
 * of its own under /var/lib/atiende, and the file `database-location` of the data directory says which.
 */
export function databasePlace(data_directory: string): Place {
  const recorded = join(data_directory, 'database-location');
  const inside = join(data_directory, 'database');
  const base = existsSync(recorded) ? readFileSync(recorded, 'utf8').trim() : inside;
  const account = postgresAccount(join(base, 'cluster'));
  if (existsSync(join(base, 'cluster'))) return placed(base, account);
  if (base === inside && account.uid !== undefined) {
    // It holds files of several owners below; each of those is closed on its own.
    chmodSync(data_directory, statSync(data_directory).mode | 0o011);
    if (!canEnter(account, data_directory)) {
      const elsewhere = join(
        machine_directory,
        `${basename(dirname(data_directory))}-${randomBytes(4).toString('hex')}`,
      );
      writeFileSync(recorded, `${elsewhere}\n`);
      return prepared(elsewhere, account);
    }
  }
  return prepared(base, account);
}

const machine_directory = '/var/lib/atiende';

function prepared(base: string, account: Account): Place {
  makeFolder(base);
  // Under umask 077 it would be closed to the account.
  if (dirname(base) === machine_directory) chmodSync(machine_directory, 0o755);
  // The folder stays ours, so that the account can plant nothing where we write; what it owns is inside.
  chmodSync(base, account.uid === undefined ? 0o700 : 0o711);
  if (!canEnter(account, base)) throw new StartProblem('database-unreachable', { directory: base });
  return placed(base, account);
}

/** Makes a folder that only the account of PostgreSQL can enter. */
export function folderOfAccount(directory: string, account: Account): void {
  makeFolder(directory, 0o700);
  if (account.uid !== undefined && account.gid !== undefined) chownSync(directory, account.uid, account.gid);
}

function placed(base: string, account: Account): Place {
  // Programs that root copies belong to root: the account runs them and cannot change them.
  const spare_directory = account.uid === undefined ? join(base, 'programs') : machine_directory;
  return { base, cluster: join(base, 'cluster'), account, spare_directory };
}
