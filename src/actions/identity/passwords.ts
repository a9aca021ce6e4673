import { hash, verify } from '@node-rs/argon2';
import { Refused } from '../refused.ts';

/** OWASP's argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const shortest = 12;
const longest = 256;

let nobody: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password is that user's. Nobody's password costs the same time and is always wrong. */
export async function passwordMatches(password_hash: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', cost);
  const known = password_hash ?? (await nobody);
  const given = password.length > longest ? password.slice(0, longest) : password;
  const right = await verify(known, given).catch(() => false);
  return right && password_hash !== null && given === password;
}

const guessed = [
  'password',
  'contrase',
  'qwerty',
  'asdfgh',
  '123456',
  'atiende',
  'bienvenid',
  'abc123',
  '000000',
];

/**
 * Long is what makes a password strong (NIST SP 800-63B): twelve characters or more, not the own address, not made of
 * what is tried first, not one character over and over.
 * @throws Refused('weak_password') with what is wrong: short, long, guessable
 */
export function askStrongPassword(password: string, user: { email: string; name: string }): void {
  const weak = (why: string) =>
    new Refused('weak_password', { why, shortest }, { new_password: `password_${why}` });
  const length = [...password].length;
  if (length < shortest) throw weak('short');
  if (password.length > longest) throw weak('long');
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5) throw weak('guessable');
  const own = [user.email.split('@')[0]!, ...user.name.toLowerCase().split(/\s+/)].filter(
    (part) => part.length > 3,
  );
  const rest = [...own, ...guessed].reduce((text, part) => text.replaceAll(part, ''), plain);
  if (rest.length < 8) throw weak('guessable');
}
