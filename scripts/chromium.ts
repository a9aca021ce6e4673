import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const packages = ['chromium', 'fonts-liberation'];

/** The Chromium that the browser tests use, or undefined for the one that Playwright downloaded. */
export function chromiumPath(): string | undefined {
  const places = [
    process.env.CHROMIUM_PATH ?? '',
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    join(cacheFolder(), 'chromium'),
  ];
  return places.find((path) => path !== '' && existsSync(path));
}

/**
 * Makes sure that a Chromium is there and runs: Debian's package as root; the same package unpacked into a
 * cache folder for anybody else on Debian; Playwright's own download on other systems.
 * Throws with what went wrong.
 */
export function installChromium(): void {
  if (runs(chromiumPath())) return;
  if (isDebian() && process.getuid?.() === 0) {
    run('apt-get', ['update', '-q']);
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages]);
  } else if (isDebian()) {
    unpackChromium();
  } else {
    run(process.execPath, [
      join(import.meta.dirname, '../node_modules/playwright/cli.js'),
      'install',
      'chromium',
    ]);
    return;
  }
  const path = chromiumPath();
  if (!runs(path)) throw new Error(`Chromium was installed (${path}) and does not run`);
}

function runs(path: string | undefined): boolean {
  return path !== undefined && spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0;
}

// Ubuntu's package is an empty one that asks for a snap, so only Debian itself counts.
function isDebian(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID="?debian"?$/m.test(release) && existsSync('/usr/bin/apt-get');
}

/** apt-get works for anybody when its lists and its archives are in folders of their own. */
function unpackChromium(): void {
  const folder = cacheFolder();
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
  writeLauncher(folder, root);
}

// The unpacked libraries are found by path, some of them in folders of their own (pulseaudio, nss); fonts by a
// configuration that names the unpacked ones.
function writeLauncher(folder: string, root: string): void {
  const libraries = globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu', 'usr/lib/*-linux-gnu/*/'], {
    cwd: root,
  })
    .filter((path) => globSync('*.so*', { cwd: join(root, path) }).length > 0)
    .map((path) => `$root/${path.replace(/\/$/, '')}`);
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${root}/usr/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`,
  );
  writeFileSync(
    join(folder, 'chromium'),
    `#!/bin/sh
root='${root.replaceAll("'", "'\\''")}'
export LD_LIBRARY_PATH="${libraries.join(':')}"
export FONTCONFIG_FILE="$root/../fonts.conf"
exec "$root/usr/lib/chromium/chromium" "$@"
`,
    { mode: 0o755 },
  );
}

/** Kept outside the clone, so that the next clone need not download again; inside where home is closed. */
function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  try {
    mkdirSync(caches, { recursive: true });
    accessSync(caches, constants.W_OK);
    return join(caches, 'atiende', 'chromium');
  } catch {
    return join(import.meta.dirname, '..', '.cache', 'chromium');
  }
}

function run(command: string, its_arguments: string[]): void {
  const done = spawnSync(command, its_arguments, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64_000_000,
  });
  if (done.status === 0) return;
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${command} ${its_arguments.slice(0, 3).join(' ')}: ${done.error?.message ?? said}`);
}
