import { sql } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { formatsOf, type Format } from '../../core/open-data/dataset.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';
import type { Dataset } from '../../queries/public/open-data/dataset.ts';
import {
  monthsOf,
  petitionsOfMonth,
  planMonth,
  type MonthSource,
} from '../../queries/public/open-data/published-petition.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Reader } from '../../store/database.ts';
import { readingSnapshot } from '../../store/reading-snapshot.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { countUpToNow } from './count-up-to-now.ts';
import type { WrittenFile } from './growing-file.ts';
import { keepPublication } from './keep-publication.ts';
import { pieceKeeper, type Piece, type PieceKeeper } from './kept-pieces.ts';
import { parquetFiles } from './parquet-files.ts';
import type { TableFiles } from './table-files.ts';
import { csvForm, geoJsonForm, jsonLinesForm, textFiles } from './text-files.ts';

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
    const snapshot_at = app.now();
    const { files, petitions, withheld } = await writeAll(source, keeper, on_progress);
    const { storage_names } = await keepPublication(app, system, {
      ...{ city_id, snapshot_at, petitions, withheld },
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

async function knownPieces(reader: Reader, city_id: string): Promise<Piece[]> {
  const rows = await reader
    .selectFrom('open_data_pieces')
    .select(['id', 'bytes', 'sha256'])
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
  return { reader, city, keys: app.keys, groups: new Map(groups.map(({ id, code }) => [id, code])) };
}

interface Table {
  readonly dataset: Dataset;
  readonly files: readonly TableFiles[];
}

async function writeAll(source: MonthSource, keeper: PieceKeeper, on_progress: (month: string) => void) {
  const tables = datasets.map((dataset): Table => ({ dataset, files: filesOf(keeper, dataset) }));
  const byMonth = tables.filter(({ dataset }) => dataset.shape.by_month);
  let [petitions, withheld] = [0, 0];
  for (const month of await monthsOf(source)) {
    const plan = await planMonth(source, month);
    petitions += plan.petitions;
    withheld += plan.withheld;
    if (plan.petitions > 0)
      for await (const batch of petitionsOfMonth(source, plan))
        for (const { dataset, files } of byMonth) await writeRows(files, await dataset.rows(source, batch));
    await endPart(byMonth, month);
    on_progress(month);
  }
  const others = tables.filter(({ dataset }) => !dataset.shape.by_month);
  for (const { dataset, files } of others) await writeRows(files, await dataset.rows(source, []));
  await endPart(others, null);
  const files: WrittenFile[] = [];
  for (const table of tables) for (const one of table.files) files.push(...(await one.end()));
  return { files, petitions, withheld };
}

/** In steps of a few milliseconds: the process may be serving people meanwhile. */
async function writeRows(files: readonly TableFiles[], rows: Parameters<TableFiles['write']>[0]) {
  for (const file of files) {
    await file.write(rows);
    await letOthersRun();
  }
}

async function endPart(tables: readonly Table[], month: string | null): Promise<void> {
  for (const { files } of tables) for (const file of files) await file.endPart(month);
}

function filesOf(keeper: PieceKeeper, { shape }: Dataset): TableFiles[] {
  const made: Readonly<Record<Format, () => TableFiles>> = {
    csv: () => textFiles(keeper, shape, csvForm(shape)),
    jsonl: () => textFiles(keeper, shape, jsonLinesForm(shape)),
    geojson: () => textFiles(keeper, shape, geoJsonForm(shape)),
    parquet: () => parquetFiles(keeper, shape),
  };
  return formatsOf(shape).map((format) => made[format]());
}
