import type { Row } from '../../core/open-data/dataset.ts';
import type { WrittenFile } from './growing-file.ts';

/** The files of one table in one format, written side by side: one for each month that has rows, and the whole. */
export interface TableFiles {
  write(rows: readonly Row[]): Promise<void>;
  /** Ends a month; null ends what comes whole only. */
  endPart(month: string | null): Promise<void>;
  end(): Promise<WrittenFile[]>;
}
