import type { DatasetShape, Row } from '../../../core/open-data/dataset.ts';
import type { PublishedPetition } from './published-petition.ts';
import type { DatasetSource } from './source.ts';

/**
 * One table of the open data. By month it is asked for the rows of some petitions at a time; whole only, once, with
 * none. A new one is a file in `datasets/` and a line in `datasets.ts`.
 */
export interface Dataset {
  readonly shape: DatasetShape;
  rows(source: DatasetSource, petitions: readonly PublishedPetition[]): Promise<Row[]> | Row[];
}

/** A table by month that is no list of petitions: it knows its months itself, and gives each in some steps. */
export interface MonthlyDataset {
  readonly shape: DatasetShape;
  months(source: DatasetSource): Promise<readonly string[]>;
  rowsOfMonth(source: DatasetSource, month: string): AsyncIterable<readonly Row[]>;
}

export const isMonthly = (dataset: Dataset | MonthlyDataset): dataset is MonthlyDataset =>
  'months' in dataset;

export const isList = (dataset: Dataset | MonthlyDataset): dataset is Dataset => !isMonthly(dataset);
