import { shortInstant } from '../../core/language/format.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { listReviews, reviewLists, type presentReview } from './quality-reviews.ts';

type Shown = ReturnType<typeof presentReview>;
const rows_at_a_time = 200;
const most_pages = 500;

/** Reviews of where the asker reviews as a table: who was reviewed and how, nothing of what was said. */
export function exportReviews(ports: StaffPorts, asker: Asker): Table {
  const language = languageOf(asker.city.city.locale);
  const columns = columnsFor(asker);
  async function* pages() {
    for (const list of reviewLists.filter((one) => one !== 'mine')) {
      let cursor: string | undefined;
      for (let page = 0; page < most_pages; page += 1) {
        const asked = { list, limit: rows_at_a_time, ...(cursor === undefined ? {} : { cursor }) };
        const found = await listReviews(ports, asker, asked);
        if (found === null) return;
        yield found.items.map((row) => columns.map(([, value]) => value(row)));
        if (found.next_cursor === null) break;
        cursor = found.next_cursor;
      }
    }
  }
  return {
    header: columns.map(([name]) => sayCode(language, 'export_column', name) ?? name),
    pages: pages(),
  };
}

function columnsFor({ city }: Asker) {
  const { locale, time_zone } = city.city;
  const language = languageOf(locale);
  const code = (prefix: string, value: string) => sayCode(language, prefix, value) ?? value;
  const at = (instant: string | null) =>
    instant === null ? '' : shortInstant(instant, { locale, time_zone });
  return [
    ['began', (row: Shown) => at(row.at)],
    ['channel', (row: Shown) => code('channel', row.channel)],
    ['interaction_kind', (row: Shown) => row.kind.name],
    ['attended_by', (row: Shown) => row.agent.name],
    ['unit', (row: Shown) => row.place],
    ['review_state', (row: Shown) => code('console.quality.states', row.state)],
    ['reviewed_by', (row: Shown) => row.reviewer?.name ?? ''],
    ['reviewed_at', (row: Shown) => at(row.submitted_at)],
    ['points', (row: Shown) => row.score ?? ''],
    [
      'critical_error',
      (row: Shown) => code('console.quality.mark_values', row.has_critical_error ? 'yes' : 'no'),
    ],
  ] as const;
}
