import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { appointmentEntry } from '../../actions/turns/appointment-words.ts';
import { bookAppointment } from '../../actions/turns/book-appointment.ts';
import { attendsService } from '../../core/turns/office.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { freeSlots, heldTicket, officeNow, tokenOfTicket } from '../../queries/public/turns.ts';
import { fieldOf } from '../../server/form.ts';
import { ticketSecretOf } from '../layout/cookies.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { networkOf } from '../write-limit.ts';
import { appointmentPage } from './appointment-page.ts';

interface Asked {
  readonly Params: { readonly code: string };
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** An hour at an office: choosing it, and taking it along to one's own calendar. */
export function appointmentRoutes(server: FastifyInstance, app: App): void {
  server.get<Asked>('/turnos/:code/cita', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return show(app, { visit, request, reply }, { asked: request.query, form: noForm });
  });
  server.post<Asked>('/turnos/:code/cita', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const again = (status: number, state: Partial<FormState>) =>
      show(
        app,
        { visit, request, reply: reply.status(status) },
        {
          asked: form.fields,
          form: { values: form.fields, errors: {}, ...state },
        },
      );
    if (stale) return again(403, { said: sayStale(visit, form) });
    const at = fieldOf(form, 'hora');
    if (at === '') return again(422, { errors: { hora: visit.say('portal.turns.hour_required') } });
    const input = {
      ...{
        city_id: visit.city.city.id,
        office_code: request.params.code,
        line_code: fieldOf(form, 'fila'),
        at,
      },
      ...{ priority_code: fieldOf(form, 'prioridad') || null, service_code: fieldOf(form, 'tema') || null },
      // A household has many addresses of its own.
      address: networkOf(request.ip),
      written_to: writtenTo(visit, fieldOf(form, 'correo').trim()),
    };
    try {
      const { ticket_id } = await bookAppointment(app, { kind: 'public' }, input, onceOf(form));
      return await reply.redirect(visit.paths.ticketLink(tokenOfTicket(app, ticket_id)), 303);
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'not_found') throw error;
      if (error.fields['written_to.email'] !== undefined)
        return again(422, { errors: { correo: visit.say('field.invalid_email') } });
      return again(409, { said: refusalSentence(visit, error.code, error.details) });
    }
  });
  calendarRoute(server, app);
}

/** One's own appointment for one's own calendar. */
function calendarRoute(server: FastifyInstance, app: App): void {
  server.get('/turno/mio/cita.ics', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const secret = ticketSecretOf(request, 'phone');
    const held = secret === null ? null : await heldTicket(app, visit.city, secret);
    if (held?.appointment_at == null) throw new Refused('not_found');
    const appointment = { ...held, appointment_at: held.appointment_at };
    const told = { office: held.office, appointment, language: visit.language, keys: app.keys };
    const host = new URL(app.public_url).hostname;
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="cita.ics"')
      .send(appointmentEntry(told, { city: visit.city, now: visit.now, host }));
  });
}

const writtenTo = ({ language }: Visit, email: string) => (email === '' ? null : { email, language });

async function show(
  app: App,
  { visit, request, reply }: { visit: Visit; request: FastifyRequest<Asked>; reply: FastifyReply },
  { asked, form }: { asked: Readonly<Record<string, unknown>>; form: FormState },
) {
  const now = await officeNow(app, visit.city, request.params.code);
  if (now?.office.settings.appointments.is_offered !== true) throw new Refused('not_found');
  const { office } = now;
  const slots = await freeSlots(app, visit.city, office);
  const lines = office.settings.lines.filter(({ is_active }) => is_active);
  const line = lines.find(({ code }) => code === asked['fila']) ?? lines[0]!;
  const day = slots.find(({ on }) => on === asked['dia'])?.on ?? slots[0]?.on ?? '';
  const named = visit.city.services_by_code.get(String(asked['tema'] ?? ''));
  const service = named?.is_active === true && attendsService(line, named.code) ? named : null;
  const chosen = { line: line.code, day, service };
  return reply.html(appointmentPage(visit, { office, slots, chosen, form }));
}
