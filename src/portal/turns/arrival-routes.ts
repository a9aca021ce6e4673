import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { arriveWithCode } from '../../actions/turns/arrive.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { officeNow } from '../../queries/public/turns.ts';
import { fieldOf } from '../../server/form.ts';
import { postedForm } from '../layout/posted.ts';
import { visitOf } from '../layout/visit.ts';
import { arrivalPage, arrivedPage } from './arrival-page.ts';

interface Asked {
  readonly Params: { readonly code: string };
}
interface Call {
  readonly request: FastifyRequest<Asked>;
  readonly reply: FastifyReply;
}

/** `/turnos/<office>/llegada`: who has an appointment says that they came. */
export function arrivalRoutes(server: FastifyInstance, app: App): void {
  server.get<Asked>('/turnos/:code/llegada', async (request, reply) => {
    const { visit, office } = await asking(app, { request, reply });
    return reply.html(arrivalPage(visit, office, null));
  });
  server.post<Asked>('/turnos/:code/llegada', async (request, reply) => {
    const form = await postedForm(request);
    const { visit, office } = await asking(app, { request, reply });
    const given = { city_id: visit.city.city.id, office_code: office.code, code: fieldOf(form, 'codigo') };
    try {
      // Said twice it is said once: no key is needed.
      const { shown } = await arriveWithCode(app, { kind: 'public' }, given);
      return reply.html(arrivedPage(visit, office, shown));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, details } = error;
      const isUnknown = code === 'not_found' || code === 'invalid_input';
      const said = isUnknown
        ? visit.say('portal.turns.arrive_unknown')
        : refusalSentence(visit, code, details);
      return reply.status(isUnknown ? 422 : 409).html(arrivalPage(visit, office, said));
    }
  });
}

/**
 * Who booked says that they came, also where no more hours are offered since.
 * @throws Refused('not_found') for an office that asks nobody whether they came
 */
async function asking(app: App, { request, reply }: Call) {
  const visit = visitOf(app, request, reply);
  const now = await officeNow(app, visit.city, request.params.code);
  if (now?.office.settings.appointments.check_in !== true) throw new Refused('not_found');
  return { visit, office: now.office };
}
