import { shortInstant } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { lookingOf, readPage, type Asker, type Order } from './list-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import { presentRow, type PresentedRow } from './petition-row.ts';
import { readingAnywhereAs, type StaffPorts } from './ports.ts';

/** As many rows as an export holds at most. */
export const mostExported = 20_000;

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

type Columns = readonly (readonly [name: string, value: (row: PresentedRow) => string | number])[];

/** A list as a table of words: no personal data but what the description holds. Read page by page. */
export function exportTable(
  ports: StaffPorts,
  asker: Asker,
  asked: PetitionFilter & { order?: Order | undefined },
) {
  const now = ports.now();
  const columns = columnsFor(asker);
  const language = languageOf(asker.city.city.locale);
  return readingAnywhereAs(ports, asker.actor, async (reader): Promise<Table> => {
    const looking = await lookingOf(reader, asker, { now, filter: asked });
    const rows: (string | number)[][] = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(reader, looking, { ...asked, cursor, limit: 1000 });
      if (page === null) break;
      for (const row of page.rows) {
        const shown = { ...presentRow(row, asker.city, now), summary: row.description };
        rows.push(columns.map(([, value]) => value(shown)));
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && rows.length < mostExported);
    const header = columns.map(([name]) => sayCode(language, 'export_column', name) ?? name);
    return { header, rows: rows.slice(0, mostExported) };
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
