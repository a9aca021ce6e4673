import { longInstant } from '../../core/language/format.ts';
import { optionsOf, type CampaignQuestion } from '../../core/satisfaction/campaign.ts';
import type { CampaignQuestions, ListedCampaign } from '../../queries/public/campaigns.ts';
import { choiceField, errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** What an answer is called: the words of a choice, or the number on a scale with what its ends mean. */
export function optionWord(visit: Pick<Visit, 'say'>, question: CampaignQuestion, value: string): string {
  const { say } = visit;
  if (question.kind === 'choice') return question.options[Number(value)] ?? value;
  if (question.kind === 'yes_no') return say(value === 'yes' ? 'campaign.yes' : 'campaign.no');
  return say(`campaign.scale.${value as '1'}`);
}

/** The questions of a campaign on one page; nothing is chosen beforehand. */
export function campaignForm(
  visit: Visit,
  campaign: CampaignQuestions,
  { form, to }: { form: FormState; to: string },
): string {
  const { say, manner, city, paths } = visit;
  const authority = campaign.authority_id === null ? null : city.authorities.get(campaign.authority_id);
  const main = html`${errorSummary(visit, form)}
    <h1>${campaign.title}</h1>
    <p class="lead">${campaign.purpose}</p>
    <p class="soft">
      ${say('campaign.by', { authority: authority?.name ?? city.city.name })} ${say('campaign.private')}
      ${campaign.closes_at === null ? null : say('portal.survey.until', { when: longInstant(campaign.closes_at, manner) })}
    </p>
    <form method="post" action="${to}" class="survey" novalidate>
      ${visit.csrf()} ${onceField()} ${campaign.questions.map((question) => field(visit, question, form))}
      <div class="actions">
        <button class="button" type="submit">${say('campaign.send')}</button>
        ${to === paths.campaignForm() ? html`<a class="button text" href="${paths.campaignDecline()}">${say('portal.survey.decline')}</a>` : null}
      </div>
    </form>`;
  const has_errors = isRefused(form);
  return page(visit, { title: campaign.title, main, has_errors, private: true, scripts: ['filing.js'] });
}

function field(visit: Visit, question: CampaignQuestion, form: FormState): Html {
  const { code, text, required } = question;
  const values = optionsOf(question);
  const parts = { name: code, label: text, optional: !required };
  if (values === null) {
    const help = visit.say('campaign.text_help');
    return textField(visit, { ...parts, help, rows: 4, longest: 2000 }, form);
  }
  const choices = values.map((value) => ({ value, label: optionWord(visit, question, value) }));
  const group = choiceField(visit, { ...parts, choices }, form);
  return question.kind === 'scale' ? html`<div class="scale">${group}</div>` : group;
}

export function answeredPage(visit: Visit): string {
  const { say, paths } = visit;
  const title = say('portal.survey.thanks');
  const main = html`<h1>${title}</h1>
    <p class="lead" role="status">${say('campaign.thanks')}</p>
    <p><a href="${paths.campaigns()}">${say('campaign.list')}</a></p>`;
  return page(visit, { title, main, private: true });
}

/** What may be answered by everybody, and what was found. */
export function campaignList(
  visit: Visit,
  { open, published }: { open: readonly ListedCampaign[]; published: readonly ListedCampaign[] },
): string {
  const { say, paths } = visit;
  const title = say('campaign.list');
  const listed = (items: readonly ListedCampaign[]) =>
    html`<ul class="plain-list">
      ${items.map(
        ({ code, title: name, purpose }) =>
          html`<li class="card">
            <h3><a href="${paths.campaign(code)}">${name}</a></h3>
            <p>${purpose}</p>
          </li>`,
      )}
    </ul>`;
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('campaign.lead')}</p>
    ${
      open.length === 0
        ? null
        : html`<h2>${say('campaign.open')}</h2>
            ${listed(open)}`
    }
    ${
      published.length === 0
        ? null
        : html`<h2>${say('campaign.published')}</h2>
            ${listed(published)}`
    }
    ${open.length + published.length === 0 ? html`<div class="notice"><p>${say('campaign.none')}</p></div>` : null}
    <p><a href="${paths.satisfaction()}">${say('portal.survey.see_results')}</a></p>`;
  return page(visit, { title, main });
}

/** A link that asks nothing any more, and what there is to see instead. */
export function overPage(visit: Visit, why: 'link_expired' | 'survey_over' | 'survey_answered'): string {
  const { say, paths } = visit;
  const title = say(`campaign.over.${why}.title`);
  const main = html`<h1>${title}</h1>
    <p class="lead">${say(`campaign.over.${why}.text`)}</p>
    <p><a href="${paths.campaigns()}">${say('campaign.list')}</a></p>`;
  return page(visit, { title, main, private: true });
}
