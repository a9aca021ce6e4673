import { Refused } from '../../actions/refused.ts';
import { fileSize } from '../../core/language/format.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { say, sayCode } from '../../core/language/sentences.ts';
import type { FormState } from './fields.ts';
import { icon } from './icons.ts';
import { html, trusted, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/**
 * The choice of files, with the limits said before; several at once. HEIC is not among the kinds: a telephone that
 * keeps its photos so converts them to JPEG where a page does not ask for it.
 */
export function uploadField(visit: Visit, field: { name: string; label: string }, form: FormState): Html {
  const { say, manner, city } = visit;
  const { at_most, max_bytes } = city.city.settings.photos;
  const id = `campo-${field.name}`;
  const error = form.errors[field.name];
  const described = error === undefined ? `${id}-ayuda` : `${id}-ayuda ${id}-error`;
  return html`<div class="field${error === undefined ? '' : ' has-error'}">
    <label for="${id}">${field.label} <span class="optional">${say('portal.form.optional')}</span></label>
    <p class="help" id="${id}-ayuda">
      ${say('portal.filing.photos.limits', { count: at_most, size: fileSize(max_bytes, manner) })}
    </p>
    ${
      error === undefined
        ? null
        : html`<p class="field-error" id="${id}-error">
            <span class="visually-hidden">${say('portal.errors.one')}</span> ${icon('warning')} ${error}
          </p>`
    }
    <input
      id="${id}"
      name="${field.name}"
      type="file"
      multiple
      accept="image/jpeg,image/png,image/webp,application/pdf"
      aria-describedby="${described}"
      ${error === undefined ? null : trusted('aria-invalid="true"')}
    />
  </div>`;
}

/** Beyond what the server reads of one file; the others of the form are taken. */
export const cutFault = (visit: Visit, name: string): string =>
  uploadFault(visit, name, new Refused('too_large'));

/** Why a file was not taken, with its name. Anything but a refusal is thrown on. */
export function uploadFault(visit: Visit, name: string, error: unknown): string {
  if (!(error instanceof Refused)) throw error;
  const { language, manner, city } = visit;
  const size = fileSize(city.city.settings.photos.max_bytes, manner);
  const values = { ...error.details, name, size };
  const { reason = 'kind', megapixels } = error.details;
  if ((error.code === 'unsupported_file' && reason !== 'kind') || megapixels !== undefined) {
    const problem = refusalSentence(visit, error.code, error.details);
    return say(language, 'field.file_at_fault', { name, problem });
  }
  return sayCode(language, 'field', error.code, values) ?? refusalSentence(visit, error.code, values);
}
