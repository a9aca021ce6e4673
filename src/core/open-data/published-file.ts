import type { Diversity } from './diversity.ts';

/** One file that anybody may take. */
export interface PublishedFile {
  readonly dataset: string;
  /** Null: the whole. */
  readonly month: string | null;
  readonly format: string;
  readonly rows: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly issued_at: string;
  /** When its bytes last changed. */
  readonly modified_at: string;
}

export interface Publication {
  /** The instant that all of its files tell of. */
  readonly snapshot_at: string;
  readonly petitions: number;
  /** Petitions of months with too few to hide among. */
  readonly withheld: number;
  /** Null where it was not looked at. */
  readonly diversity: Diversity | null;
  /** By dataset, the whole first and then the months, newest first. */
  readonly files: readonly PublishedFile[];
}

/** The files of a dataset: the whole in each format, or those of one month. */
export const filesOfPart = (
  files: readonly PublishedFile[],
  part: { dataset: string; month: string | null },
): PublishedFile[] => files.filter(({ dataset, month }) => dataset === part.dataset && month === part.month);
