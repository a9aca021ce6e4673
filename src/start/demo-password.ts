import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './write-durably.ts';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Where the demonstration keeps the password of its users: made for this installation, known to nobody else. */
export function demoPasswordFile(data_directory: string): string {
  return join(data_directory, 'demo-password');
}

/** The demonstration's password: three groups of four, made at the first start and shown at each. */
export function demoPassword(data_directory: string): string {
  const file = demoPasswordFile(data_directory);
  if (!existsSync(file)) {
    const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
    writeDurably(file, `${group()}-${group()}-${group()}\n`);
  }
  return readFileSync(file, 'utf8').trim();
}
