import type { ImportTarget } from '../../../actions/imports/import-target.ts';
import type { Language, Values } from '../../../core/language/sentences.ts';
import type { TableFacts } from './column-facts.ts';
import type { ColumnGuesses } from './guess-columns.ts';

export interface ProposalInto {
  readonly language: Language;
  /** The city whose names are looked for among the values; null where none was given. */
  readonly target: ImportTarget | null;
}

/** What the parts of a proposal are written from. */
export interface Draft extends ProposalInto {
  readonly facts: TableFacts;
  readonly guesses: ColumnGuesses;
  /** A comment line. */
  readonly remark: (key: string, values?: Values) => string;
}
