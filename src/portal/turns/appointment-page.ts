import { clockTime, longDate } from '../../core/language/format.ts';
import type { FreeSlot, Office } from '../../queries/public/turns.ts';
import { errorSummary, isRefused, textField, type FormState, type TextFieldParts } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { turnStyles } from './bare-page.ts';

export interface Chosen {
  readonly line: string;
  readonly day: string;
  /** What for, where somebody comes from the page of a service that the line attends. */
  readonly service: { readonly code: string; readonly name: string } | null;
}

/** Books an hour: first what for and the day, then the hour among those that are free. */
export function appointmentPage(
  visit: Visit,
  {
    office,
    slots,
    chosen,
    form,
  }: { office: Office; slots: readonly FreeSlot[]; chosen: Chosen; form: FormState },
): string {
  const { say, cityWords } = visit;
  const days = [...new Set(slots.map(({ on }) => on))];
  const ofDay = slots.filter(({ on }) => on === chosen.day);
  const main = html`${errorSummary(visit, form)}
    <h1>${say('portal.turns.book_title')}</h1>
    <p class="lead" ${cityWords}>${office.name}${office.address === null ? '' : ` · ${office.address}`}</p>
    ${chosen.service === null ? null : html`<p ${cityWords}><strong>${chosen.service.name}</strong></p>`}
    ${days.length === 0 ? html`<p>${say('portal.turns.no_hours')}</p>` : dayForm(visit, { office, days, chosen })}
    ${ofDay.length === 0 ? null : hourForm(visit, { office, slots: ofDay, chosen, form })}`;
  return page(visit, {
    title: say('portal.turns.book_title'),
    main,
    has_errors: isRefused(form),
    private: true,
    head: turnStyles(visit),
  });
}

function dayForm(
  visit: Visit,
  { office, days, chosen }: { office: Office; days: readonly string[]; chosen: Chosen },
): Html {
  const { say, paths, manner, cityWords } = visit;
  const lines = office.settings.lines.filter(({ is_active }) => is_active);
  const option = (value: string, label: string, picked: string) =>
    html`<option value="${value}" ${value === picked ? html`selected` : null}>${label}</option>`;
  return html`<form method="get" action="${paths.appointment(office.code)}" class="stack">
    <div class="field">
      <label for="fila">${say('portal.turns.what_for')}</label>
      <select id="fila" name="fila" ${cityWords}>
        ${lines.map(({ code, name }) => option(code, name, chosen.line))}
      </select>
    </div>
    <div class="field">
      <label for="dia">${say('portal.turns.which_day')}</label>
      <select id="dia" name="dia">
        ${days.map((day) => option(day, longDate(day, manner), chosen.day))}
      </select>
    </div>
    ${serviceField(chosen)}
    <button class="button second" type="submit">${say('portal.turns.see_hours')}</button>
  </form>`;
}

const serviceField = ({ service }: Chosen): Html | null =>
  service === null ? null : html`<input type="hidden" name="tema" value="${service.code}" />`;

/** Offered where messages are sent. */
const emailField = ({ say }: Visit): TextFieldParts => ({
  ...{ name: 'correo', label: say('portal.turns.email'), help: say('portal.turns.email_help') },
  ...{ optional: true, type: 'email', autocomplete: 'email', longest: 254 },
});

function hourForm(
  visit: Visit,
  {
    office,
    slots,
    chosen,
    form,
  }: { office: Office; slots: readonly FreeSlot[]; chosen: Chosen; form: FormState },
): Html {
  const { say, paths, manner, cityWords } = visit;
  const { priorities } = office.settings;
  return html`<form method="post" action="${paths.appointment(office.code)}" class="stack" novalidate>
    ${visit.csrf()} ${onceField()}
    <input type="hidden" name="fila" value="${chosen.line}" />
    <input type="hidden" name="dia" value="${chosen.day}" />
    ${serviceField(chosen)}
    <fieldset id="campo-hora" class="turn-hours">
      <legend>${say('portal.turns.which_hour', { day: longDate(chosen.day, manner) })}</legend>
      ${slots.map(
        ({ at }) =>
          html`<label class="turn-hour"
            ><input
              type="radio"
              name="hora"
              value="${at}"
              ${form.values['hora'] === at ? html`checked` : null}
            />
            ${clockTime(at, manner)}</label
          >`,
      )}
    </fieldset>
    ${
      priorities.length === 0
        ? null
        : html`<div class="field">
            <label for="prioridad">${say('portal.turns.priority')}</label>
            <select id="prioridad" name="prioridad">
              <option value="">${say('portal.turns.no_priority')}</option>
              ${priorities.map(({ code, name }) => html`<option value="${code}" ${cityWords}>${name}</option>`)}
            </select>
          </div>`
    }
    ${visit.app.sends_mail ? textField(visit, emailField(visit), form) : null}
    <button class="button" type="submit">${say('portal.turns.book_it')}</button>
  </form>`;
}
