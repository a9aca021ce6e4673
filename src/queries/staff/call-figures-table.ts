import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { figuresOf } from '../../core/telephony/metrics.ts';
import { callFigures, type CallFiguresAsked, type CountedRow } from './call-figures.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

const rounded = (value: number | null, digits: number): number | string =>
  value === null ? '' : Number(value.toFixed(digits));

/** The figures of each queue and hour (or day) as a table: counts, shares from 0 to 1, averages in seconds. */
export async function exportCallFigures(
  ports: StaffPorts,
  asker: Asker,
  asked: CallFiguresAsked,
): Promise<{ from: string; until: string; table: Table }> {
  const told = await callFigures(ports, asker, asked);
  const language = languageOf(asker.city.city.locale);
  const names = new Map(told.queues.map(({ id, name }) => [id, name]));
  const columns: readonly (readonly [name: string, value: (row: CountedRow) => string | number])[] = [
    ['queue', (row) => names.get(row.queue_id) ?? ''],
    [told.by, (row) => (told.by === 'hour' ? `${row.key}:00` : row.key)],
    ...countColumns,
    ...shareColumns,
  ];
  const header = columns.map(([name]) => sayCode(language, 'export_column', name) ?? name);
  async function* pages() {
    yield told.rows.map((row) => columns.map(([, value]) => value(row)));
  }
  return { from: told.from, until: told.until, table: { header, pages: pages() } };
}

const counted = ['offered', 'answered', 'abandoned', 'short', 'missed', 'closed', 'transferred'] as const;
const countColumns = counted.map((name) => [name, (row: CountedRow) => row[name]] as const);

const shared = {
  service_level_answered: 4,
  service_level_offered: 4,
  abandon_rate: 4,
  answer_s: 1,
  handling_s: 1,
  transfer_rate: 4,
} as const;
const shareColumns = Object.entries(shared).map(
  ([name, digits]) =>
    [name, (row: CountedRow) => rounded(figuresOf(row)[name as keyof typeof shared], digits)] as const,
);
