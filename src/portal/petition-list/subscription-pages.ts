import { shortDate } from '../../core/language/format.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { FREQUENCIES, type Frequency } from '../../core/subscriptions/digest.ts';
import { followedInAddress, followedInWords } from '../../core/subscriptions/followed.ts';
import type { OpenedSubscription, SubscriptionView } from '../../queries/citizen/held-subscription.ts';
import { choiceField, errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { select, selections } from './list-form.ts';
import type { ListQuestion } from './list-question.ts';

/** Asks what to follow, how often, and where to write. */
export function subscribePage(visit: Visit, question: ListQuestion, form: FormState): string {
  const { say, paths } = visit;
  const title = say('portal.subscription.title');
  const email = { name: 'correo', label: say('portal.filing.contact.email'), longest: 254 };
  const as_email = { type: 'email', inputmode: 'email', autocomplete: 'email', width: 'medium' } as const;
  const followed = selections(visit, question, ['service', 'zone', 'neighbourhood', 'authority']);
  const main = html`${errorSummary(visit, form)}
    <h1>${title}</h1>
    <p class="lead">${say('portal.subscription.lead')}</p>
    <form method="post" action="${paths.subscribe()}" class="board-form subscribe" novalidate>
      ${visit.csrf()} ${onceField()}
      <div class="fields">${followed.map(select)}</div>
      ${frequencyField(visit, form)} ${textField(visit, { ...email, ...as_email }, form)}
      <p class="soft">${say('portal.subscription.privacy')}</p>
      <button class="button" type="submit">${say('portal.subscription.ask')}</button>
    </form>`;
  const has_errors = isRefused(form);
  return page(visit, { title, main, has_errors, private: true, scripts: ['filing.js'] });
}

function frequencyField(visit: Visit, form: FormState): Html {
  const { say } = visit;
  const choices = FREQUENCIES.map((value) => ({ value, label: say(`portal.subscription.each.${value}`) }));
  return choiceField(visit, { name: 'cada', label: say('portal.subscription.how_often'), choices }, form);
}

/** The same whether the address is known or not. */
export function askedPage(visit: Visit): string {
  const { say, paths } = visit;
  const title = say('portal.subscription.asked_title');
  const main = html`<h1>${title}</h1>
    <p class="lead" role="status">${say('portal.subscription.asked')}</p>
    <a class="button second" href="${paths.petitionList()}">${say('portal.subscription.to_list')}</a>`;
  return page(visit, { title, main, private: true });
}

/** Where it stands by itself. */
function whatOf(visit: Visit, one: SubscriptionView): string {
  const what = followedInWords(visit.city, one, visit.language);
  return what.charAt(0).toLocaleUpperCase(visit.manner.locale) + what.slice(1);
}

/** What the link of the first message leads to: one button, since mail scanners follow links. */
export function confirmPage(visit: Visit, { own }: OpenedSubscription): string {
  const { say, paths } = visit;
  const title = say('portal.subscription.confirm_title');
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${say('portal.subscription.confirm_text', {
        what: followedInWords(visit.city, own, visit.language),
        often: say(`portal.subscription.each.${own.frequency}`),
      })}
    </p>
    <div class="actions">
      <form method="post" action="${paths.subscriptionAct('confirmar')}">
        ${visit.csrf()} <button class="button" type="submit">${say('portal.subscription.confirm')}</button>
      </form>
      ${endForm(visit)}
    </div>`;
  return page(visit, { title, main, private: true });
}

const endForm = ({ say, paths, csrf }: Visit): Html =>
  html`<form method="post" action="${paths.subscriptionAct('cancelar')}">
    ${csrf()} <button class="button second" type="submit">${say('portal.subscription.end')}</button>
  </form>`;

/** What is followed, how often, and everything that is kept of the address. */
export function ownPage(
  visit: Visit,
  opened: OpenedSubscription,
  said: 'confirmed' | 'changed' | null,
): string {
  const { say, paths } = visit;
  const { own, others, address } = opened;
  const title = say('portal.subscription.own_title');
  const form = { values: { cada: own.frequency }, errors: {} };
  const main = html`<h1>${title}</h1>
    ${said === null ? null : html`<div class="notice good" role="status"><p>${say(`portal.subscription.${said}`)}</p></div>`}
    <p class="lead" ${visit.cityWords}>${whatOf(visit, own)}</p>
    <p>
      <a href="${paths.petitionList(followedInAddress(visit.city, own))}"
        >${say('portal.subscription.see')}</a
      >
    </p>
    <form method="post" action="${paths.subscriptionAct('cambiar')}">
      ${visit.csrf()} ${frequencyField(visit, form)}
      <button class="button" type="submit">${say('portal.subscription.change')}</button>
    </form>
    <section class="card" aria-labelledby="terminar">
      <h2 id="terminar">${say('portal.subscription.end_title')}</h2>
      <p>${say('portal.subscription.end_text')}</p>
      <div class="actions">${endForm(visit)} ${others.length === 0 ? null : endAllForm(visit)}</div>
    </section>
    ${kept(visit, { address, all: [own, ...others] })}`;
  return page(visit, { title, main, private: true });
}

const endAllForm = ({ say, paths, csrf }: Visit): Html =>
  html`<form method="post" action="${paths.subscriptionAct('cancelar')}">
    ${csrf()} <input type="hidden" name="todas" value="si" />
    <button class="button text" type="submit">${say('portal.subscription.end_all')}</button>
  </form>`;

function kept(
  visit: Visit,
  { address, all }: { address: string | null; all: readonly SubscriptionView[] },
): Html {
  const { say, city, manner, cityWords } = visit;
  const day = (at: string) => shortDate(localDateOf(at, city.city.time_zone), manner);
  const state = ({ confirmed_at, frequency }: SubscriptionView) =>
    confirmed_at === null
      ? say('portal.subscription.not_confirmed')
      : say(`portal.subscription.each.${frequency as Frequency}`);
  return html`<section class="card" aria-labelledby="guardado">
    <h2 id="guardado">${say('portal.subscription.kept_title')}</h2>
    <p>${say('portal.subscription.kept', { address: address ?? '' })}</p>
    <ul>
      ${all.map(
        (one) =>
          html`<li>
            <span ${cityWords}>${whatOf(visit, one)}</span>. ${state(one)}.
            ${say('portal.subscription.since', { date: day(one.asked_at) })}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What the link of a mail program leads a person to: ending it, by a button. */
export function leavePage(visit: Visit, { own }: OpenedSubscription): string {
  const { say } = visit;
  const title = say('portal.subscription.leave_title');
  const main = html`<h1>${title}</h1>
    <p class="lead" ${visit.cityWords}>${whatOf(visit, own)}</p>
    ${endForm(visit)}`;
  return page(visit, { title, main, private: true });
}

/** Nothing is left of it, whether it ended now, long ago or never was. */
export function endedPage(visit: Visit, why: 'ended' | 'gone'): string {
  const { say, paths } = visit;
  const title = say(`portal.subscription.${why}_title`);
  const main = html`<h1>${title}</h1>
    <p class="lead" role="status">${say(`portal.subscription.${why}`)}</p>
    <a class="button second" href="${paths.subscribe()}">${say('portal.subscription.again')}</a>`;
  return page(visit, { title, main, private: true });
}
