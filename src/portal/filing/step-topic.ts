import { searchServices } from '../../queries/public/search-services.ts';
import { fieldOf } from '../../server/form.ts';
import { textField } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { html } from '../layout/raw.ts';
import { sayFields, type Step } from './step.ts';

/** Which topic? Asked again only to change it: what was typed stays. */
export const topicStep: Step = {
  async view({ visit }, form) {
    const { say, city } = visit;
    const words = typeof form?.values['q'] === 'string' ? form.values['q'] : '';
    const found =
      words === ''
        ? [...city.services.values()].filter(({ is_active }) => is_active)
        : await searchServices(visit.app.database, city.city.id, { words, limit: 12 });
    const body = html`<h1>${say('portal.filing.topic.title')}</h1>
      ${textField(visit, { name: 'q', label: say('portal.search.label'), type: 'search' }, form ?? { values: {}, errors: {} })}
      <p>
        <button class="button second" type="submit" name="hacer" value="buscar">
          ${icon('search')} ${say('portal.search.button')}
        </button>
      </p>
      <ul class="results">
        ${found.map(
          (service) =>
            html`<li>
              <button type="submit" name="tema" value="${service.code}">
                <span class="arrow">${icon('arrow')}</span>
                <span><strong>${service.name}</strong> <small>${service.description}</small></span>
              </button>
            </li>`,
        )}
      </ul>`;
    return { title: say('portal.filing.topic.title'), body, submit: '' };
  },

  read({ visit, draft }, form) {
    const code = fieldOf(form, 'tema');
    const service = visit.city.services_by_code.get(code);
    if (code === '') return { data: draft.data, errors: {}, stay: true };
    if (!service?.is_active) {
      return { data: draft.data, errors: sayFields(visit, { q: 'service_unknown' }) };
    }
    const same = draft.data.service_code === code;
    const done = draft.data.done.filter((step) => same || (step !== 'detalles' && step !== 'donde'));
    const answers = same ? draft.data.answers : {};
    return { data: { ...draft.data, service_code: code, answers, done }, errors: {} };
  },
};
