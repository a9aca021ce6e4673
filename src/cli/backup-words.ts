import { readFileSync } from 'node:fs';
import type { OnProgress } from '../actions/backup/archive-parts.ts';
import { say } from '../core/language/sentences.ts';

/** The version of this program, as its package says. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** A length in MB or GB of 1000. */
export function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

const often_ms = 250;

/** One line on a terminal that is written over; elsewhere a line for each stage. */
export function showProgress(): { show: OnProgress; end: () => void } {
  let shown_at = 0;
  let stage = '';
  let isOpen = false;
  const width = 70;
  return {
    show(one) {
      const isNew = one.stage !== stage;
      stage = one.stage;
      const now = performance.now();
      if (!isNew && (!process.stderr.isTTY || now - shown_at < often_ms)) return;
      shown_at = now;
      const far = sayFar(one);
      if (!process.stderr.isTTY) process.stderr.write(`${far.split(' ·')[0]}\n`);
      else process.stderr.write(`\r${far.padEnd(width).slice(0, width)}`);
      isOpen = process.stderr.isTTY;
    },
    end() {
      if (isOpen) process.stderr.write('\n');
      isOpen = false;
    },
  };
}

function sayFar({ stage, what, done, of }: Parameters<OnProgress>[0]): string {
  const inBytes = stage === 'checking' || stage === 'restoring';
  const amount = [done, of].filter((one) => one > 0).map((one) => (inBytes ? sizeOf(one) : String(one)));
  return [say('es', `cli.backup.stage.${stage}`), amount.join(' / '), what]
    .filter((one) => one !== '')
    .join(' · ');
}
