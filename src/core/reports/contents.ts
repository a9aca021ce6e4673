import type { Language } from '../language/sentences.ts';
import type { Instant, PlainDate } from '../deadlines/plain-date.ts';
import type { PeriodCode, ReportModel } from './report-models.ts';

/** Words in every language that Atiende speaks: a report says the same for ever, whatever becomes of the sentences. */
export type Worded = Readonly<Record<Language, string>>;

/** What a cell is: how many, a share between 0 and 1, a percentage (0 to 100), business days; or words. */
export type CellType = 'count' | 'share' | 'percent' | 'days' | 'words';

export interface ReportColumn {
  readonly code: string;
  readonly name: Worded;
  readonly type: CellType;
  /** What it counts. */
  readonly definition: Worded;
}

export interface ReportRow {
  /** Stays the same in every report: a code of the city, or a date. Empty for the whole. */
  readonly code: string;
  readonly name: Worded;
  /** One for each column; null where nothing can be said. */
  readonly cells: readonly (number | null)[];
  /** By column, where that is of words; null or absent where nothing can be said. */
  readonly texts?: readonly (Worded | null)[];
  /** Where the cells of this row are not what their columns are. */
  readonly type?: CellType;
  /** What it counts, where the row says that and not the column. */
  readonly definition?: Worded;
  readonly is_total?: true;
  /** Fewer petitions than may be told: every cell is null. */
  readonly is_hidden?: true;
}

/** `bars`: the first column; `trend`: the first two, month by month; `map`: the first, by the zones of the map. */
export type Drawing = 'none' | 'bars' | 'trend' | 'map';

export interface ReportTable {
  /** Of its file: `canales.csv`. */
  readonly code: string;
  readonly name: Worded;
  /** What a row is. */
  readonly first: Worded;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  readonly drawing: Drawing;
}

export interface ReportSection {
  readonly kind: string;
  readonly title: Worded;
  /** Paragraphs, an empty line between them. */
  readonly text: Worded;
  readonly tables: readonly ReportTable[];
}

/** A boundary as the picture has it: the path of an SVG. */
export interface DrawnZone {
  readonly code: string;
  readonly path: string;
}

export interface DrawnMap {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly DrawnZone[];
}

/** A report as it is kept: numbers, what they count, and every word. Nothing of it is looked up when it is shown. */
export interface ReportContents {
  readonly model: ReportModel;
  readonly period: { readonly code: PeriodCode; readonly from: PlainDate; readonly to: PlainDate };
  readonly title: Worded;
  readonly period_name: Worded;
  readonly city: string;
  readonly authority: { readonly code: string; readonly name: string } | null;
  /** The instant that its numbers tell of. */
  readonly as_of: Instant;
  readonly sections: readonly ReportSection[];
  readonly map: DrawnMap | null;
}
