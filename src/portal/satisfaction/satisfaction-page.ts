import { monthName, preciseShare, wholeNumber } from '../../core/language/format.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import type { Figures } from '../../core/satisfaction/figures.ts';
import type { Followed, GroupFigures, PublicSatisfaction } from '../../queries/public/satisfaction.ts';
import { selectField } from '../layout/fields.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { bys, periods, type Asked } from './asked.ts';
import { measuresOf, shareCell, shareWords, tellsAnything, type Measure } from './figure-words.ts';
import { ofPeople } from './people-table.ts';
import { trendChart } from './trend-chart.ts';

/** What people say of how they were attended: the whole, month by month, side by side, and what was done about it. */
export function satisfactionPage(visit: Visit, asked: Asked, told: PublicSatisfaction): string {
  const { say } = visit;
  const measures = measuresOf(told.whole);
  const title = say('portal.satisfaction.title');
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('portal.satisfaction.lead')}</p>
    ${choices(visit, asked)}
    ${
      tellsAnything(told.whole)
        ? html`${headline(visit, told)} ${trend(visit, told.months, measures)}
          ${sideBySide(visit, asked, { groups: told.groups, measures })} ${ofPeople(visit, told.people)}`
        : html`<div class="notice"><p>${say('portal.satisfaction.nothing')}</p></div>`
    }
    ${whatWasDone(visit, told.followed)} ${method(visit, told)}
    <p><a href="${visit.paths.campaigns()}">${say('campaign.list')}</a></p>`;
  return page(visit, { title, main, wide: true });
}

function choices(visit: Visit, asked: Asked): Html {
  const { say, paths, city, language } = visit;
  const form = {
    values: { periodo: asked.period, por: asked.by, autoridad: asked.authority, canal: asked.channel },
    errors: {},
  };
  const field = (
    name: string,
    label: string,
    given: { choices: { value: string; label: string }[]; nothing: string },
  ) => selectField(visit, { name, label, ...given }, form);
  const authorities = [...city.authorities.values()].map(({ code, name }) => ({ value: code, label: name }));
  const channels = CHANNELS.map((one) => ({ value: one, label: sayCode(language, 'channel', one) ?? one }));
  const all = say('portal.satisfaction.all');
  return html`<form method="get" action="${paths.satisfaction()}" class="board-form">
    <div class="fields">
      ${field('periodo', say('portal.satisfaction.period'), {
        choices: periods.map((one) => ({ value: one, label: say(`portal.satisfaction.periods.${one}`) })),
        nothing: say('portal.satisfaction.periods.12m'),
      })}
      ${field('autoridad', say('portal.satisfaction.by.autoridad'), { choices: authorities, nothing: all })}
      ${field('canal', say('portal.satisfaction.by.canal'), { choices: channels, nothing: all })}
      ${field('por', say('satisfaction.compare'), {
        choices: Object.keys(bys).map((one) => ({
          value: one,
          label: say(`portal.satisfaction.by.${one as 'canal'}`),
        })),
        nothing: say('portal.satisfaction.by.autoridad'),
      })}
    </div>
    <button class="button second" type="submit">${say('portal.satisfaction.show')}</button>
  </form>`;
}

function headline(visit: Visit, { whole }: PublicSatisfaction): Html {
  const { say, manner } = visit;
  return html`<section aria-labelledby="cifras">
    <h2 id="cifras">${say('portal.satisfaction.headline')}</h2>
    <ul class="measures">
      ${measuresOf(whole).map((measure) => {
        const share = whole[measure];
        const weighted =
          share === null
            ? null
            : say('satisfaction.weighted', { percent: preciseShare(share.weighted, manner) });
        return html`<li class="card">
          <h3>${say(`satisfaction.measure.${measure}`)}</h3>
          <p class="figure">${shareWords(visit, share, weighted)}</p>
        </li>`;
      })}
    </ul>
    <p class="soft">
      ${say('satisfaction.response', {
        closed: wholeNumber(whole.closed, manner),
        asked: wholeNumber(whole.asked, manner),
        complete: wholeNumber(whole.complete, manner),
        rate: whole.response_rate === null ? '—' : preciseShare(whole.response_rate, manner),
      })}
      ${
        whole.lasting_asked === 0
          ? null
          : say('satisfaction.lasting_response', {
              due: wholeNumber(whole.lasting_due, manner),
              asked: wholeNumber(whole.lasting_asked, manner),
            })
      }
    </p>
  </section>`;
}

function trend(visit: Visit, months: readonly GroupFigures[], measures: readonly Measure[]): Html | null {
  const { say, manner } = visit;
  if (!months.some(({ figures }) => figures.satisfaction !== null)) return null;
  const nameOf = (month: string) => monthName(month, manner);
  const title = say('satisfaction.trend');
  return html`<section class="card" aria-labelledby="tendencia">
    <h2 id="tendencia">${title}</h2>
    ${trendChart(months, { title, text: say('satisfaction.trend_text'), nameOf })}
    <details class="numbers">
      <summary>${say('satisfaction.as_table')}</summary>
      ${table(visit, { first: say('satisfaction.month'), measures, rows: months.map((one) => ({ ...one, name: nameOf(one.key) })) })}
    </details>
  </section>`;
}

function sideBySide(
  visit: Visit,
  asked: Asked,
  { groups, measures }: { groups: readonly GroupFigures[]; measures: readonly Measure[] },
): Html {
  const { say, city, language } = visit;
  const names: Readonly<Record<string, (key: string) => string | undefined>> = {
    autoridad: (key) => city.authorities.get(key)?.name,
    unidad: (key) => unitName(visit, key),
    tema: (key) => city.services.get(key)?.name,
    tipo: (key) => city.kinds.get(key)?.name,
    canal: (key) => sayCode(language, 'channel', key) ?? undefined,
  };
  const rows = groups
    .map((one) => ({ ...one, name: names[asked.by]?.(one.key) ?? one.key }))
    .sort((one, other) => one.name.localeCompare(other.name, visit.manner.locale));
  const first = say(`portal.satisfaction.by.${asked.by as 'canal'}`);
  return html`<section class="card" aria-labelledby="comparar">
    <h2 id="comparar">${say('portal.satisfaction.side_by_side', { what: first.toLowerCase() })}</h2>
    ${table(visit, { first, measures, rows })}
  </section>`;
}

function table(
  visit: Visit,
  {
    first,
    measures,
    rows,
  }: {
    first: string;
    measures: readonly Measure[];
    rows: readonly (GroupFigures & { readonly name: string })[];
  },
): Html {
  const { say, manner } = visit;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${first}">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">${first}</th>
          ${measures.map((measure) => html`<th scope="col">${say(`satisfaction.measure.${measure}`)}</th>`)}
          <th scope="col">${say('satisfaction.sample')}</th>
          <th scope="col">${say('satisfaction.closed')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, figures }) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${measures.map((measure) => html`<td>${shareCell(visit, figures[measure])}</td>`)}
              <td>${sampleWord(visit, figures)}</td>
              <td>${wholeNumber(figures.closed, manner)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const sampleWord = ({ say }: Visit, { satisfaction }: Figures): string =>
  satisfaction === null
    ? '—'
    : say(satisfaction.insufficient ? 'satisfaction.not_enough' : 'satisfaction.enough');

/** Units of several authorities have the same name. */
function unitName({ city }: Visit, id: string): string | undefined {
  const unit = city.units.get(id);
  return unit && [unit.name, city.authorities.get(unit.authority_id)?.short_name].join(', ');
}

/** «Usted dijo, hicimos»: what was behind the bad answers that somebody saw to. */
function whatWasDone(visit: Visit, { open, closed, causes }: Followed): Html | null {
  if (open + closed === 0) return null;
  const { say, language, manner } = visit;
  return html`<section class="card" aria-labelledby="hicimos">
    <h2 id="hicimos">${say('portal.satisfaction.done_title')}</h2>
    <p>
      ${say('portal.satisfaction.done', { closed: wholeNumber(closed, manner), open: wholeNumber(open, manner) })}
    </p>
    ${
      causes.length === 0
        ? null
        : html`<p>${say('portal.satisfaction.done_causes')}</p>
            <ul>
              ${causes.map(({ cause, count }) => html`<li>${sayCode(language, 'survey_cause', cause) ?? cause}: ${wholeNumber(count, manner)}</li>`)}
            </ul>`
    }
  </section>`;
}

function method({ say, manner }: Visit, { whole }: PublicSatisfaction): Html {
  return html`<details class="card" id="como-se-mide">
    <summary>${say('portal.satisfaction.method')}</summary>
    <p>${say('portal.satisfaction.method_asked')}</p>
    <p>${say('portal.satisfaction.method_measures')}</p>
    ${whole.lasting_asked === 0 ? null : html`<p>${say('satisfaction.method_lasting')}</p>`}
    <p>${say('satisfaction.method_interval', { needed: wholeNumber(whole.needed, manner) })}</p>
    <p>${say('portal.satisfaction.method_weights')}</p>
    <p>${say('satisfaction.method_hidden')}</p>
  </details>`;
}
