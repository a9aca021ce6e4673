/** What is wrong with an archive, or with the place that it comes from or goes to. */
export type ArchiveTrouble =
  | 'archive_missing'
  | 'archive_exists'
  | 'place_unusable'
  | 'archive_foreign'
  | 'archive_cut'
  | 'archive_damaged'
  | 'archive_newer'
  | 'archive_unfit'
  | 'nothing_to_back_up'
  | 'database_not_empty'
  | 'database_ahead'
  | 'files_not_empty'
  | 'key_needed'
  | 'key_differs'
  | 'files_away'
  | 'no_space';

/** A backup or a restore that cannot be done, and why; said by whoever catches it. Nothing was changed. */
export class ArchiveProblem extends Error {
  readonly code: ArchiveTrouble;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: ArchiveTrouble, details: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ArchiveProblem';
    this.code = code;
    this.details = details;
  }
}
