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
    ['', 'rows', 'files', 'megabytes', 'seconds', 'memory at most'],
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
  readonly peak_mb: number | null;
}

async function publish({ url }: Installation): Promise<Taken> {
  const began = performance.now();
  let [petitions, files, bytes] = [0, 0, 0];
  let peak_mb: number | null = null;
  await publishApart({ public_url: url, city: null }, (told) => {
    if (told.of === 'city') {
      petitions += told.published?.petitions ?? 0;
      files += told.published?.files ?? 0;
      bytes += told.published?.bytes ?? 0;
    }
    if (told.of === 'end') peak_mb = told.peak_mb;
  });
  return { petitions, files, bytes, peak_mb, seconds: (performance.now() - began) / 1000 };
}

const rowOf = (name: string, { petitions, files, bytes, seconds, peak_mb }: Taken) => [
  name,
  told(petitions),
  told(files),
  (bytes / 1e6).toFixed(1),
  seconds.toFixed(0),
  megabytes(peak_mb ?? undefined),
];
