import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { askCallBack } from '../../actions/telephony/ask-call-back.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { askedPage, askPage, telephoneOf } from './call-back-page.ts';

/** The fields of the form by what the action calls them. */
const fields: Readonly<Record<string, string>> = {
  phone: 'telefono',
  about: 'asunto',
  folio: 'folio',
  from: 'cuando',
};

/** `/que-me-llamen`: to be called back, without an account, where the city's telephone keeps hours. */
export function callBackRoutes(server: FastifyInstance, app: App): void {
  server.get('/que-me-llamen', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(askPage(visit, telephone(visit), noForm));
  });

  server.post('/que-me-llamen', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const door = telephone(visit);
    const again = (status: number, state: Partial<FormState>) =>
      reply.status(status).html(askPage(visit, door, { values: form.fields, errors: {}, ...state }));
    if (stale) return again(403, { said: sayStale(visit, form) });
    try {
      await askCallBack(app, { kind: 'public' }, askedIn(form, visit, request.ip), onceOf(form));
    } catch (error) {
      const errors = error instanceof Refused ? errorsOf(visit, error) : {};
      if (Object.keys(errors).length === 0) throw error;
      return again(422, { errors });
    }
    return reply.html(askedPage(visit, door, fieldOf(form, 'cuando')));
  });
}

/** @throws Refused('not_found') where the city's telephone keeps no hours */
function telephone(visit: Visit) {
  const door = telephoneOf(visit);
  if (door === null) throw new Refused('not_found');
  return door;
}

const askedIn = (form: Form, { city }: Visit, address: string) => ({
  ...{ city_id: city.city.id, address, phone: fieldOf(form, 'telefono') },
  ...{ about: fieldOf(form, 'asunto'), folio: fieldOf(form, 'folio'), from: fieldOf(form, 'cuando') || null },
});

function errorsOf(visit: Visit, { fields: at }: Refused): Record<string, string> {
  const said = (field: string, code: string) =>
    field === 'from'
      ? visit.say('portal.call_back.time_gone')
      : (sayCode(visit.language, 'field', code) ?? visit.say('field.invalid'));
  return Object.fromEntries(
    Object.entries(at).flatMap(([field, code]) => {
      const name = fields[field];
      return name === undefined ? [] : [[name, said(field, code)] as const];
    }),
  );
}
