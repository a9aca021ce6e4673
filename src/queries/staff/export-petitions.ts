import { shortInstant } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { lookingOf, readPage, type Asker, type Order } from './list-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import { presentRow, type PresentedRow } from './petition-row.ts';
import { readingAnywhereAs, type StaffPorts } from './ports.ts';

/** As many rows as an export holds at most. */
const most_exported = 200_000;
const rows_at_a_time = 1000;

type Row = readonly (string | number)[];

export interface Table {
  readonly header: readonly string[];
  /** Each is read when it is asked for, so that the longest list holds no more memory than one of them. */
  readonly pages: AsyncIterable<readonly Row[]>;
}

type Columns = readonly (readonly [name: string, value: (row: PresentedRow) => string | number])[];
type Asked = PetitionFilter & { order?: Order | undefined; at_a_time?: number };

/**
 * A list as a table of words: no personal data but what the description holds. Each page is a short transaction of its
 * own, for whoever downloads may be slow; the first is read at once, so that what is wrong is said before anything is sent.
 */
export async function exportTable(
  ports: StaffPorts,
  asker: Asker,
  { at_a_time = rows_at_a_time, ...asked }: Asked,
): Promise<Table> {
  const columns = columnsFor(asker);
  const language = languageOf(asker.city.city.locale);
  const header = columns.map(([name]) => sayCode(language, 'export_column', name) ?? name);
  const read = readerOf(ports, asker, { asked, columns, at_a_time });
  const first = await read(undefined);
  return { header, pages: pagesFrom(first, read) };
}

interface Page {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}
type ReadPage = (cursor: string | undefined) => Promise<Page>;

async function* pagesFrom(first: Page, read: ReadPage): AsyncGenerator<readonly Row[]> {
  let page = first;
  let left = most_exported;
  for (;;) {
    yield page.rows.slice(0, left);
    left -= page.rows.length;
    if (page.next === undefined || left <= 0) return;
    page = await read(page.next);
  }
}

function readerOf(
  ports: StaffPorts,
  asker: Asker,
  { asked, columns, at_a_time }: { asked: Omit<Asked, 'at_a_time'>; columns: Columns; at_a_time: number },
): ReadPage {
  // One instant for all pages: what is due soon on the first is so on the last.
  const now = ports.now();
  return (cursor) =>
    readingAnywhereAs(ports, asker.actor, async (reader) => {
      const looking = await lookingOf(reader, asker, { now, filter: asked });
      const page = await readPage(reader, looking, { ...asked, cursor, limit: at_a_time });
      if (page === null) return { rows: [], next: undefined };
      const rows = page.rows.map((row) => {
        const shown = { ...presentRow(row, asker.city, now), summary: row.description };
        return columns.map(([, value]) => value(shown));
      });
      return { rows, next: page.next_cursor ?? undefined };
    });
}

function columnsFor({ city }: Asker): Columns {
  const { locale, time_zone } = city.city;
  const language = languageOf(locale);
  const code = (prefix: string, value: string | null) =>
    value === null ? '' : (sayCode(language, prefix, value) ?? value);
  const at = (instant: string | null) =>
    instant === null ? '' : shortInstant(instant, { locale, time_zone });
  return [
    ['folio', (row) => row.folio],
    ['kind', (row) => row.kind.name],
    ['service', (row) => row.service.name],
    ['stage', (row) => code('stage', row.stage)],
    ['outcome', (row) => code('outcome_class', row.outcome_class)],
    ['channel', (row) => code('channel', row.channel)],
    ['authority', (row) => row.authority.name],
    ['unit', (row) => row.unit.name],
    ['now_with', (row) => row.left?.now_with.name ?? ''],
    ['assignee', (row) => row.assignee?.name ?? ''],
    ['received', (row) => at(row.received_at)],
    ['filed_on', (row) => row.filed_on],
    ['due_on', (row) => row.due_on ?? ''],
    ['due_clock', (row) => code('clock', row.due_clock)],
    ['days_left', (row) => row.days_left ?? ''],
    ['zone', (row) => row.zone?.name ?? ''],
    ['address', (row) => row.address_text ?? ''],
    ['priority', (row) => row.priority],
    ['flags', (row) => row.flags.map((flag) => code('flag', flag)).join(', ')],
    ['supporters', (row) => row.supporters_count],
    ['description', (row) => row.summary],
  ];
}
