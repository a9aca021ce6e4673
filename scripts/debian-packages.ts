import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Whether this is Debian with its package manager. Ubuntu's packages differ, so only Debian itself counts. */
export function isDebian(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID="?debian"?$/m.test(release) && existsSync('/usr/bin/apt-get');
}

/** Installs packages on the machine; for root. Throws with the end of what apt-get said. */
export function installPackages(packages: readonly string[]): void {
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages]);
}

/**
 * Unpacks packages, and those they need, into `<folder>/root`: apt-get works for anybody when its lists and its
 * archives are in folders of their own. Returns that root. Throws with the end of what went wrong.
 */
export function unpackPackages(folder: string, packages: readonly string[]): string {
  const archives = join(folder, 'cache', 'archives');
  mkdirSync(join(folder, 'state', 'lists', 'partial'), { recursive: true });
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const own = [
    `Dir::State=${folder}/state`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${folder}/cache`,
    'Debug::NoLocking=true',
    'APT::Sandbox::User=',
  ].flatMap((option) => ['-o', option]);
  run('apt-get', ['-q', ...own, 'update']);
  run('apt-get', ['-q', '-y', ...own, 'install', '--download-only', '--no-install-recommends', ...packages]);
  const root = join(folder, 'root');
  rmSync(root, { recursive: true, force: true });
  for (const name of readdirSync(archives).filter((one) => one.endsWith('.deb'))) {
    run('dpkg-deb', ['-x', join(archives, name), root]);
  }
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  return root;
}

/** Kept outside the clone, so that the next clone need not download again; inside where home is closed. */
export function cacheFolder(name: string): string {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  try {
    mkdirSync(caches, { recursive: true });
    accessSync(caches, constants.W_OK);
    return join(caches, 'atiende', name);
  } catch {
    return join(import.meta.dirname, '..', '.cache', name);
  }
}

/** Runs a command with its output kept, up to a time limit; throws with the end of it when it fails. */
export function run(command: string, its_arguments: readonly string[]): void {
  const done = spawnSync(command, its_arguments, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64_000_000,
    timeout: 15 * 60_000,
  });
  if (done.status === 0) return;
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${command} ${its_arguments.slice(0, 3).join(' ')}: ${done.error?.message ?? said}`);
}
