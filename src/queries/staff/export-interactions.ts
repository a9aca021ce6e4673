import { shortInstant } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { Table } from './export-petitions.ts';
import type { InteractionFilter } from './interaction-filter.ts';
import { listInteractions, type InteractionShown } from './interactions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

const most_pages = 500;
const rows_at_a_time = 200;

type Columns = readonly (readonly [name: string, value: (row: InteractionShown) => string | number])[];

/** Interactions as a table of words: nobody's name but that of who attended, and nothing of what was said. */
export function exportInteractions(ports: StaffPorts, asker: Asker, filter: InteractionFilter): Table {
  const language = languageOf(asker.city.city.locale);
  const columns = columnsFor(asker);
  const header = columns.map(([name]) => sayCode(language, 'export_column', name) ?? name);
  async function* pages() {
    let cursor: string | undefined;
    for (let page = 0; page < most_pages; page += 1) {
      const asked = { ...filter, limit: rows_at_a_time, ...(cursor === undefined ? {} : { cursor }) };
      const found = await listInteractions(ports, asker, asked);
      if (found === null) return;
      yield found.items.map((row) => columns.map(([, value]) => value(row)));
      if (found.next_cursor === null) return;
      cursor = found.next_cursor;
    }
  }
  return { header, pages: pages() };
}

function columnsFor({ city }: Asker): Columns {
  const { locale, time_zone } = city.city;
  const language = languageOf(locale);
  const code = (prefix: string, value: string) => sayCode(language, prefix, value) ?? value;
  const at = (instant: string | null) =>
    instant === null ? '' : shortInstant(instant, { locale, time_zone });
  return [
    ['began', (row) => at(row.at)],
    ['ended', (row) => at(row.ended_at)],
    ['seconds', (row) => row.seconds ?? ''],
    ['channel', (row) => code('channel', row.channel)],
    ['direction', (row) => code('interaction_direction', row.direction)],
    ['interaction_kind', (row) => row.kind.name],
    ['wrap_up', (row) => row.wrap_up?.name ?? ''],
    ['attended_by', (row) => row.by],
    ['unit', (row) => row.place],
    ['folio', (row) => row.petitions.map(({ folio }) => folio).join(' ')],
  ];
}
