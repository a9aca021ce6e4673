// Builds the staff console when its sources are newer than what was built. `--force` builds in any case.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSentence } from '../src/start/start-problem.ts';

const root = join(import.meta.dirname, '..');
const config = join(root, 'src', 'console', 'vite.config.ts');
const marker = join(root, 'dist', 'console', '.built');
const sources = ['src/console', 'src/core', 'locales', 'package-lock.json'];

if (existsSync(config) && (process.argv.includes('--force') || isOld())) {
  process.stderr.write(`${startSentence('building-console')}\n`);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = spawnSync(
    process.execPath,
    [vite, 'build', '--config', config, '--logLevel', 'warn', join(root, 'src', 'console')],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  if (built.status !== 0) process.exit(built.status ?? 1);
  writeFileSync(marker, '');
}

function isOld(): boolean {
  const built_ms = statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return sources.some((source) => newest(join(root, source)) > built_ms);
}

function newest(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  // The folder's own time counts too: it changes when a file is taken away.
  return readdirSync(path).reduce((time, name) => Math.max(time, newest(join(path, name))), entry.mtimeMs);
}
