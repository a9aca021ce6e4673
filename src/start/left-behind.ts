import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Stops every PostgreSQL process that still works on this cluster after its Atiende was killed, so that there
 * are never two servers on one directory. To be called only by the holder of the directory's lock.
 *
 * Returns how many there were. First the orderly way, then at once, then by force: PostgreSQL recovers from each.
 */
export async function stopWhatWasLeftBehind(cluster: string): Promise<number> {
  const found = serversOf(cluster).length;
  for (const [signal, patience_ms] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (await areGone(cluster, signal, patience_ms)) break;
  }
  forgetReusedProcessId(cluster);
  return found;
}

async function areGone(cluster: string, signal: NodeJS.Signals, patience_ms: number): Promise<boolean> {
  const until = Date.now() + patience_ms;
  const told = new Set<number>();
  for (;;) {
    const left = serversOf(cluster);
    if (left.length === 0) return true;
    const main = recordedProcess(cluster);
    const targets = main !== undefined && left.includes(main) ? [main] : left;
    for (const pid of targets.filter((one) => !told.has(one))) {
      told.add(pid);
      kill(pid, signal);
    }
    if (Date.now() > until) return false;
    await pause(25);
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended between being seen and being told
  }
}

/** Every process of PostgreSQL whose working directory is the cluster: the server and its children stay there. */
function serversOf(cluster: string): number[] {
  if (!existsSync('/proc/self/cwd')) return recordedServer(cluster);
  const directory = realpathSync(cluster);
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0)
    .filter((pid) => isPostgresIn(pid, directory));
}

function isPostgresIn(pid: number, directory: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === directory &&
      readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
      !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    );
  } catch {
    return false;
  }
}

// Without /proc (macOS) only the recorded server can be recognised, by its command line.
function recordedServer(cluster: string): number[] {
  const pid = recordedProcess(cluster);
  if (pid === undefined) return [];
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return command.includes('postgres') && command.includes(cluster) ? [pid] : [];
}

// PostgreSQL clears a stale postmaster.pid itself, unless an unrelated process has its number by now.
function forgetReusedProcessId(cluster: string): void {
  if (recordedProcess(cluster) !== undefined && serversOf(cluster).length === 0) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
}

function recordedProcess(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch (problem) {
    // EPERM: it lives, and belongs to somebody else
    return (problem as NodeJS.ErrnoException).code === 'EPERM' ? -1 : undefined;
  }
}
