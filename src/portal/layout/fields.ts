import { html, trusted, type Html, type Part } from './raw.ts';
import { icon } from './icons.ts';
import type { Visit } from './visit.ts';

/** What was typed and what is wrong with it, by the names of the fields; the errors are sentences. */
export interface FormState {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
  /** What is wrong with the form as a whole. */
  readonly said?: string;
}

/** Whether the form comes back because something is wrong with it. */
export const isRefused = (form: FormState): boolean =>
  form.said !== undefined || Object.keys(form.errors).length > 0;

export const noForm: FormState = { values: {}, errors: {} };

export interface FieldParts {
  readonly name: string;
  readonly label: string;
  readonly help?: Part;
  readonly optional?: boolean;
}

const idOf = (name: string): string => `campo-${name.replaceAll(/[^\w-]/g, '-')}`;
const value = (form: FormState, name: string): string => {
  const given = form.values[name];
  return typeof given === 'string' ? given : (given?.[0] ?? '');
};
const chosen = (form: FormState, name: string): readonly string[] => {
  const given = form.values[name];
  return given === undefined ? [] : typeof given === 'string' ? [given] : given;
};

/** The list at the top of a form that was refused: each line leads to its field. Nothing without errors. */
export function errorSummary({ say }: Visit, form: FormState): Html | null {
  const errors = Object.entries(form.errors);
  if (!isRefused(form)) return null;
  const links = errors.map(([name, text]) => html`<li><a href="#${idOf(name)}">${text}</a></li>`);
  return html`<div class="error-summary" role="alert" tabindex="-1">
    <h2>${icon('warning')} ${say('portal.errors.summary')}</h2>
    ${form.said === undefined ? null : html`<p>${form.said}</p>`}
    ${
      links.length === 0
        ? null
        : html`<ul>
            ${links}
          </ul>`
    }
  </div>`;
}

function describedBy(name: string, field: { help?: Part }, form: FormState): Html | null {
  const ids = [
    ...(field.help === undefined ? [] : [`${idOf(name)}-ayuda`]),
    ...(form.errors[name] === undefined ? [] : [`${idOf(name)}-error`]),
  ];
  if (ids.length === 0) return null;
  const invalid = form.errors[name] === undefined ? '' : ' aria-invalid="true"';
  return trusted(` aria-describedby="${ids.join(' ')}"${invalid}`);
}

function hints({ say }: Visit, field: FieldParts, form: FormState): Html {
  const error = form.errors[field.name];
  const id = idOf(field.name);
  return html`${field.help === undefined ? null : html`<p class="help" id="${id}-ayuda">${field.help}</p>`}
  ${
    error === undefined
      ? null
      : html`<p class="field-error" id="${id}-error">
          <span class="visually-hidden">${say('portal.errors.one')}</span> ${icon('warning')} ${error}
        </p>`
  }`;
}

function optionalMark({ say }: Visit, field: FieldParts): Html | null {
  return field.optional === true ? html` <span class="optional">${say('portal.form.optional')}</span>` : null;
}

const fieldClass = (form: FormState, name: string) =>
  form.errors[name] === undefined ? 'field' : 'field has-error';

export interface TextFieldParts extends FieldParts {
  readonly type?: 'text' | 'email' | 'tel' | 'number' | 'date' | 'search';
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel';
  readonly rows?: number;
  readonly longest?: number;
  readonly list?: string;
  readonly width?: 'short' | 'medium';
}

/** A line, or with `rows` several lines, of text. */
export function textField(visit: Visit, field: TextFieldParts, form: FormState): Html {
  const id = idOf(field.name);
  const length = field.longest === undefined ? null : trusted(` maxlength="${field.longest}"`);
  const described = describedBy(field.name, field, form);
  const attribute = (name: string, text: string | undefined) =>
    text === undefined ? null : html` ${name}="${text}"`;
  const control =
    field.rows === undefined
      ? html`<input
          id="${id}"
          name="${field.name}"
          type="${field.type ?? 'text'}"
          value="${value(form, field.name)}"
          class="${field.width ?? 'full'}"
          ${attribute('autocomplete', field.autocomplete)}${attribute('inputmode', field.inputmode)}${attribute('list', field.list)}${field.type === 'number' ? trusted(' step="any"') : length}${described}
        />`
      : html`<textarea id="${id}" name="${field.name}" rows="${field.rows}" ${length}${described}>
${value(form, field.name)}</textarea>`;
  return html`<div class="${fieldClass(form, field.name)}">
    <label for="${id}">${field.label}${optionalMark(visit, field)}</label>
    ${hints(visit, field, form)} ${control}
  </div>`;
}

export interface Choice {
  readonly value: string;
  readonly label: Part;
  readonly help?: Part;
}

export interface ChoiceParts extends FieldParts {
  readonly choices: readonly Choice[];
  readonly many?: boolean;
  /** Choices side by side: for yes and no. */
  readonly inline?: boolean;
  /** The group's question is the heading of the page. */
  readonly as_heading?: boolean;
}

/** Radio buttons, or check boxes with `many`; the group has its question as legend. */
export function choiceField(visit: Visit, field: ChoiceParts, form: FormState): Html {
  const id = idOf(field.name);
  const picked = chosen(form, field.name);
  const legend = html`${field.label}${optionalMark(visit, field)}`;
  return html`<fieldset
    class="${fieldClass(form, field.name)}${field.inline === true ? ' inline' : ''}"
    ${describedBy(field.name, field, { values: {}, errors: form.errors })}
  >
    <legend>${field.as_heading === true ? html`<h1>${legend}</h1>` : legend}</legend>
    ${hints(visit, field, form)}
    ${field.choices.map((choice, index) => {
      const own = index === 0 ? id : `${id}-${index}`;
      const help =
        choice.help === undefined ? null : html`<span class="help" id="${own}-nota">${choice.help}</span>`;
      return html`<div class="choice">
        <input
          type="${field.many === true ? 'checkbox' : 'radio'}"
          id="${own}"
          name="${field.name}"
          value="${choice.value}"
          ${picked.includes(choice.value) ? trusted(' checked') : null}${help === null ? null : html` aria-describedby="${own}-nota"`}
        />
        <label for="${own}">${choice.label}</label>${help}
      </div>`;
    })}
  </fieldset>`;
}

export interface SelectParts extends FieldParts {
  readonly choices?: readonly Option[];
  /** Choices under headings. */
  readonly groups?: readonly { readonly label: string; readonly choices: readonly Option[] }[];
  readonly nothing: string;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a list that is too long for radio buttons. */
export function selectField(visit: Visit, field: SelectParts, form: FormState): Html {
  const id = idOf(field.name);
  const picked = value(form, field.name);
  return html`<div class="${fieldClass(form, field.name)}">
    <label for="${id}">${field.label}${optionalMark(visit, field)}</label>
    ${hints(visit, field, form)}
    <select id="${id}" name="${field.name}" ${describedBy(field.name, field, form)}>
      <option value="">${field.nothing}</option>
      ${options(field.choices ?? [], picked)}
      ${(field.groups ?? []).map(({ label, choices }) => html`<optgroup label="${label}">${options(choices, picked)}</optgroup>`)}
    </select>
  </div>`;
}

function options(choices: readonly Option[], picked: string): Html[] {
  return choices.map(
    (choice) =>
      html`<option value="${choice.value}" ${choice.value === picked ? trusted(' selected') : null}>
        ${choice.label}
      </option>`,
  );
}
