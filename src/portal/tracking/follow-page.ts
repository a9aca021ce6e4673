import { longDate } from '../../core/language/format.ts';
import type { OwnPetition } from '../../queries/citizen/own-petitions.ts';
import { errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { stageStatus } from '../layout/status.ts';
import type { Visit } from '../layout/visit.ts';

export interface FollowFacts {
  readonly form: FormState;
  readonly own: readonly OwnPetition[];
  /** The same calm words for an unknown folio, a wrong key and a petition that is not public. */
  readonly not_opened?: boolean;
}

/** Folio and key; the petitions that this browser already opened are listed below. */
export function followPage(visit: Visit, { form, own, not_opened }: FollowFacts): string {
  const { say, paths } = visit;
  const title = say('portal.follow.title');
  const main = html`${errorSummary(visit, form)}
    <h1>${title}</h1>
    ${not_opened === true ? html`<div class="notice wait" role="alert"><p>${say('portal.follow.not_opened')}</p></div>` : null}
    <form method="post" action="${paths.follow()}" novalidate>
      ${visit.csrf()} ${keyFields(visit, form)}
      <div class="actions">
        <button class="button" type="submit">${say('portal.home.follow_button')}</button>
        <a class="button text" href="${paths.lostFolio()}">${say('portal.layout.lost')}</a>
      </div>
    </form>
    ${own.length === 0 ? null : ownList(visit, own)}`;
  const has_errors = isRefused(form);
  return page(visit, { title, main, has_errors, private: true, scripts: ['filing.js'] });
}

export function keyFields(visit: Visit, form: FormState): Html {
  const { say } = visit;
  const [authority] = visit.city.authorities.values();
  const example = `${authority?.folio_code ?? 'CDMX'}-2026-000123-X`;
  return html`${textField(visit, { name: 'folio', label: say('portal.follow.folio'), help: say('portal.follow.folio_help', { example }), longest: 40, width: 'medium', autocomplete: 'off' }, form)}
  ${textField(visit, { name: 'clave', label: say('portal.follow.key'), help: say('portal.follow.key_help'), optional: true, longest: 60, width: 'medium', autocomplete: 'off' }, form)}`;
}

/** The petitions that this browser may open, with folio and key to write down. */
export function ownList(visit: Visit, own: readonly OwnPetition[]): Html {
  const { say, paths, manner } = visit;
  return html`<section aria-labelledby="abiertas">
    <h2 id="abiertas">${say('portal.follow.here')}</h2>
    ${own.map(
      (one) =>
        html`<article class="card">
          <h3><a href="${paths.petition(one.folio)}">${one.service_name}</a></h3>
          <p>
            ${stageStatus(visit, one.stage)}
            <span class="soft small">${longDate(one.received_on, manner)}</span>
          </p>
          <dl class="facts">
            <div>
              <dt>${say('portal.follow.folio')}</dt>
              <dd><strong>${one.folio}</strong></dd>
            </div>
            <div>
              <dt>${say('portal.follow.key')}</dt>
              <dd>${one.key}</dd>
            </div>
          </dl>
        </article>`,
    )}
  </section>`;
}
