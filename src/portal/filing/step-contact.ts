import { fieldOf, type Form } from '../../server/form.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { choiceField, selectField, textField, type FormState } from '../layout/fields.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { sayFields, type Step } from './step.ts';

const ways = ['email', 'phone', 'none'] as const;

/** How to call the person and how to tell them; only what they want to give. */
export const contactStep: Step = {
  view({ visit, draft }, form) {
    const { name, email, phone, document, notify_by, priority_group } = draft.data;
    const state = form ?? {
      values: {
        ...{ nombre: name, documento: document, correo: email, telefono: phone },
        ...{ aviso: notify_by ?? '', grupo: priority_group },
      },
      errors: {},
    };
    const title = visit.say('portal.filing.contact.title');
    return {
      title,
      body: html`<h1>${title}</h1>
        ${fields(visit, draft.data, state)}`,
    };
  },

  read({ visit, draft }, form) {
    const data = { ...draft.data, ...given(visit, form) };
    const errors = { ...sayFields(visit, faults(data)), ...documentFault(visit, data) };
    return { data, errors };
  },
};

function fields(visit: Visit, draft: DraftData, state: FormState): Html {
  const { say } = visit;
  const groups = visit.city.city.settings.priority_groups;
  return html`${textField(visit, { name: 'nombre', label: say('portal.filing.contact.name'), autocomplete: 'name', longest: 200 }, state)}
  ${documentField(visit, draft, state)}
  ${choiceField(
    visit,
    {
      name: 'aviso',
      label: say('portal.filing.contact.notify'),
      choices: ways.map((way) => ({
        value: way,
        label: say(`portal.filing.contact.by_${way}`),
        help: say(`portal.filing.contact.by_${way}_help`),
      })),
    },
    state,
  )}
  ${textField(visit, { name: 'correo', label: say('portal.filing.contact.email'), type: 'email', inputmode: 'email', autocomplete: 'email', optional: true, longest: 254 }, state)}
  ${textField(visit, { name: 'telefono', label: say('portal.filing.contact.phone'), type: 'tel', inputmode: 'tel', autocomplete: 'tel', optional: true, longest: 40, width: 'medium' }, state)}
  ${draft.identity === 'reserved' ? html`<div class="notice"><p>${say('portal.filing.contact.reserved_note')}</p></div>` : null}
  ${
    groups.length === 0
      ? null
      : selectField(
          visit,
          {
            name: 'grupo',
            label: say('portal.filing.contact.group'),
            help: say('portal.filing.contact.group_help'),
            optional: true,
            nothing: say('portal.filing.contact.no_group'),
            choices: groups.map(({ code, name }) => ({ value: code, label: name })),
          },
          state,
        )
  }`;
}

function given({ city }: Visit, form: Form) {
  const group = fieldOf(form, 'grupo');
  return {
    name: fieldOf(form, 'nombre').trim().slice(0, 200),
    document: fieldOf(form, 'documento').trim().slice(0, 40),
    email: fieldOf(form, 'correo').trim().slice(0, 254),
    phone: fieldOf(form, 'telefono').trim().slice(0, 40),
    notify_by: ways.find((way) => way === fieldOf(form, 'aviso')) ?? null,
    priority_group: city.city.settings.priority_groups.some(({ code }) => code === group) ? group : '',
  };
}

/** Asked where the city has such a number, of who gives their name; it is never needed. */
function documentField(visit: Visit, { identity }: DraftData, state: FormState): Html | null {
  const format = visit.city.city.settings.document_number;
  if (format === undefined || identity !== 'named') return null;
  const help = visit.say('portal.filing.contact.document_help', { example: format.example });
  const field = { name: 'documento', label: format.label, help, optional: true, autocomplete: 'off' };
  return textField(visit, { ...field, longest: 40, width: 'medium' }, state);
}

function documentFault(visit: Visit, { document, identity }: DraftData): Record<string, string> {
  const format = visit.city.city.settings.document_number;
  if (format === undefined || identity !== 'named' || document === '') return {};
  const plain = document.toUpperCase().replaceAll(/[\s.-]/g, '');
  if (new RegExp(format.pattern).test(plain)) return {};
  const { label, example } = format;
  return { documento: visit.say('field.document_not_read', { label, example }) };
}

function faults(data: DraftData): Record<string, string | undefined> {
  const { name, email, phone, notify_by, identity } = data;
  const unreachable = identity === 'reserved' && email === '' && phone === '';
  return {
    nombre: name === '' ? 'name_required' : undefined,
    aviso: notify_by === null ? 'notify_required' : undefined,
    correo:
      email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
        ? 'invalid_email'
        : (notify_by === 'email' || unreachable) && email === ''
          ? 'email_required'
          : undefined,
    telefono:
      phone !== '' && phone.replaceAll(/\D/g, '').length < 7
        ? 'invalid_phone'
        : notify_by === 'phone' && phone === ''
          ? 'phone_required'
          : undefined,
  };
}
