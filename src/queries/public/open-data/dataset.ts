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
