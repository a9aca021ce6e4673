import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A page that takes longer is bound without its words. */
const longest_ms = 90_000;
/** Of address space, in kB: what a page of 2200 pixels needs, three times over. */
const most_kb = 1_500_000;
const most_bytes = 40_000_000;

/** Where the program that reads text is; null where this machine has none. */
export async function textReader(path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const program = join(folder, 'tesseract');
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && isThere) return program;
  }
  return null;
}

/**
 * A picture as one page of PDF with its Spanish words behind it. Null where this page took too long or too much: then it
 * is bound without its words.
 * @param program as `textReader` gives it
 */
export function readText(program: string, picture: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    // The shell sets the limit of memory and becomes the program, so that its process is the one that is ended.
    const limited = `ulimit -v ${most_kb}; exec "$0" stdin stdout -l spa pdf`;
    const reader = spawn('/bin/sh', ['-c', limited, program], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => reader.kill('SIGKILL'), longest_ms);
    reader.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most_bytes) reader.kill('SIGKILL');
      else parts.push(part);
    });
    const end = (isGood: boolean) => {
      clearTimeout(timer);
      const bytes = Buffer.concat(parts);
      resolve(isGood && bytes.subarray(0, 5).toString() === '%PDF-' ? bytes : null);
    };
    reader.on('error', () => end(false));
    reader.on('close', (code) => end(code === 0));
    reader.stdin.on('error', () => undefined);
    reader.stdin.end(picture);
  });
}
