import { preciseNumber, preciseShare, wholeNumber } from '../../core/language/format.ts';
import type { OptionShare, QuestionFigures } from '../../core/satisfaction/campaign-figures.ts';
import type { CampaignQuestion } from '../../core/satisfaction/campaign.ts';
import type { CampaignQuestions, CampaignResults } from '../../queries/public/campaigns.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { optionWord } from './campaign-pages.ts';

/** What a campaign found: each question with its intervals, how it was asked, and of how many. */
export function resultsPage(visit: Visit, campaign: CampaignQuestions, results: CampaignResults): string {
  const { say, paths } = visit;
  const main = html`<h1>${campaign.title}</h1>
    <p class="lead">${campaign.purpose}</p>
    <p>${howAsked(visit, campaign, results)}</p>
    ${campaign.questions.map((question) => {
      const figures = results.questions.find(({ code }) => code === question.code);
      return figures === undefined ? null : oneQuestion(visit, question, figures);
    })}
    ${results.strata.length < 2 ? null : strata(visit, campaign, results)}
    <details class="card">
      <summary>${say('portal.satisfaction.method')}</summary>
      <p>${say('campaign.method', { margin: String(campaign.margin) })}</p>
      <p>${say('satisfaction.method_hidden')}</p>
    </details>
    <p><a href="${paths.campaigns()}">${say('campaign.list')}</a></p>`;
  return page(visit, { title: campaign.title, main, wide: true });
}

function howAsked(
  { say, manner }: Visit,
  { population }: CampaignQuestions,
  { asked, answered, response_rate, waves }: CampaignResults,
): string {
  const [count, of] = [wholeNumber(answered, manner), wholeNumber(asked, manner)];
  if (population === 'everybody') return say('campaign.asked_everybody', { count });
  const drawn = say('campaign.asked_drawn', {
    ...{ count, of, rate: response_rate === null ? '—' : preciseShare(response_rate, manner) },
  });
  if (waves === null) return drawn;
  const whole = (value: number) => wholeNumber(value, manner);
  const { before, reminded, after, after_rate } = waves;
  const values = { before: whole(before), reminded: whole(reminded), after: whole(after) };
  return `${drawn} ${say('campaign.waves', { ...values, rate: preciseShare(after_rate, manner) })}`;
}

function oneQuestion(visit: Visit, question: CampaignQuestion, figures: QuestionFigures): Html {
  const { say, sayCount, manner } = visit;
  const id = `pregunta-${question.code}`;
  const answers = sayCount('satisfaction.answers', figures.n, { count: wholeNumber(figures.n, manner) });
  if (question.kind === 'text') return html``;
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${question.text}</h2>
    ${
      figures.options === null
        ? html`<p>${say('portal.satisfaction.hidden')}</p>`
        : html`${optionTable(visit, question, figures.options)}
            <p class="soft">
              ${[
                answers,
                figures.mean !== null && say('campaign.mean', { mean: preciseNumber(figures.mean, manner) }),
                figures.insufficient && say('satisfaction.insufficient'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>`
    }
  </section>`;
}

function optionTable(visit: Visit, question: CampaignQuestion, options: readonly OptionShare[]): Html {
  const { say, manner } = visit;
  const is_drawn = options.some(({ weighted }) => weighted !== null);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${question.text}">
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">${say('campaign.answer')}</th>
          <th scope="col">${say('campaign.share')}</th>
          <th scope="col">${say('campaign.interval')}</th>
          ${is_drawn ? html`<th scope="col">${say('campaign.weighted')}</th>` : null}
          <th scope="col">${say('campaign.count')}</th>
        </tr>
      </thead>
      <tbody>
        ${options.map(
          (one) =>
            html`<tr>
              <th scope="row">${optionWord(visit, question, one.value)}</th>
              <td><strong>${preciseShare(one.percent, manner)}</strong></td>
              <td>
                ${say('satisfaction.range', { low: preciseShare(one.low, manner), high: preciseShare(one.high, manner) })}
              </td>
              ${one.weighted === null ? null : html`<td>${preciseShare(one.weighted, manner)}</td>`}
              <td>${wholeNumber(one.count, manner)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function strata(visit: Visit, campaign: CampaignQuestions, results: CampaignResults): Html {
  const { say, manner } = visit;
  const first = campaign.questions.find(({ kind }) => kind !== 'text');
  const high = (one: QuestionFigures | null) => {
    if (one?.options == null || first === undefined) return say('portal.satisfaction.hidden');
    const best = one.options.reduce((top, option) => (option.percent > top.percent ? option : top));
    return `${optionWord(visit, first, best.value)}: ${preciseShare(best.percent, manner)}`;
  };
  return html`<section class="card" aria-labelledby="estratos">
    <h2 id="estratos">${say('campaign.strata')}</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="${say('campaign.strata')}">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">${say('campaign.stratum')}</th>
            <th scope="col">${first?.text ?? ''}</th>
            <th scope="col">${say('campaign.people')}</th>
            <th scope="col">${say('campaign.asked')}</th>
            <th scope="col">${say('campaign.answered')}</th>
          </tr>
        </thead>
        <tbody>
          ${results.strata.map(
            (one) =>
              html`<tr>
                <th scope="row">${one.name}</th>
                <td>${high(one.first)}</td>
                <td>${wholeNumber(one.population, manner)}</td>
                <td>${wholeNumber(one.asked, manner)}</td>
                <td>${wholeNumber(one.answered, manner)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
