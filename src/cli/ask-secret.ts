import { createInterface } from 'node:readline';

/**
 * A secret from the terminal, without showing what is typed, or the first line of a pipe: never an argument, since
 * everybody on the machine reads those, and the shell keeps them.
 */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(stdin.isTTY ? question : '');
  const lines = createInterface({ input: stdin, crlfDelay: Infinity, terminal: stdin.isTTY });
  for await (const line of lines) {
    lines.close();
    stderr.write(stdin.isTTY ? '\n' : '');
    return line;
  }
  return '';
}
