// `npm run bench`: what Atiende costs on this machine, beside what the database alone would cost in the same run.
// Figures of one machine mean little; the ratios are what to compare. Nothing here passes or fails.
import { availableParallelism, cpus } from 'node:os';
import { directRows } from './direct-rows.ts';
import { measureFilings } from './filings.ts';
import { makeInstallation, type Installation } from './installation.ts';
import type { Measured } from './measure.ts';
import { measureInbox, measurePetitionReads, settle, type Beside } from './reads.ts';

const filings = 600;
const many_petitions = 10_000;

const note = (line: string) => void process.stderr.write(`${line}\n`);
const installation = await makeInstallation(note);
try {
  await run(installation);
} finally {
  await installation.close();
}

async function run(at: Installation): Promise<void> {
  const idle = at.program.memory();
  note('filings…');
  const { door, action, direct } = await measureFilings(at, filings);
  note(
    `filings per second: ${[door, action, direct].map(({ per_second }) => per_second.toFixed(0)).join(', ')}; reads…`,
  );
  const { page, api } = await measurePetitionReads(at);
  note(`inbox with ${many_petitions} petitions…`);
  await fillUp(at);
  const inbox = await measureInbox(at, 'unit');
  const all = await measureInbox(at, 'all');
  console.log(
    `\n${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once; Node ${process.version}`,
  );
  console.log(`\nFilings, eight at a time, durable (${filings} each)`);
  table(
    ['', 'per second', 'p50 ms', 'p99 ms', 'of direct'],
    [
      filingRow('the same rows by SQL alone', direct, direct),
      filingRow('the action', action, direct),
      filingRow('the Open311 door over HTTP', door, direct),
    ],
  );
  console.log('\nReads, one at a time');
  table(
    ['', 'p50 ms', 'p99 ms', 'SQL p50 ms', 'SQL p99 ms', 'times SQL'],
    [
      readRow("a petition's public page", page),
      readRow("a petition's answer for staff", api),
      readRow(`the inbox's first page, open ones of ${many_petitions}`, inbox),
      readRow(`the inbox's first page, all ${many_petitions}`, all),
    ],
  );
  console.log('\nProcess');
  table(
    ['', ''],
    [
      ['first start to ready', `${at.first_start_s.toFixed(1)} s`],
      ['second start to ready', `${at.program.ready_s.toFixed(1)} s`],
      ['memory after the start', megabytes(idle)],
      ['memory at the end', megabytes(at.program.memory())],
    ],
  );
}

/** More petitions like those that were filed, until there are many. */
async function fillUp({ database_url, owner_url }: Installation): Promise<void> {
  const rows = await directRows(database_url, 2);
  await rows.fill(many_petitions - 3 * filings);
  await rows.close();
  await settle(owner_url);
}

function filingRow(name: string, measured: Measured, direct: Measured): string[] {
  const { per_second, p50, p99 } = measured;
  const share = `${((per_second / direct.per_second) * 100).toFixed(0)} %`;
  return [name, per_second.toFixed(0), p50.toFixed(1), p99.toFixed(1), share];
}

function readRow(name: string, { served, direct }: Beside): string[] {
  const times = (served.p50 / direct.p50).toFixed(1);
  return [name, ...[served.p50, served.p99, direct.p50, direct.p99].map((ms) => ms.toFixed(2)), times];
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)));
    console.log(cells.join('  ').trimEnd());
  }
}

function megabytes(found: number | undefined): string {
  return found === undefined ? 'not told here' : `${found.toFixed(0)} MB`;
}
