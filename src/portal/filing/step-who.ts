import { serviceOf } from '../../queries/citizen/draft-steps.ts';
import { fieldOf } from '../../server/form.ts';
import { choiceField, textField } from '../layout/fields.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { sayFields, type Step, type StepContext } from './step.ts';

const identities = ['named', 'anonymous', 'reserved'] as const;
const behalves = ['me', 'person', 'minor', 'organisation'] as const;

/** With a name, without one, or with an identity that only few may see; for oneself or for somebody else. */
export const whoStep: Step = {
  view({ visit, draft }, form) {
    const { say } = visit;
    const title = say('portal.filing.who.title');
    const { identity, behalf, behalf_name, behalf_relation } = draft.data;
    const state = form ?? {
      values: {
        identidad: identity ?? '',
        para: behalf,
        para_nombre: behalf_name,
        para_relacion: behalf_relation,
      },
      errors: {},
    };
    const body = html`<h1>${title}</h1>
      ${choiceField(visit, { name: 'identidad', label: say('portal.filing.who.identity'), choices: identityChoices({ visit, draft }) }, state)}
      ${choiceField(visit, { name: 'para', label: say('portal.filing.who.for_whom'), choices: behalfChoices(visit) }, state)}
      <div class="for-another">
        ${textField(visit, { name: 'para_nombre', label: say('portal.filing.who.their_name'), help: say('portal.filing.who.only_other'), optional: true, longest: 200, autocomplete: 'off' }, state)}
        ${textField(visit, { name: 'para_relacion', label: say('portal.filing.who.relation'), help: say('portal.filing.who.relation_help'), optional: true, longest: 120 }, state)}
      </div>`;
    return { title, body };
  },

  read({ visit, draft }, form) {
    const identity = identities.find((one) => one === fieldOf(form, 'identidad')) ?? null;
    const behalf = behalves.find((one) => one === fieldOf(form, 'para')) ?? 'me';
    const behalf_name = fieldOf(form, 'para_nombre').trim().slice(0, 200);
    const behalf_relation = fieldOf(form, 'para_relacion').trim().slice(0, 120);
    const refused = identity === 'anonymous' && !mayBeAnonymous({ visit, draft });
    const errors = sayFields(visit, {
      identidad: identity === null ? 'identity_required' : refused ? 'anonymous_not_allowed' : undefined,
      para_nombre: behalf !== 'me' && behalf_name === '' ? 'behalf_name_required' : undefined,
    });
    return { data: { ...draft.data, identity, behalf, behalf_name, behalf_relation }, errors };
  },
};

function mayBeAnonymous({ visit, draft }: Pick<StepContext, 'visit' | 'draft'>): boolean {
  const service = serviceOf(visit.city, draft.data);
  return service === null || visit.city.kinds.get(service.kind_code)?.allows_anonymous !== false;
}

function identityChoices(context: Pick<StepContext, 'visit' | 'draft'>) {
  const { say } = context.visit;
  const all: { value: string; label: string; help: Html | string }[] = [
    { value: 'named', label: say('portal.filing.who.named'), help: say('portal.filing.who.named_help') },
    {
      value: 'anonymous',
      label: say('portal.filing.who.anonymous'),
      help: say('portal.filing.who.anonymous_help'),
    },
    {
      value: 'reserved',
      label: say('portal.filing.who.reserved'),
      help: say('portal.filing.who.reserved_help'),
    },
  ];
  return mayBeAnonymous(context) ? all : all.filter(({ value }) => value !== 'anonymous');
}

function behalfChoices({ say }: Visit) {
  return [
    { value: 'me', label: say('portal.filing.who.for_me') },
    { value: 'person', label: say('portal.filing.who.for_person') },
    { value: 'minor', label: say('portal.filing.who.for_minor') },
    { value: 'organisation', label: say('portal.filing.who.for_organisation') },
  ];
}
