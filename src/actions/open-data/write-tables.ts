import { setImmediate as letOthersRun } from 'node:timers/promises';
import { formatsOf, type DatasetShape, type Format } from '../../core/open-data/dataset.ts';
import { noDiversity, withCrowds, type Diversity } from '../../core/open-data/diversity.ts';
import {
  isList,
  isMonthly,
  type Dataset,
  type MonthlyDataset,
} from '../../queries/public/open-data/dataset.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';
import {
  monthsOf,
  petitionsOfMonth,
  planMonth,
  type MonthSource,
} from '../../queries/public/open-data/published-petition.ts';
import type { WrittenFile } from './growing-file.ts';
import type { PieceKeeper } from './kept-pieces.ts';
import { parquetFiles } from './parquet-files.ts';
import type { TableFiles } from './table-files.ts';
import { csvForm, geoJsonForm, jsonLinesForm, textFiles } from './text-files.ts';

interface Table<Of extends Dataset | MonthlyDataset> {
  readonly dataset: Of;
  readonly files: readonly TableFiles[];
}

export interface WrittenTables {
  readonly files: readonly WrittenFile[];
  readonly petitions: number;
  /** Petitions of months with too few to hide among. */
  readonly withheld: number;
  readonly diversity: Diversity;
}

/** Writes every table in every format, some rows at a time. */
export async function writeTables(
  source: MonthSource,
  keeper: PieceKeeper,
  on_progress: (month: string) => void,
): Promise<WrittenTables> {
  const tableOf = <Of extends Dataset | MonthlyDataset>(dataset: Of): Table<Of> => ({
    dataset,
    files: filesOf(keeper, dataset.shape),
  });
  const lists = datasets.filter(isList).map(tableOf);
  const monthly = datasets.filter(isMonthly).map(tableOf);
  const counts = await writePetitions(
    source,
    lists.filter(({ dataset }) => dataset.shape.by_month),
    on_progress,
  );
  for (const table of monthly) await writeMonths(source, table);
  const wholes = lists.filter(({ dataset }) => !dataset.shape.by_month);
  for (const { dataset, files } of wholes) await writeRows(files, await dataset.rows(source, []));
  await endPart(wholes, null);
  const files: WrittenFile[] = [];
  for (const table of [...lists, ...monthly]) for (const one of table.files) files.push(...(await one.end()));
  return { files, ...counts };
}

async function writePetitions(
  source: MonthSource,
  tables: readonly Table<Dataset>[],
  on_progress: (month: string) => void,
) {
  let [petitions, withheld, diversity] = [0, 0, noDiversity];
  for (const month of await monthsOf(source)) {
    const plan = await planMonth(source, month);
    petitions += plan.petitions;
    withheld += plan.withheld;
    const outcomes = new Map<string, Set<string | null>>();
    if (plan.petitions > 0)
      for await (const batch of petitionsOfMonth(source, plan)) {
        for (const { dataset, files } of tables) await writeRows(files, await dataset.rows(source, batch));
        for (const { crowd, row } of batch)
          outcomes.set(crowd, (outcomes.get(crowd) ?? new Set()).add(row.outcome_class));
      }
    diversity = withCrowds(diversity, outcomes);
    await endPart(tables, month);
    on_progress(month);
  }
  return { petitions, withheld, diversity };
}

async function writeMonths(source: MonthSource, table: Table<MonthlyDataset>): Promise<void> {
  for (const month of await table.dataset.months(source)) {
    for await (const rows of table.dataset.rowsOfMonth(source, month)) await writeRows(table.files, rows);
    await endPart([table], month);
  }
}

/** In steps of a few milliseconds: the process may be serving people meanwhile. */
async function writeRows(files: readonly TableFiles[], rows: Parameters<TableFiles['write']>[0]) {
  for (const file of files) {
    await file.write(rows);
    await letOthersRun();
  }
}

async function endPart(
  tables: readonly Pick<Table<Dataset | MonthlyDataset>, 'files'>[],
  month: string | null,
): Promise<void> {
  for (const { files } of tables) for (const file of files) await file.endPart(month);
}

/** The files of one table in all its formats. */
export function filesOf(keeper: PieceKeeper, shape: DatasetShape): TableFiles[] {
  const lines = textFiles(keeper, shape, jsonLinesForm(shape));
  const made: Readonly<Record<Format, () => TableFiles>> = {
    csv: () => textFiles(keeper, shape, csvForm(shape)),
    jsonl: () => lines,
    geojson: () => textFiles(keeper, shape, geoJsonForm(shape)),
    parquet: () => parquetFiles(keeper, shape, lines),
  };
  return formatsOf(shape).map((format) => made[format]());
}
