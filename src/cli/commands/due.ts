import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { say } from '../../core/language/sentences.ts';
import { runDue } from '../due.ts';
import { resolvePack } from '../packs/resolve-calendar.ts';

const PACKS = join(import.meta.dirname, '..', '..', '..', 'packs');

/** `atiende due`: exit code 0 when every line had an answer, 2 when some had an error. It needs no database. */
export function addDueCommand(program: Command): void {
  program
    .command('due')
    .description(say('es', 'cli.due'))
    .action(async () => {
      leaveWhenNobodyReads();
      const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
      const byPack = (pack: string, authority: string) => resolvePack(PACKS, pack, authority);
      const { errors } = await runDue(lines, write, {
        packsDir: PACKS,
        resolvePack: byPack,
        language: 'es',
      });
      if (errors > 0) process.exitCode = 2;
    });
}

/** Waits for a slow reader, so that a long input never piles up in memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** `atiende due | head -1`: the reader has what it wanted. */
function leaveWhenNobodyReads(): void {
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem;
    process.exit();
  });
}
