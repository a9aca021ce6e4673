import { sql } from 'kysely';
import { z } from 'zod';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { insertImported } from './insert-imported.ts';
import { pastPetition, type PastPetition, type RowResult } from './past-petition.ts';
import { planImport, type PlannedImport } from './plan-import.ts';

/** More rows than this in one statement would pass PostgreSQL's 65,535 parameters. */
export const IMPORT_BATCH = 500;

/** The name of a system: it is stored with every petition and shown. */
export const systemName = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{0,40}$/);

const input = z.object({
  city_id: z.uuid(),
  system: systemName,
  rows: z.array(pastPetition).max(IMPORT_BATCH),
  dry_run: z.boolean().default(false),
});

/**
 * Brings in petitions of another system with their history, whole or not at all for each batch. What this system's
 * id has brought in before is `known` and left alone; what the city's rules refuse is `rejected` with its reason.
 * A dry run answers the same and writes nothing.
 * @returns one result for each row, in order
 */
export const importPetitions = defineAction({
  name: 'import-petitions',
  permission: 'system',
  input,
  async run({ tx, input: { city_id, system, rows, dry_run }, now }): Promise<RowResult[]> {
    const city = await cityConfiguration(tx, city_id);
    if (!city) throw new Refused('city_unknown');
    // Two imports of one system at once: the second waits for the batch of the first and finds its rows known.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${city_id} ${system}`}, 0))`.execute(
      tx,
    );
    const known = await knownIds(tx, { city_id, system }, rows);
    const { planned, results } = planAll(city, rows, { known, now });
    if (!dry_run) await insertImported(tx, { city_id, system, now }, planned);
    return results;
  },
});

function planAll(
  city: CityConfiguration,
  rows: readonly PastPetition[],
  { known, now }: { known: Set<string>; now: string },
): { planned: PlannedImport[]; results: RowResult[] } {
  const planned: PlannedImport[] = [];
  const results = rows.map((row): RowResult => {
    if (known.has(row.source_id)) return knownRow(row);
    const one = planImport(city, row, now);
    if (one.planned !== null) {
      planned.push(one.planned);
      known.add(row.source_id);
    }
    return one.result;
  });
  return { planned, results };
}

async function knownIds(
  tx: Tx,
  { city_id, system }: { city_id: string; system: string },
  rows: readonly PastPetition[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const ids = rows.map(({ source_id }) => source_id);
  const found = await tx
    .selectFrom('import_rows')
    .select('source_id')
    .where('city_id', '=', city_id)
    .where('system', '=', system)
    .where(sql<boolean>`source_id = any(${ids}::text[])`)
    .execute();
  return new Set(found.map(({ source_id }) => source_id));
}

function knownRow({ line, service_code, stage }: PastPetition): RowResult {
  return { line, result: 'known', problems: [], service: service_code, authority: null, unit: null, stage };
}
