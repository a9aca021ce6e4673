import { spawnSync } from 'node:child_process';
import { existsSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, installPackages, isDebian, run, unpackPackages } from './debian-packages.ts';

const packages = ['chromium', 'fonts-liberation'];

/** The Chromium that the browser tests use, or undefined for the one that Playwright downloaded. */
export function chromiumPath(): string | undefined {
  const places = [
    process.env.CHROMIUM_PATH ?? '',
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    join(cacheFolder('chromium'), 'chromium'),
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
    installPackages(packages);
  } else if (isDebian()) {
    const folder = cacheFolder('chromium');
    writeLauncher(folder, unpackPackages(folder, packages));
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
