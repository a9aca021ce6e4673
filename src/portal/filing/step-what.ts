import { serviceOf } from '../../queries/citizen/draft-steps.ts';
import { fieldOf } from '../../server/form.ts';
import { textField } from '../layout/fields.ts';
import { html } from '../layout/raw.ts';
import { sayFields, type Step } from './step.ts';

const LONGEST = 4000;

/** What happens, in the person's own words. */
export const whatStep: Step = {
  view({ visit, draft }, form) {
    const { say } = visit;
    const service = serviceOf(visit.city, draft.data);
    const title = say('portal.filing.what.title');
    const field = {
      name: 'descripcion',
      label: say('portal.filing.what.label'),
      help: say('portal.filing.what.help'),
      rows: 7,
      longest: LONGEST,
    };
    const state = form ?? { values: { descripcion: draft.data.description }, errors: {} };
    const body = html`<h1>${title}</h1>
      ${service === null ? null : html`<p class="soft">${say('portal.filing.about', { service: service.name })}</p>`}
      ${textField(visit, field, state)}`;
    return { title, body };
  },

  read({ visit, draft }, form) {
    const description = fieldOf(form, 'descripcion').trim().slice(0, LONGEST);
    const code = description === '' ? 'description_required' : undefined;
    return { data: { ...draft.data, description }, errors: sayFields(visit, { descripcion: code }) };
  },
};
