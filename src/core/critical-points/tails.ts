import { lowerGamma, upperGamma } from './incomplete-gamma.ts';

/** The chance that a standard normal value is at least `z`. */
export function normalTail(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

/** The chance of at least `n` where so many are expected (Poisson). */
export function poissonTail(n: number, expected: number): number {
  if (n <= 0) return 1;
  return expected <= 0 ? 0 : lowerGamma(n, expected);
}
