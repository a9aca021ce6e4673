import { publishApart } from '../src/start/publish-apart.ts';
import { fileAtDoor } from './filings.ts';
import type { Installation } from './installation.ts';
import { measureAtRate, type Measured } from './measure.ts';
import { megabytes, plainRow, table, told } from './report.ts';

/** So many are filed a second, so long, alone and then while the city is published. */
const calm = { rate: 8, seconds: 30 };

/** What publishing the open data takes, all of it anew or what changed, and whether those who file wait for it. */
export async function printOpenData(at: Installation, note: (line: string) => void): Promise<void> {
  // The process that publishes finds its database as this one's program did.
  process.env['DATA_DIRECTORY'] = at.data_directory;
  let sent = 0;
  const filings = () => measureAtRate(calm, () => fileAtDoor(at, at.report(sent++)));
  note('  open data…');
  await filings();
  const first = await publish(at);
  note('  open data, filings beside it…');
  const alone = await filings();
  const [again, beside] = await Promise.all([publish(at), filings()]);
  console.log('\n# Open data');
  table(
    ['', 'rows', 'files', 'megabytes', 'seconds', 'months', 'slowest', 'the rest', 'memory at most'],
    [rowOf('the first time', first), rowOf('again, with filings beside it', again)],
  );
  table(
    ['filings at a steady pace', 'per second', 'p50 ms', 'p99 ms'],
    (
      [
        ['alone', alone],
        ['while the city is published', beside],
      ] satisfies [string, Measured][]
    ).map(plainRow),
  );
}

interface Taken {
  readonly petitions: number;
  /** Every table in every format, by month and whole. */
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
  /**
   * Until the rows of the last month were written, and of the month that took longest. What follows is what is no month's:
   * the counts, and ending the whole files, which in text are made of the very pieces of the months.
   */
  readonly months_s: number;
  readonly slowest_s: number;
  readonly peak_mb: number | null;
}

async function publish({ url }: Installation): Promise<Taken> {
  const began = performance.now();
  let [petitions, files, bytes] = [0, 0, 0];
  let peak_mb: number | null = null;
  let [last, months_s, slowest_s] = [began, 0, 0];
  await publishApart({ public_url: url, city: null }, (told) => {
    const now = performance.now();
    // The first month has the start of the process and the wait for the counts in it: it is no measure of a month.
    if (told.of === 'month') {
      if (months_s > 0) slowest_s = Math.max(slowest_s, (now - last) / 1000);
      months_s = (now - began) / 1000;
      last = now;
    }
    if (told.of === 'city') {
      petitions += told.published?.petitions ?? 0;
      files += told.published?.files ?? 0;
      bytes += told.published?.bytes ?? 0;
    }
    if (told.of === 'end') peak_mb = told.peak_mb;
  });
  const seconds = (performance.now() - began) / 1000;
  return { petitions, files, bytes, peak_mb, seconds, months_s, slowest_s };
}

const rowOf = (name: string, { petitions, files, bytes, seconds, months_s, slowest_s, peak_mb }: Taken) => [
  name,
  told(petitions),
  told(files),
  (bytes / 1e6).toFixed(1),
  seconds.toFixed(0),
  months_s.toFixed(0),
  slowest_s.toFixed(1),
  (seconds - months_s).toFixed(0),
  megabytes(peak_mb ?? undefined),
];
