import { sql } from 'kysely';
import type { MonthSource } from '../../queries/public/open-data/published-petition.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Reader } from '../../store/database.ts';
import { readingSnapshot } from '../../store/reading-snapshot.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { countUpToNow } from './count-up-to-now.ts';
import { keepPublication } from './keep-publication.ts';
import { pieceKeeper, type StoredPiece } from './kept-pieces.ts';
import { writeTables } from './write-tables.ts';

export interface Published {
  readonly snapshot_at: string;
  readonly petitions: number;
  readonly withheld: number;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that were not there already. */
  readonly new_bytes: number;
}

const system = { kind: 'system' } as const;

/**
 * Publishes a city's open data anew, all of it as it is in one instant; memory does not grow with the number of rows,
 * and filings wait for nothing of it.
 * @param on_progress told the month that is done
 * @returns null where another process is at it
 */
export async function publishOpenData(
  app: App,
  city_id: string,
  on_progress: (month: string) => void = () => undefined,
): Promise<Published | null> {
  await countUpToNow(app);
  return readingSnapshot(app.database, async (reader) => {
    if (!(await mayPublish(reader, city_id))) return null;
    const keeper = pieceKeeper(app, city_id, await knownPieces(reader, city_id));
    const source = await sourceOf(app, reader, city_id);
    const { snapshot_at } = source;
    const { files, petitions, withheld, diversity } = await writeTables(source, keeper, on_progress);
    const { storage_names } = await keepPublication(app, system, {
      ...{ city_id, snapshot_at, petitions, withheld, diversity },
      files: files.map((file) => ({ ...file, piece_ids: [...file.piece_ids] })),
    });
    await letGoOfFiles(app, storage_names);
    const sum = (list: readonly { bytes: number }[]) => list.reduce((all, { bytes }) => all + bytes, 0);
    const sizes = { files: files.length, bytes: sum(files), new_bytes: sum(keeper.made) };
    return { snapshot_at, petitions, withheld, ...sizes };
  });
}

/** Held as long as the snapshot is open. */
async function mayPublish(reader: Reader, city_id: string): Promise<boolean> {
  const { rows } = await sql<{ is_free: boolean }>`select pg_try_advisory_xact_lock(
    hashtext('open-data'), hashtext(${city_id})) as is_free`.execute(reader);
  return rows[0]?.is_free === true;
}

async function knownPieces(reader: Reader, city_id: string): Promise<StoredPiece[]> {
  const rows = await reader
    .selectFrom('open_data_pieces')
    .select(['id', 'bytes', 'sha256', 'storage_name'])
    .where('city_id', '=', city_id)
    .execute();
  return rows.map((row) => ({ ...row, sha256: row.sha256.toString('hex') }));
}

async function sourceOf(app: App, reader: Reader, city_id: string): Promise<MonthSource> {
  const city = await cityConfiguration(reader, city_id);
  if (city === null) throw new Error('No such city');
  const groups = await reader
    .selectFrom('service_groups')
    .select(['id', 'code'])
    .where('city_id', '=', city_id)
    .execute();
  const by_id = new Map(groups.map(({ id, code }) => [id, code]));
  return { reader, city, keys: app.keys, snapshot_at: app.now(), groups: by_id };
}
