import type { Installation } from './installation.ts';
import { measure, measureAtRate, type Measured } from './measure.ts';
import { planOf } from './plans.ts';
import type { Reading } from './reads.ts';
import { growingTable, table, told } from './report.ts';

/** Medians by reading, one for each size that was measured. */
export type Medians = Map<string, number[]>;

/** Measures each and prints it beside the same in SQL, with the plans of what is over its budget. */
export async function printReadings(
  at: Installation,
  readings: readonly Reading[],
  { medians, note }: { medians: Medians; note: (line: string) => void },
): Promise<void> {
  const slow: Reading[] = [];
  console.log(
    '\nReads, 200 one after the other or as many as ten seconds hold; where said, at 200 a second too',
  );
  const head = ['', 'p50 ms', 'p99 ms', 'SQL p50', 'SQL p99', 'times SQL', 'p99 at 200/s', 'budget'];
  const print = growingTable(
    head,
    readings.map(({ name }) => name),
  );
  for (const reading of readings) {
    note(`  ${reading.name}`);
    const { served, steady, direct } = await measured(reading);
    medians.set(reading.name, [...(medians.get(reading.name) ?? []), served.p50]);
    const isOver = (steady ?? served).p99 > reading.budget_ms || (steady?.failed ?? 0) > 0;
    if (isOver) slow.push(reading);
    print([
      reading.name,
      ...[served.p50, served.p99, direct.p50, direct.p99].map((ms) => ms.toFixed(1)),
      (served.p50 / direct.p50).toFixed(1),
      steady === null ? '' : steadyTold(steady),
      `${reading.budget_ms}${isOver ? ' over' : ''}`,
    ]);
  }
  for (const reading of slow) {
    console.log(`\nPlans of «${reading.name}», which is over its budget`);
    for (const plan of await planOf(at, reading)) console.log(plan);
  }
}

async function measured({ serve, direct, at_rate }: Reading) {
  const pace = { count: 200, at_a_time: 1, longest_s: 10 };
  const warm = { count: 20, at_a_time: 1, longest_s: 2 };
  await measure(warm, serve);
  const served = await measure(pace, serve);
  // At that pace all connections are in use; each plans at its first calls.
  if (at_rate === true) await measureAtRate({ rate: 200, seconds: 3 }, serve);
  const steady = at_rate === true ? await measureAtRate({ rate: 200, seconds: 10 }, serve) : null;
  await measure(warm, direct);
  return { served, steady, direct: await measure(pace, direct) };
}

function steadyTold({ p99, failed, count }: Measured): string {
  return failed === 0 ? p99.toFixed(1) : `${failed} of ${failed + count} refused`;
}

/** Each median as a multiple of the one at the size before. */
export function printGrowth(medians: Medians, sizes: readonly number[]): void {
  if (sizes.length < 2 || medians.size === 0) return;
  console.log('\n# Growth: each median as a multiple of the size before');
  table(
    ['', ...sizes.slice(1).map((size, at) => `${told(sizes[at]!)} → ${told(size)}`)],
    [...medians].map(([name, found]) => [
      name,
      ...found.slice(1).map((ms, at) => `${(ms / found[at]!).toFixed(2)}`),
    ]),
  );
}
