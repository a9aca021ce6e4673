import { shortDate } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { writeReportAddress } from '../../core/reports/report-address.ts';
import { periodName } from '../../core/reports/period-name.ts';
import type { PublishedReport } from '../../queries/public/reports.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** Every report that was published, the newest period first; the whole city before its authorities. */
export function reportListPage(visit: Visit, reports: readonly PublishedReport[]): string {
  const { say, language } = visit;
  const periods = [...Map.groupBy(reports, ({ period }) => period)];
  const main = html`<h1>${say('portal.reports.title')}</h1>
    <p class="lead">${say('portal.reports.lead')}</p>
    ${periods.length === 0 ? html`<p class="notice">${say('portal.reports.none')}</p>` : null}
    ${periods.map(
      ([period, own]) =>
        html`<section class="card" aria-labelledby="periodo-${period}">
          <h2 id="periodo-${period}">${periodName(period)[language]}</h2>
          <ul>
            ${inOrder(visit, own).map((report) => item(visit, report))}
          </ul>
        </section>`,
    )}`;
  return page(visit, { title: say('portal.reports.title'), main });
}

function inOrder({ city, manner }: Visit, reports: readonly PublishedReport[]): PublishedReport[] {
  const nameOf = ({ authority_id }: PublishedReport) => city.authorities.get(authority_id ?? '')?.name ?? '';
  return [...reports].sort(
    (one, other) =>
      one.model.localeCompare(other.model) || nameOf(one).localeCompare(nameOf(other), manner.locale),
  );
}

function item({ say, paths, city, manner, cityWords }: Visit, report: PublishedReport): Html {
  const { model, period, authority_id, published_at } = report;
  const authority = city.authorities.get(authority_id ?? '');
  const href = paths.reports(
    writeReportAddress({ model, period, authority: authority?.code ?? null, file: null }),
  );
  return html`<li>
    <a href="${href}"
      >${say(`report.model.${model}` as SentenceKey)}:
      <span ${cityWords}>${authority?.name ?? city.city.name}</span></a
    >
    <span class="soft">${shortDate(published_at.slice(0, 10), manner)}</span>
  </li>`;
}
