import { sql } from 'kysely';
import type { PackDocument } from './pack-document.ts';
import {
  readTable,
  writeTable,
  type LoadRun,
  type Row,
  type TableSpec,
  type TableState,
} from './sync-rows.ts';

const officeTable: TableSpec = {
  table: 'offices',
  entity: 'office',
  columns: ['city_id', 'authority_id', 'code', 'name', 'address', 'settings', 'is_active', 'is_demo'],
  json: ['settings'],
  keyOf: (row) => String(row['code']),
  labelOf: (row) => String(row['code']),
  retire: 'deactivate',
  versioned: true,
};

/** Offices with their lines, counters and rules; those of a demonstration only into one. */
export async function loadOffices(
  run: LoadRun,
  { offices }: PackDocument,
  { authorities, is_demo }: { authorities: TableState; is_demo: boolean },
): Promise<void> {
  const wanted = offices
    .filter((one) => is_demo || !one.is_demo)
    .map(({ code, authority, name, address, is_active, is_demo: isMadeUp, ...settings }): Row => ({
      ...{ city_id: run.city_id, authority_id: authorities.idOf(authority), code, name, address },
      ...{ is_active, is_demo: isMadeUp, settings },
    }));
  await writeTable(run, await readTable(run, officeTable, sql`city_id = ${run.city_id}`), wanted);
}
