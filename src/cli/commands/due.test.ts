import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '..', 'main.ts');
const good = '{"calendar":"MX","business_days":5,"filed_on":"2026-09-11"}';

async function due(input: string): Promise<{ output: string; exit: number | null }> {
  const program = spawn(process.execPath, [PROGRAM, 'due'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((resolve) => program.on('close', resolve));
  program.stdin.end(input);
  return { output: await text(program.stdout), exit: await exit };
}

test('the program answers each line with exactly one line, in order, and says by its exit code if any was bad', async () => {
  const { output, exit } = await due(`\uFEFF${good}\r\n\n{bad\n${good}`);
  const lines = output.split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.slice(0, 3).map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ due_on: '2026-09-21' }),
    { error: expect.objectContaining({ code: 'invalid_json' }) },
    expect.objectContaining({ due_on: '2026-09-21' }),
  ]);
  expect(lines[3]).toBe('');
  expect(exit).toBe(2);
}, 60_000);

test('nothing asked, nothing answered', async () => {
  expect(await due('')).toEqual({ output: '', exit: 0 });
}, 60_000);
