import { longInstant } from '../../core/language/format.ts';
import { diversityWords } from '../../core/open-data/described.ts';
import { licenceOf } from '../../core/open-data/licences.ts';
import type { Publication } from '../../core/open-data/published-file.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { datasetCard } from './dataset-card.ts';

/** `/datos-abiertos`: what there is, what each column means, how people are protected, how to use and cite it. */
export function openDataPage(visit: Visit, publication: Publication | null): string {
  const { say } = visit;
  const title = say('portal.open_data.title');
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('portal.open_data.lead')}</p>
    ${publication === null ? nothingYet(visit) : tables(visit, publication)} ${protection(visit, publication)}
    ${publication === null ? null : use(visit, publication)}`;
  return page(visit, { title, main, wide: true });
}

function nothingYet({ say }: Visit): Html {
  return html`<section class="card" aria-labelledby="nada">
    <h2 id="nada">${say('portal.open_data.none_title')}</h2>
    <p>${say('portal.open_data.none')}</p>
  </section>`;
}

function tables(visit: Visit, publication: Publication): Html {
  const { say, sayCount, manner } = visit;
  const { petitions, withheld, snapshot_at } = publication;
  return html`<p>
      ${say('portal.open_data.as_of', { date: longInstant(snapshot_at, manner) })}
      ${sayCount('portal.open_data.counts', petitions)} ${withheld === 0 ? null : heldBack(visit, withheld)}
    </p>
    <section aria-labelledby="tablas">
      <h2 id="tablas">${say('portal.open_data.tables')}</h2>
      ${datasets.map(({ shape }) => datasetCard(visit, shape, publication))}
    </section>`;
}

/** Below the crowd not even how many. */
function heldBack({ say }: Visit, count: number): string {
  return count < 5 ? say('portal.open_data.withheld_few') : say('portal.open_data.withheld', { count });
}

function protection({ say, language }: Visit, publication: Publication | null): Html {
  const varied = diversityWords(language, publication?.diversity ?? null);
  return html`<section aria-labelledby="proteccion">
    <h2 id="proteccion">${say('portal.open_data.how_title')}</h2>
    <ul>
      <li>${say('portal.open_data.how_never')}</li>
      <li>${say('portal.open_data.how_place')}</li>
      <li>${say('portal.open_data.how_crowd')}</li>
      ${varied === null ? null : html`<li>${varied}</li>`}
    </ul>
  </section>`;
}

function use({ say, paths, city, app, manner }: Visit, { snapshot_at }: Publication): Html {
  const date = longInstant(snapshot_at, manner);
  const url = app.public_url + paths.openData();
  const licence = licenceOf(city.city.settings);
  return html`<section aria-labelledby="uso">
      <h2 id="uso">${say('portal.open_data.use_title')}</h2>
      <p>
        ${say('portal.open_data.licence')}: <a href="${licence.url}" rel="license">${licence.title}</a>.
        ${say(`open_data.licence.${licence.asks}`)}
      </p>
      <p>${say('portal.open_data.cite')}:</p>
      <blockquote>${say('portal.open_data.citation', { city: city.city.name, date, url })}</blockquote>
    </section>
    <section aria-labelledby="programas">
      <h2 id="programas">${say('portal.open_data.machines_title')}</h2>
      <ul>
        <li><a href="${paths.dataPackage()}">${say('portal.open_data.package')}</a></li>
        <li><a href="${paths.catalogue('data.json')}">${say('portal.open_data.catalogue')}</a></li>
        <li>
          <a href="${paths.catalogue('catalog.jsonld')}">${say('portal.open_data.catalogue_jsonld')}</a>
        </li>
        <li><a href="${paths.catalogue('catalog.ttl')}">${say('portal.open_data.catalogue_turtle')}</a></li>
      </ul>
      <p>${say('portal.open_data.checksums')}</p>
    </section>`;
}
