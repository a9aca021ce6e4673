import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { longInstant } from '../../core/language/format.ts';
import { say, type Language } from '../../core/language/sentences.ts';
import type { ReportContents, ReportSection, ReportTable } from '../../core/reports/contents.ts';
import { cellText, hiddenText } from '../../core/reports/cell-text.ts';
import { mapDrawing, trendDrawing } from '../../core/reports/drawings.ts';
import { localeIn } from '../../core/reports/words.ts';
import { typeset, type LetterheadData } from './typeset.ts';

export interface ReportOnPaper {
  readonly contents: ReportContents;
  readonly city: CityConfiguration;
  readonly row: {
    readonly authority_id: string | null;
    readonly edition: number;
    readonly published_at?: string | null;
  };
  readonly is_draft?: boolean;
}

interface Branding {
  readonly accent?: unknown;
  readonly seal_letters?: unknown;
}

/**
 * A report as PDF/UA-1: tagged, headings, tables with their header cells, pictures with words, in one language.
 * @throws where the template cannot be set
 */
export function reportPdf(paper: ReportOnPaper, language: Language): Buffer {
  const { contents } = paper;
  const head = letterheadOf(paper, language);
  const sections = contents.sections.map((section) =>
    sectionOf(paper, section, { language, accent: head.accent }),
  );
  return typeset('report', {
    ...head,
    period: contents.period_name[language],
    as_of: say(language, 'report.as_of', { instant: instantIn(paper, language) }),
    edition: say(language, 'report.edition', { edition: paper.row.edition }),
    sections,
  });
}

const instantIn = ({ contents, city }: ReportOnPaper, language: Language): string =>
  longInstant(contents.as_of, {
    locale: localeIn(language, city.city.locale),
    time_zone: city.city.time_zone,
  });

function letterheadOf({ contents, city, row, is_draft }: ReportOnPaper, language: Language): LetterheadData {
  const [first] = city.authorities.values();
  const authority = row.authority_id === null ? first : city.authorities.get(row.authority_id);
  const { accent, seal_letters } = (authority?.branding ?? {}) as Branding;
  const whose = contents.authority?.name ?? contents.city;
  const title = `${contents.title[language]}, ${contents.period_name[language]}`;
  return {
    ...{
      lang: language,
      region: city.city.country,
      title,
      author: whose,
      authority: whose,
      city: contents.city,
    },
    accent: typeof accent === 'string' && /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#1f4e5f',
    seal_letters: typeof seal_letters === 'string' ? seal_letters : whose.slice(0, 1),
    footer: `${whose} · ${contents.period_name[language]}`,
    pages: say(language, 'document.pages'),
    watermark: is_draft === true ? say(language, 'document.draft') : '',
  };
}

interface Manner {
  readonly language: Language;
  readonly accent: string;
}

const sectionOf = (paper: ReportOnPaper, section: ReportSection, manner: Manner) => ({
  title: section.title[manner.language],
  text: section.text[manner.language],
  tables: section.tables.map((table) => tableOf(paper, table, manner)),
});

function tableOf({ contents, city }: ReportOnPaper, table: ReportTable, { language, accent }: Manner) {
  const locale = localeIn(language, city.city.locale);
  const most = Math.max(
    1,
    ...table.rows.filter(({ is_total }) => !is_total).map(({ cells }) => cells[0] ?? 0),
  );
  return {
    name: table.name[language],
    head: [table.first[language], ...table.columns.map(({ name }) => name[language])],
    rows: table.rows.map((row) => ({
      name: row.name[language],
      cells: table.columns.map((column, at) => cellText({ row, column, at }, { locale, language })),
      hidden: hiddenText(row, table, language),
      is_total: row.is_total === true,
      // How long its bar is, beside the name; null for none.
      share: table.drawing === 'bars' && !row.is_total && row.cells[0] != null ? row.cells[0] / most : null,
    })),
    definitions: definitionsOf(table, language),
    picture: pictureOf(contents, table, { language, locale, accent }),
  };
}

/** What the columns count, or the rows where they say it themselves. */
function definitionsOf({ rows, columns }: ReportTable, language: Language): [string, string][] {
  const own = rows.flatMap(({ name, definition }) =>
    definition === undefined ? [] : [{ name, definition }],
  );
  const told = own.length > 0 ? own : columns;
  return told.map(({ name, definition }) => [name[language], definition[language]]);
}

function pictureOf(
  contents: ReportContents,
  table: ReportTable,
  { language, locale, accent }: Manner & { readonly locale: string },
) {
  const drawing =
    table.drawing === 'trend'
      ? trendDrawing(table)
      : table.drawing === 'map'
        ? mapDrawing(table, contents.map)
        : null;
  if (drawing === null) return null;
  return {
    is_map: table.drawing === 'map',
    svg: drawing.svg(accent, { language, locale }),
    alt: say(language, 'report.picture', { what: table.name[language] }),
  };
}
