import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * So many random bytes (at most 4096), each given once. They are asked of the system many at a time, since each asking
 * costs more than an id. For ids and nonces: keys and secrets are not kept lying ready in memory.
 */
export function randomPart(size: number): Buffer {
  if (used + size > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += size;
  return Buffer.from(pool.subarray(used - size, used));
}
