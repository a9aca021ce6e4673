import type { Unit } from '../../core/cities/configuration.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { namedUnitOf } from '../../queries/citizen/draft-steps.ts';
import { authoritiesNear } from '../../queries/citizen/authorities-near.ts';
import { fieldOf } from '../../server/form.ts';
import { selectField } from '../layout/fields.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import type { Step } from './step.ts';

/** Which office a complaint is about, for who knows: it will not see it. */
export const officeStep: Step = {
  view({ visit, draft }, form) {
    const { say } = visit;
    const title = say('portal.filing.office.title');
    const field = {
      name: 'oficina',
      label: say('portal.filing.office.label'),
      help: say('portal.filing.office.help'),
      optional: true,
      nothing: say('portal.filing.office.unknown'),
      groups: officesOf(visit, draft.data),
    };
    const state = form ?? { values: { oficina: draft.data.named_unit_id ?? '' }, errors: {} };
    return {
      title,
      body: html`<h1>${title}</h1>
        ${selectField(visit, field, state)}`,
    };
  },

  read({ visit, draft }, form) {
    const given = { ...draft.data, named_unit_id: fieldOf(form, 'oficina') };
    return { data: { ...draft.data, named_unit_id: namedUnitOf(visit.city, given)?.id ?? null }, errors: {} };
  },
};

/** The offices by authority: first the one of the place that was given, then the others as the city lists them. */
function officesOf({ city }: Visit, draft: DraftData) {
  const byName = (one: Unit, other: Unit) => one.name.localeCompare(other.name, city.city.locale);
  return authoritiesNear(city, draft.place.zone_code).map(({ id, name }) => ({
    label: name,
    choices: [...city.units.values()]
      .filter(({ authority_id, is_active }) => authority_id === id && is_active)
      .sort(byName)
      .map((unit) => ({ value: unit.id, label: unit.name })),
  }));
}
