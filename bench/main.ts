// `npm run bench`: what Atiende costs on this machine, beside what the database alone would cost in the same run, in a
// city that grows. Figures of one machine mean little; the ratios are what to compare. Nothing here passes or fails.
import { availableParallelism, cpus } from 'node:os';
import { foldStatistics } from './board.ts';
import { loadCity, type LoadedCity } from './city/load-city.ts';
import { writeSurveys } from './city/surveys.ts';
import { connectAsSystem } from './connect.ts';
import { measureStatusCalls, printStatusCalls } from './desk.ts';
import { printFilings } from './filings.ts';
import { makeInstallation, type Installation } from './installation.ts';
import { printLive } from './live/print-live.ts';
import { printOpenData } from './open-data.ts';
import { askedOf, help } from './options.ts';
import { printGrowth, printReadings, type Medians } from './print-readings.ts';
import { readingsOf } from './reads.ts';
import { measureRecomputation } from './recomputation.ts';
import { megabytes, plainRow, table, told } from './report.ts';
import { measureRings, printRings } from './ring.ts';
import { measureRouting } from './routing.ts';
import { printSizes } from './sizes.ts';
import { measureSlowNetwork, printSlowNetwork } from './slow-network.ts';
import { isFolded, multiplyStatistics } from './tenfold.ts';

/** Consoles and boards that are open at once. */
const live_streams = 5_000;
const asked = askedOf(process.argv.slice(2));
const note = (line: string) => void process.stderr.write(`${line}\n`);

if (asked === null) {
  console.log(help);
} else {
  const installation = await makeInstallation(note, asked.at);
  try {
    await run(installation);
  } finally {
    await installation.close();
  }
}

async function run(at: Installation): Promise<void> {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} at once; Node ${process.version}`,
  );
  const idle_mb = at.program.memory();
  if (asked!.wants('desk')) {
    console.log('\n# A status call at the desk');
    printStatusCalls(await measureStatusCalls(at, note));
  }
  if (asked!.wants('ring')) {
    console.log('\n# From the ring to the screen');
    printRings(await measureRings(at, note));
  }
  // The demonstration is enough for them.
  if (asked!.isOnly('desk') || asked!.isOnly('ring')) return;
  note('a city…');
  const loaded = await loadCity({ ...at, ...at.staff, note });
  await measureSizes(at, loaded);
  if (asked!.wants('routing')) {
    console.log('\n# Rules');
    table(['', 'per second', 'p50 ms', 'p99 ms'], [await measureRouting()].map(plainRow));
  }
  if (asked!.wants('recomputation')) {
    console.log('\n# A day that is declared non-working');
    for (const line of await measureRecomputation(at, note)) console.log(line);
  }
  if (asked!.wants('process')) printProcess(at, idle_mb);
  if (asked!.wants('citizen')) {
    console.log('\n# The citizen’s path on slow 3G');
    printSlowNetwork(await measureSlowNetwork(at.url, note));
  }
  if (asked!.wants('live')) await printLive(at, live_streams, note);
  await loaded.close();
}

async function measureSizes(at: Installation, loaded: LoadedCity): Promise<void> {
  const { filings, wants, times } = asked!;
  const client = await connectAsSystem(at.owner_url);
  const medians: Medians = new Map();
  const there = await loaded.count();
  const largest = asked!.sizes.at(-1)!;
  // A city that is kept does not shrink: of the sizes that it has passed only the last is measured.
  const sizes = asked!.sizes.filter((size) => size >= there || size === largest);
  for (const size of sizes) {
    note(`a city of ${told(size)} petitions…`);
    await loaded.growTo(size);
    console.log(`\n# ${told(await loaded.count())} petitions`);
    if (wants('reads') || asked!.reading !== null) {
      note('  statistics…');
      console.log(await foldStatistics(at));
      if (times > 1) await multiplyStatistics(client, times);
      else console.log(`${told(await writeSurveys(at, client))} closings were asked after`);
      const readings = await readingsOf(at, client);
      const chosen = readings.filter(
        ({ name }) =>
          (asked!.reading === null || name.includes(asked!.reading)) && (times === 1 || isFolded(name)),
      );
      await printReadings(at, chosen, { medians, note });
    }
    if (wants('filings')) await printFilings(at, filings, note);
  }
  printGrowth(medians, sizes);
  if (wants('open-data')) await printOpenData(at, note);
  if (wants('process')) await printSizes(client, await loaded.count());
  await client.end();
}

function printProcess(at: Installation, idle_mb: number | undefined): void {
  console.log('\n# Process');
  const first = at.first_start_s;
  table(
    ['', ''],
    [
      ['first start to ready', first === null ? 'was kept' : `${first.toFixed(1)} s`],
      ['this start to ready', `${at.program.ready_s.toFixed(1)} s`],
      ['memory after the start', megabytes(idle_mb)],
      ['memory now', megabytes(at.program.memory())],
      ['memory at its largest', megabytes(at.program.largest_memory())],
    ],
  );
}
