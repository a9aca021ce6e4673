import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Of address space, in kB: what a page of 2200 pixels needs, three times over. */
const most_kb = 1_500_000;
const most_bytes = 40_000_000;

/** Where a program is that does its part on this machine; null where the path leads to none. */
export async function programOnPath(name: string, path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const program = join(folder, name);
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && isThere) return program;
  }
  return null;
}

/**
 * What a program makes of some bytes. Null where it failed, took longer than it may (milliseconds), or wanted too much.
 * @param args words of ours alone: nothing that somebody typed or named
 */
export function runLimited(
  { program, args, longest_ms }: { program: string; args: readonly string[]; longest_ms: number },
  input: Buffer,
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    // The shell sets the limit of memory and becomes the program, so that its process is the one that is ended.
    const limited = `ulimit -v ${most_kb}; exec "$0" "$@"`;
    const running = spawn('/bin/sh', ['-c', limited, program, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => running.kill('SIGKILL'), longest_ms);
    running.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most_bytes) running.kill('SIGKILL');
      else parts.push(part);
    });
    const end = (isGood: boolean) => {
      clearTimeout(timer);
      resolve(isGood && size > 0 ? Buffer.concat(parts) : null);
    };
    running.on('error', () => end(false));
    running.on('close', (code) => end(code === 0));
    running.stdin.on('error', () => undefined);
    running.stdin.end(input);
  });
}
