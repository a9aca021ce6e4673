// `npm run bench`: what Atiende costs on this machine, beside what the database alone would cost in the same run, in a
// city that grows. Figures of one machine mean little; the ratios are what to compare. Nothing here passes or fails.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadCity } from './city/load-city.ts';
import { measureFilings } from './filings.ts';
import { makeInstallation, type Installation } from './installation.ts';
import { measure, measureAtRate, type Measured } from './measure.ts';
import { planOf } from './plans.ts';
import { readingsOf, type Reading } from './reads.ts';
import { measureRecomputation } from './recomputation.ts';
import { measureRouting } from './routing.ts';
import { connectAsSystem } from './connect.ts';

const { values: given } = parseArgs({
  options: {
    petitions: { type: 'string', default: '1000000' },
    filings: { type: 'string', default: '600' },
    only: { type: 'string' },
  },
});
const largest = Number(given.petitions);
const filings = Number(given.filings);
const sizes = [10_000, 100_000, 1_000_000, 10_000_000].filter((size) => size < largest).concat(largest);

const note = (line: string) => void process.stderr.write(`${line}\n`);
const installation = await makeInstallation(note);
try {
  await run(installation);
} finally {
  await installation.close();
}

async function run(at: Installation): Promise<void> {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once; Node ${process.version}`,
  );
  const idle = at.program.memory();
  const client = await connectAsSystem(at.owner_url);
  note('petitions are lived through…');
  const loaded = await loadCity({ ...at, ...at.staff, note });
  const medians = new Map<string, number[]>();
  for (const size of sizes) {
    note(`a city of ${told(size)} petitions…`);
    await loaded.growTo(size);
    console.log(`\n# ${told(size)} petitions`);
    await printFilings(at);
    await printReadings(at, await chosen(readingsOf(at, client)), medians);
  }
  printGrowth(medians);
  console.log('\n# Rules');
  table(['', 'per second', 'p50 ms', 'p99 ms'], [await measureRouting()].map(plainRow));
  console.log('\n# A day that is declared non-working');
  for (const line of await measureRecomputation(at, note)) console.log(line);
  console.log('\n# Process');
  table(
    ['', ''],
    [
      ['first start to ready', `${at.first_start_s.toFixed(1)} s`],
      ['second start to ready', `${at.program.ready_s.toFixed(1)} s`],
      ['memory after the start', megabytes(idle)],
      ['memory at the end', megabytes(at.program.memory())],
    ],
  );
  await loaded.close();
  await client.end();
}

async function chosen(readings: Promise<Reading[]>): Promise<Reading[]> {
  return (await readings).filter(({ name }) => given.only === undefined || name.includes(given.only));
}

async function printFilings(at: Installation): Promise<void> {
  const { door, action, direct } = await measureFilings(at, filings);
  console.log(`\nFilings, eight at a time, durable (${filings} each)`);
  table(
    ['', 'per second', 'p50 ms', 'p99 ms', 'of direct'],
    [
      filingRow('the same rows by SQL alone', direct, direct),
      filingRow('the action', action, direct),
      filingRow('the Open311 door over HTTP', door, direct),
    ],
  );
}

async function printReadings(
  at: Installation,
  readings: readonly Reading[],
  medians: Map<string, number[]>,
): Promise<void> {
  const rows: string[][] = [];
  const slow: Reading[] = [];
  for (const reading of readings) {
    note(`  ${reading.name}`);
    const pace = { count: 200, at_a_time: 1 };
    await measure({ count: 20, at_a_time: 1 }, reading.serve);
    const served = await measure(pace, reading.serve);
    const steady =
      reading.at_rate === true ? await measureAtRate({ rate: 200, seconds: 10 }, reading.serve) : null;
    await measure({ count: 20, at_a_time: 1 }, reading.direct);
    const direct = await measure(pace, reading.direct);
    medians.set(reading.name, [...(medians.get(reading.name) ?? []), served.p50]);
    const isOver = (steady ?? served).p99 > reading.budget_ms || (steady?.failed ?? 0) > 0;
    if (isOver) slow.push(reading);
    rows.push([
      reading.name,
      ...[served.p50, served.p99, direct.p50, direct.p99].map((ms) => ms.toFixed(1)),
      (served.p50 / direct.p50).toFixed(1),
      steady === null ? '' : steadyTold(steady),
      `${reading.budget_ms}${isOver ? ' over' : ''}`,
    ]);
  }
  console.log('\nReads, 200 one at a time; where said, at 200 a second too');
  table(['', 'p50 ms', 'p99 ms', 'SQL p50', 'SQL p99', 'times SQL', 'p99 at 200/s', 'budget'], rows);
  for (const reading of slow) {
    console.log(`\nPlans of «${reading.name}», which is over its budget`);
    for (const plan of await planOf(at, reading)) console.log(plan);
  }
}

function steadyTold({ p99, failed, count }: Measured): string {
  return failed === 0 ? p99.toFixed(1) : `${failed} of ${failed + count} refused`;
}

function printGrowth(medians: ReadonlyMap<string, readonly number[]>): void {
  console.log('\n# Growth: each median as a multiple of the size before');
  table(
    ['', ...sizes.slice(1).map((size, at) => `${told(sizes[at]!)} → ${told(size)}`)],
    [...medians].map(([name, found]) => [
      name,
      ...found.slice(1).map((ms, at) => `${(ms / found[at]!).toFixed(2)}`),
    ]),
  );
}

function filingRow(name: string, measured: Measured, direct: Measured): string[] {
  const share = `${((measured.per_second / direct.per_second) * 100).toFixed(0)} %`;
  return [...plainRow([name, measured]), share];
}

function plainRow([name, { per_second, p50, p99 }]: readonly [string, Measured]): string[] {
  return [name, per_second.toFixed(0), p50.toFixed(2), p99.toFixed(2)];
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)));
    console.log(cells.join('  ').trimEnd());
  }
}

function told(count: number): string {
  return count.toLocaleString('en');
}

function megabytes(found: number | undefined): string {
  return found === undefined ? 'not told here' : `${found.toFixed(0)} MB`;
}
