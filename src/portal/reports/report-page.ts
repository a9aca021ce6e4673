import { longInstant, shortDate } from '../../core/language/format.ts';
import { cellText, hiddenText } from '../../core/reports/cell-text.ts';
import type { DrawnMap, ReportRow, ReportSection, ReportTable } from '../../core/reports/contents.ts';
import { writeReportAddress, type ReportFile } from '../../core/reports/report-address.ts';
import type { PublishedReport, ReportFound } from '../../queries/public/reports.ts';
import { page } from '../layout/page.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { pictureOf } from './pictures.ts';

/** One edition of a report, whole: its words, its pictures and every number, as they were when it was published. */
export function reportPage(visit: Visit, found: ReportFound): string {
  const { say, language, manner, cityWords } = visit;
  const { contents, report } = found;
  const title = `${contents.title[language]}, ${contents.period_name[language]}`;
  const whose = contents.authority?.name ?? contents.city;
  const main = html`<p><a href="${visit.paths.reports()}">${say('portal.reports.all')}</a></p>
    <h1>${title}</h1>
    <p class="lead" ${cityWords}>${whose}</p>
    <p class="soft">
      ${say('report.as_of', { instant: longInstant(contents.as_of, manner) })}
      ${say('portal.reports.published', {
        edition: report.edition,
        day: shortDate(report.published_at.slice(0, 10), manner),
      })}
    </p>
    ${newer(visit, found)} ${downloads(visit, found)} ${index(visit, contents.sections)}
    ${contents.sections.map((section, at) => sectionPart(visit, found, { section, at }))}
    ${others(visit, found)}`;
  return page(visit, { title: `${title}, ${whose}`, main, wide: true });
}

const addressOf = ({ contents, report, editions }: ReportFound, file: ReportFile | null): string => {
  const { model, period, authority } = contents;
  const address = writeReportAddress({
    ...{ model, period: period.code, file },
    authority: authority?.code ?? null,
  });
  return report.edition === editions[0]?.edition ? address : `${address}?edicion=${report.edition}`;
};

function newer({ say, paths }: Visit, found: ReportFound): Html | null {
  const [newest] = found.editions;
  if (newest === undefined || newest.edition === found.report.edition) return null;
  const href = paths.reports(addressOf({ ...found, report: newest }, null));
  return html`<p class="notice">
    ${say('portal.reports.newer')} <a href="${href}">${say('report.edition', { edition: newest.edition })}</a>
  </p>`;
}

function downloads(visit: Visit, found: ReportFound): Html {
  const { say, paths } = visit;
  const file = (one: ReportFile) => paths.reports(addressOf(found, one));
  return html`<ul class="chips" aria-label="${say('portal.reports.files')}">
    <li><a href="${file({ kind: 'pdf', language: 'es' })}">${say('portal.reports.pdf_es')}</a></li>
    <li><a href="${file({ kind: 'pdf', language: 'en' })}">${say('portal.reports.pdf_en')}</a></li>
    <li><a href="${file({ kind: 'json' })}">${say('portal.reports.json')}</a></li>
  </ul>`;
}

function index({ say, language }: Visit, sections: readonly ReportSection[]): Html {
  return html`<nav class="card" aria-labelledby="indice">
    <h2 id="indice">${say('portal.reports.index')}</h2>
    <ol>
      ${sections.map(({ title }, at) => html`<li><a href="#parte-${at + 1}">${title[language]}</a></li>`)}
    </ol>
  </nav>`;
}

function sectionPart(
  visit: Visit,
  found: ReportFound,
  { section, at }: { section: ReportSection; at: number },
): Html {
  const { language } = visit;
  const id = `parte-${at + 1}`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${section.title[language]}</h2>
    ${paragraphs(section.text[language])} ${section.tables.map((table) => tablePart(visit, found, table))}
  </section>`;
}

const paragraphs = (text: string): Html[] =>
  text
    .split(/\n{2,}/)
    .filter((one) => one.trim() !== '')
    .map(
      (one) =>
        html`<p>${one.split('\n').map((line, at) => html`${at > 0 ? trusted('<br />') : null}${line}`)}</p>`,
    );

function tablePart(visit: Visit, found: ReportFound, table: ReportTable): Html {
  const { say, language, paths } = visit;
  const name = table.name[language];
  const csv = paths.reports(addressOf(found, { kind: 'csv', table: table.code }));
  return html`<div class="card">
    <h3>${name}</h3>
    ${pictureOf(visit, table, found.contents.map as DrawnMap | null)}
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="${say('portal.board.table_of', { what: name })}"
    >
      ${figures(visit, table)}
    </div>
    <details class="numbers">
      <summary>${say('portal.reports.what')}<span class="visually-hidden">: ${name}</span></summary>
      <dl>
        ${definitionsOf(table).map(
          ([term, told]) =>
            html`<dt>${term[language]}</dt>
              <dd>${told[language]}</dd>`,
        )}
      </dl>
    </details>
    <p class="soft">
      <a href="${csv}">${say('portal.reports.csv')}<span class="visually-hidden">: ${name}</span></a>
    </p>
  </div>`;
}

const definitionsOf = ({ rows, columns }: ReportTable) => [
  ...rows.flatMap(({ name, definition }) => (definition === undefined ? [] : [[name, definition] as const])),
  ...columns.map(({ name, definition }) => [name, definition] as const),
];

function figures(visit: Visit, table: ReportTable): Html {
  const { language } = visit;
  const most = Math.max(
    1,
    ...table.rows.filter(({ is_total }) => !is_total).map(({ cells }) => cells[0] ?? 0),
  );
  return html`<table class="figures report-figures">
    <caption class="visually-hidden">
      ${table.name[language]}
    </caption>
    <thead>
      <tr>
        <th scope="col">${table.first[language]}</th>
        ${table.columns.map(({ name }) => html`<th scope="col">${name[language]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${table.rows.map((row) => oneRow(visit, table, { row, most }))}
    </tbody>
  </table>`;
}

function oneRow(visit: Visit, table: ReportTable, { row, most }: { row: ReportRow; most: number }): Html {
  const { language, manner, cityWords } = visit;
  const isOfCity = row.name.es === row.name.en && row.code !== '';
  const first = row.cells[0] ?? null;
  const hidden = hiddenText(row, table, language);
  const bar = table.drawing === 'bars' && row.is_total !== true && first !== null;
  const cells = table.columns.map((column, at) =>
    cellText({ row, column, at }, { locale: manner.locale, language }),
  );
  return html`<tr class="${row.is_total === true ? 'total' : ''}">
    <th scope="row">
      <span ${isOfCity ? cityWords : null}>${row.name[language]}</span>
      ${
        bar
          ? html`<svg class="row-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect class="bar" width="${Math.round((100 * (first ?? 0)) / most)}" height="4" />
            </svg>`
          : null
      }
    </th>
    ${hidden === null ? cells.map((cell) => html`<td>${cell}</td>`) : html`<td colspan="${cells.length}" class="soft">${hidden}</td>`}
  </tr>`;
}

function others({ say, paths, manner }: Visit, found: ReportFound): Html | null {
  if (found.editions.length < 2) return null;
  const item = (report: PublishedReport) =>
    html`<li>
      <a href="${paths.reports(addressOf({ ...found, report }, null))}"
        >${say('report.edition', { edition: report.edition })}</a
      >, ${shortDate(report.published_at.slice(0, 10), manner)}
    </li>`;
  return html`<section aria-labelledby="ediciones">
    <h2 id="ediciones">${say('portal.reports.editions')}</h2>
    <p>${say('portal.reports.editions_why')}</p>
    <ul>
      ${found.editions.map(item)}
    </ul>
  </section>`;
}
