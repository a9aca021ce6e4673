import { parseArgs } from 'node:util';

const sections = [
  'filings',
  'reads',
  'routing',
  'recomputation',
  'process',
  'citizen',
  'desk',
  'ring',
  'live',
  'open-data',
] as const;
export type Section = (typeof sections)[number];

export const help = `npm run bench -- [options]

  --petitions <count>   how many petitions the city grows to (1000000); measured at each power of ten on the way too
  --only <part>         one section alone (${sections.join(', ')}),
                        or the reads whose name has these words, as 'inbox' or 'nearby'
  --filings <count>     how many filings are measured by each door (600)
  --at <directory>      a data directory that is made there, kept and used again: the city in it is not loaded anew, a
                        load that broke off goes on where it was, and a city larger than asked for stays as it is
  --times <count>       what is folded of the petitions (facts and counts) is laid down so many times, and what the board
                        reads of it alone is measured: a city of 10,000,000 without its petitions, with --times 10
  --help                this text

10,000,000 petitions need about 130 GB of disk (115 of them stay) and some hours; everything else stays the same.`;

export interface Asked {
  readonly sizes: readonly number[];
  readonly filings: number;
  readonly at: string | undefined;
  readonly wants: (section: Section) => boolean;
  readonly isOnly: (section: Section) => boolean;
  /** Words of the names of reads that alone are asked for. */
  readonly reading: string | null;
  /** How many times what is folded is laid down. */
  readonly times: number;
}

/** @returns null where the help is asked for */
export function askedOf(args: readonly string[]): Asked | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      petitions: { type: 'string', default: '1000000' },
      filings: { type: 'string', default: '600' },
      only: { type: 'string' },
      at: { type: 'string' },
      times: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const largest = countOf(values.petitions);
  const { only, at } = values;
  const isSection = sections.some((section) => section === only);
  return {
    sizes: [10_000, 100_000, 1_000_000, 10_000_000].filter((size) => size < largest).concat(largest),
    filings: countOf(values.filings),
    times: countOf(values.times),
    at,
    wants: (section) => (only ?? (values.times === '1' ? section : 'reads')) === section,
    isOnly: (section) => only === section,
    reading: only === undefined || isSection ? null : only,
  };
}

function countOf(text: string): number {
  const count = Number(text.replaceAll(/[_,]/g, ''));
  if (!Number.isInteger(count) || count < 1) throw new Error(`«${text}» is no count`);
  return count;
}
