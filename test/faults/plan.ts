import { chance } from '../durability/filing-clients.ts';

const given = process.env;

/** The long run (`npm run test:faults`) or the short one that is part of `npm test`. */
export const isLong = given['FAULTS'] === 'long';

/** What all chance of a run comes from; the same seed hits the same things after the same waits. */
export const seed = Number(given['FAULTS_SEED'] ?? 20_260_911);

/** How often something is killed. */
export const kills = Number(given['FAULTS_KILLS'] ?? (isLong ? 200 : 6));

/**
 * The issue asks for work again within 30 s of a kill. Machines that build are shared, so that there it is three times
 * as much; FAULTS_PATIENCE says how many times.
 */
export const recoveryMs = 30_000 * Number(given['FAULTS_PATIENCE'] ?? (isLong ? 1 : 3));

/** Chance of a test's own, so that one more draw in one file changes nothing in another. */
export const chanceOf = (name: string): (() => number) =>
  chance([...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2_147_483_648, seed));

/** Says what was done and counted. */
export function tell(sentence: string): void {
  process.stdout.write(`    ${sentence}\n`);
}
