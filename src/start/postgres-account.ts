import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { StartProblem } from './start-problem.ts';

/** The system account that PostgreSQL runs as; an empty one means the account that runs Atiende. */
export type Account = { uid?: number; gid?: number };

/**
 * PostgreSQL refuses to run as root. Root hands it to the account that owns the cluster already, else to
 * `atiende` or `postgres` where the machine has them, else to `nobody`. Anybody else runs it as themselves.
 */
export function postgresAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  const account = ['atiende', 'postgres', 'nobody'].map((name) => accounts.get(name)).find(Boolean);
  if (!account) throw new StartProblem('no-account');
  return account;
}

/** Whether the account may enter a directory: every folder above it counts, so it is tried, not computed. */
export function canEnter(account: Account, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/' }).status === 0;
}
