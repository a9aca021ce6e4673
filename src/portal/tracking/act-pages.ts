import { longDate } from '../../core/language/format.ts';
import type { CityText } from '../../queries/public/city-text.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { keyFields } from './follow-page.ts';

interface Act {
  readonly act: 'retirar' | 'inconformarse' | 'unirse' | 'clave';
  readonly title: string;
  readonly text: string | null;
  readonly fields: Html;
  readonly button: string;
  readonly danger?: boolean;
}

function actPage(visit: Visit, folio: string, { act, form }: { act: Act; form: FormState }): string {
  const { paths } = visit;
  const main = html`<a class="back" href="${paths.petition(folio)}">${icon('back')} ${folio}</a>
    ${errorSummary(visit, form)}
    <h1>${act.title}</h1>
    ${act.text === null ? null : html`<p class="lead">${act.text}</p>`}
    <form method="post" action="${paths.petitionAct(folio, act.act)}" novalidate>
      ${visit.csrf()} ${onceField()} ${act.fields}
      <div class="actions">
        <button class="button${act.danger === true ? ' danger' : ''}" type="submit">${act.button}</button>
      </div>
    </form>`;
  const has_errors = isRefused(form);
  return page(visit, { title: act.title, main, has_errors, private: true, scripts: ['filing.js'] });
}

/** Asked before it is done: taking a petition back ends it. */
export function withdrawPage(visit: Visit, petition: TrackedPetition, form: FormState): string {
  const { say } = visit;
  const field = {
    name: 'mensaje',
    label: say('portal.act.withdraw_why'),
    rows: 4,
    longest: 4000,
    optional: true,
  };
  return actPage(visit, petition.folio, {
    form,
    act: {
      ...{ act: 'retirar', title: say('portal.act.withdraw_title'), text: say('portal.act.withdraw_text') },
      ...{ fields: textField(visit, field, form), button: say('portal.act.withdraw'), danger: true },
    },
  });
}

/** The person does not agree and says why; until when is said. */
export function contestPage(visit: Visit, petition: TrackedPetition, form: FormState): string {
  const { say, manner } = visit;
  const until = petition.contest_until;
  const field = {
    name: 'mensaje',
    label: say('portal.act.contest_why'),
    help: say('portal.act.contest_help'),
    rows: 6,
    longest: 4000,
  };
  return actPage(visit, petition.folio, {
    form,
    act: {
      ...{ act: 'inconformarse', title: say('portal.act.contest') },
      text: until === null ? null : say('portal.act.contest_until', { date: longDate(until, manner) }),
      ...{ fields: textField(visit, field, form), button: say('portal.act.contest_send') },
    },
  });
}

/** Joining: counted and told of each step, by e-mail or by telephone. */
export function joinPage(
  visit: Visit,
  petition: TrackedPetition,
  given: { form: FormState; privacy: CityText | null },
): string {
  const { say, paths } = visit;
  const { form, privacy } = given;
  const fields = html`${textField(visit, { name: 'correo', label: say('portal.filing.contact.email'), type: 'email', inputmode: 'email', autocomplete: 'email', longest: 254, width: 'medium' }, form)}
    ${textField(visit, { name: 'telefono', label: say('portal.act.or_phone'), type: 'tel', inputmode: 'tel', autocomplete: 'tel', longest: 40, width: 'medium', optional: true }, form)}
    <p class="small">
      ${say('portal.act.join_privacy')}
      <a href="${paths.text('aviso-de-privacidad')}">${say('portal.texts.privacy_full')}</a>
    </p>
    <input type="hidden" name="aviso" value="${privacy?.version ?? 1}" />`;
  return actPage(visit, petition.folio, {
    form,
    act: {
      ...{
        act: 'unirse',
        title: say('portal.act.join_title'),
        text: say('portal.act.join_text', { service: petition.service_name }),
      },
      ...{ fields, button: say('portal.track.join') },
    },
  });
}

/** The key of a folio that is known. */
export function keyPage(visit: Visit, folio: string, form: FormState): string {
  const { say } = visit;
  return actPage(visit, folio, {
    form,
    act: {
      ...{ act: 'clave', title: say('portal.track.have_key'), text: null },
      ...{
        fields: keyFields(visit, { ...form, values: { folio, ...form.values } }),
        button: say('portal.home.follow_button'),
      },
    },
  });
}

/** After joining: the supporter's own key, as large as a folio. */
export function joinedPage(visit: Visit, petition: TrackedPetition, key: string): string {
  const { say, paths } = visit;
  const title = say('portal.act.joined_title');
  const main = html`<h1>${title}</h1>
    <div class="card receipt" role="status">
      <p class="soft">${say('portal.follow.folio')}</p>
      <p><strong class="folio">${petition.folio}</strong></p>
      <p class="soft">${say('portal.act.your_key')}</p>
      <p class="key">${key}</p>
    </div>
    <p>${say('portal.act.joined_text')}</p>
    <div class="actions">
      <a class="button" href="${paths.petition(petition.folio)}">${say('portal.receipt.follow')}</a>
    </div>`;
  return page(visit, { title, main, private: true });
}
