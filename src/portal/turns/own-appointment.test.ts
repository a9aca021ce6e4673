import PostalMime from 'postal-mime';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { anOffice, counterHall } from '../../../test/an-office.ts';
import { mailPeer, type MailPeer } from '../../../test/mail-peer.ts';
import { portalServer, textOf, visitor } from '../../../test/portal-visitor.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { App } from '../../actions/app.ts';
import { declareDays } from '../../actions/administration/calendars.ts';
import { arriveTicket, missAppointments } from '../../actions/turns/arrive.ts';
import { callNext } from '../../actions/turns/call-next.ts';
import { takeTicket } from '../../actions/turns/take-ticket.ts';
import { remindOfAppointmentsDue } from '../../actions/turns/remind-of-appointments.ts';
import { tellOfClosedHours } from '../../actions/turns/tell-of-closed-hours.ts';
import { openMailer, type Mailer } from '../../channels/email/send-email.ts';
import { deliverMessage } from '../../jobs/deliver-message.ts';
import { usualRules } from '../../core/turns/office.ts';

const system = { kind: 'system' } as const;
let town: Town;
let app: App;
let peer: MailPeer;
let mailer: Mailer;
let server: FastifyInstance;
let [office_id, code, made] = ['', '', 0];
beforeAll(async () => {
  [town, peer] = await Promise.all([aTown(), mailPeer()]);
  app = { ...town.app, sends_mail: true };
  server = await portalServer(app);
  mailer = openMailer({ url: peer.url, from: 'Atiende <avisos@pueblo.example>' });
});
afterAll(async () => {
  mailer.close();
  await peer.close();
  await server.close();
  await town.drop();
});
beforeEach(async () => {
  town.on('2026-04-29');
  // What another test booked is nobody's any more.
  await town.asSystem((tx) => tx.deleteFrom('ticket_addresses').execute());
  await town.asSystem((tx) => tx.updateTable('tickets').set({ state: 'left' }).execute());
  code = `llegada-${(made += 1)}`;
  office_id = await anOffice(town, { code, appointments: { ...usualRules.appointments, slot_minutes: 30 } });
});

// Wednesday at ten in the town; the appointment is on Thursday at eleven.
const hour = '2026-04-30T17:00:00Z';
async function book(correo = 'rosa@correo.example') {
  const who = visitor(server);
  await who.get(`/turnos/${code}/cita`);
  const fields = { fila: 'reportes', dia: '2026-04-30', hora: hour, correo };
  const answer = await who.send(`/turnos/${code}/cita`, fields);
  if (answer.status !== 303) return { who, answer, page: '', digits: '' };
  await who.get(answer.location!);
  const { body } = await who.get('/turno');
  const digits = /ticket-code">(\d{3} \d{3})</.exec(body)![1]!;
  return { who, answer, page: textOf(body), digits };
}

/** What arrived by SMTP of what waited. */
async function mails() {
  peer.taken = [];
  const waiting = await town.asSystem((tx) =>
    tx.selectFrom('outbox').select('id').where('state', '=', 'queued').orderBy('created_at').execute(),
  );
  for (const { id } of waiting)
    await deliverMessage(app, mailer, { payload: { outbox_id: id }, attempt: 1, max_attempts: 3 });
  return Promise.all(peer.taken.map(({ raw }) => PostalMime.parse(raw)));
}
const remind = () => remindOfAppointmentsDue(app, system, {});
const addresses = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('ticket_addresses as a')
      .innerJoin('tickets as t', 't.id', 'a.ticket_id')
      .select('t.id')
      .where('t.office_id', '=', office_id)
      .execute(),
  );
const say = async (digits: string) => {
  const kiosk = visitor(server);
  await kiosk.get(`/turnos/${code}/llegada`);
  return kiosk.send(`/turnos/${code}/llegada`, { codigo: digits });
};
const call = (counter_code: string) =>
  callNext(app, town.staff['clerk.iztapalapa']!, { office_id, counter_code });
const take = () =>
  takeTicket(
    app,
    { kind: 'public' },
    {
      ...({ city_id: town.city_id, office_code: code, source: 'kiosk' } as const),
      line_code: 'reportes',
    },
  );

it('is confirmed by e-mail with its code, its link and a calendar entry, and reminded of once', async () => {
  town.on('2026-04-29T14:00:00.000Z');
  const { digits } = await book();
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({
    to: [{ address: 'rosa@correo.example' }],
    subject: 'Su cita en Sede del centro',
  });
  expect(mail!.text).toContain('11:00');
  expect(mail!.text).toContain(digits);
  const [entry] = mail!.attachments;
  expect(entry).toMatchObject({ filename: 'cita.ics', mimeType: 'text/calendar' });
  expect(new TextDecoder().decode(entry!.content as ArrayBuffer)).toContain('DTSTART:20260430T170000Z');
  const own = visitor(server);
  const link = /https:\/\/pueblo\.example(\/c\/pueblo\/turno\/[\w-]{43})/.exec(mail!.text!)![1]!;
  await own.get(link);
  expect(textOf((await own.follow()).body)).toContain('Su cita es el');

  expect(await remind()).toMatchObject({ reminded: 0 });
  town.on('2026-04-29T17:00:00.000Z');
  expect(await Promise.all([remind(), remind()])).toContainEqual({ reminded: 1, forgotten: 0 });
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    'Recordatorio de su cita en Sede del centro',
  ]);
  expect(await remind()).toMatchObject({ reminded: 0 });
  town.on('2026-05-02T00:00:00.000Z');
  expect(await remind()).toMatchObject({ forgotten: 1 });
  expect(await addresses()).toEqual([]);
});

it('is told nothing more once it is cancelled, not even what waited to be sent', async () => {
  town.on('2026-04-29T14:00:00.000Z');
  const { who } = await book('luis@correo.example');
  expect((await who.send('/turno/mio/cancelar', {})).status).toBe(303);
  expect(await addresses()).toEqual([]);
  town.on('2026-04-29T17:00:00.000Z');
  await remind();
  expect(await mails()).toEqual([]);
  const told = await town.asSystem((tx) =>
    tx.selectFrom('outbox').select('last_error').where('last_error', '=', 'appointment_over').execute(),
  );
  expect(told).toHaveLength(1);
});

it('asks again for an address that is none, and keeps what was chosen', async () => {
  const { answer } = await book('rosa');
  expect(answer.status).toBe(422);
  expect(answer.body).toContain('value="rosa"');
  expect(answer.body).toMatch(new RegExp(`value="${hour}"\\s+checked`));
  expect((await book('')).answer.status).toBe(303);
  expect(await addresses()).toEqual([]);
});

it('is in the order only once its person said at the kiosk that they came', async () => {
  const { digits, who } = await book('');
  expect((await say('12')).status).toBe(422);
  expect(textOf((await who.get('/turno')).body)).not.toContain('Deje esta página abierta');
  // Of another day.
  expect((await say(digits)).status).toBe(422);
  town.on('2026-04-30T16:50:00.000Z');
  const [first, second] = [await take(), await take()];
  expect((await call('1')).ticket_id).toBe(first.ticket_id);
  town.on('2026-04-30T17:00:00.000Z');
  expect(textOf((await who.get('/turno')).body)).toContain('Deje esta página abierta');
  const answer = await say(digits);
  expect(textOf(answer.body)).toContain('Su número es C-01');
  expect((await say(digits.replace(' ', ''))).status).toBe(200);
  expect(textOf((await who.get('/turno')).body)).toContain('Ya avisó que llegó');
  const { ticket_id } = await call('2');
  expect(ticket_id).not.toBe(second.ticket_id);
});

it('is missed by who has not come when the office waits no longer, and by nobody who has', async () => {
  const { digits, who } = await book('');
  const miss = () => missAppointments(app, system, {});
  town.on('2026-04-30T17:15:00.000Z');
  expect(await miss()).toEqual({ missed: 0 });
  town.on('2026-04-30T17:15:01.000Z');
  expect(textOf((await say(digits)).body)).toContain('La hora de esa cita ya pasó');
  expect(await miss()).toEqual({ missed: 1 });
  expect(textOf((await who.get('/turno')).body)).toContain('no supimos que llegó');
  expect(await miss()).toEqual({ missed: 0 });
});

it('is told at a counter too, by who attends there alone', async () => {
  await book('');
  const { id: ticket_id } = await town.asSystem((tx) =>
    tx.selectFrom('tickets').select('id').where('office_id', '=', office_id).executeTakeFirstOrThrow(),
  );
  const arrive = (who: string) => arriveTicket(app, town.staff[who]!, { ticket_id });
  await expect(arrive('clerk.iztapalapa')).rejects.toMatchObject({ code: 'appointment_not_today' });
  town.on('2026-04-30T17:05:00.000Z');
  await expect(arrive('agent.coyoacan')).rejects.toMatchObject({ code: 'not_found' });
  await arrive('clerk.iztapalapa');
  expect((await call('1')).ticket_id).toBe(ticket_id);
});

it('is called at its hour where the office asks nobody whether they came', async () => {
  const appointments = { ...counterHall.appointments, slot_minutes: 30, check_in: false };
  await town.asSystem((tx) =>
    tx
      .updateTable('offices')
      .set({ settings: JSON.stringify({ ...counterHall, appointments }) })
      .where('id', '=', office_id)
      .execute(),
  );
  const who = visitor(server);
  await who.get(`/turnos/${code}/cita`);
  await who.send(`/turnos/${code}/cita`, { fila: 'reportes', dia: '2026-04-30', hora: hour });
  expect((await who.get(`/turnos/${code}/llegada`)).status).toBe(404);
  town.on('2026-04-30T18:00:00.000Z');
  expect(await missAppointments(app, system, {})).toEqual({ missed: 0 });
  expect(await call('1')).toMatchObject({ ticket_id: expect.any(String) });
});

it('is led to from the service that a line attends, and found by its words at the kiosk', async () => {
  const who = visitor(server);
  for (const page of ['/temas/bache', '/solicitud?tema=bache']) {
    const { body } = await who.get(page);
    expect(body).toContain(`/turnos/${code}?desde&#61;telefono&#38;tema&#61;bache`);
    expect(body).toContain(`/turnos/${code}/cita?fila&#61;reportes&#38;tema&#61;bache`);
  }
  expect((await who.get('/temas/luminaria')).body).not.toContain(`/turnos/${code}`);
  expect((await who.get(`/turnos/${code}/cita?fila=reportes&tema=bache`)).body).toContain(
    'name="tema" value="bache"',
  );
  expect((await who.get(`/turnos/${code}?buscar=bache`)).body).toContain('name="tema" value="bache"');
  expect(textOf((await who.get(`/turnos/${code}?buscar=xyzzy`)).body)).toContain('No encontramos ese asunto');
  expect((await who.send(`/turnos/${code}`, { tema: 'bache', desde: 'quiosco' })).status).toBe(303);
  await who.get(`/turnos/${code}`);
  expect((await who.send(`/turnos/${code}`, { tema: 'nada', desde: 'quiosco' })).status).toBe(409);
  const { ticket_id } = await call('1');
  const [taken] = await town.asSystem((tx) =>
    tx.selectFrom('tickets').select(['line_code', 'service_code']).where('id', '=', ticket_id).execute(),
  );
  expect(taken).toEqual({ line_code: 'reportes', service_code: 'bache' });
});

/** Changes the office after somebody booked. */
const change = (columns: { is_active?: boolean; settings?: string }) =>
  town.asSystem((tx) => tx.updateTable('offices').set(columns).where('id', '=', office_id).execute());

it('says that it came where no more hours are offered since', async () => {
  const { digits } = await book('');
  const appointments = { ...usualRules.appointments, slot_minutes: 30, is_offered: false };
  await change({ settings: JSON.stringify({ ...counterHall, appointments }) });
  const kiosk = visitor(server);
  expect((await kiosk.get(`/turnos/${code}`)).body).not.toContain(`/turnos/${code}/llegada`);
  town.on('2026-04-30T16:50:00.000Z');
  expect((await kiosk.get(`/turnos/${code}`)).body).toContain(`/turnos/${code}/llegada`);
  expect((await say(digits)).status).toBe(200);
  expect(await call('1')).toMatchObject({ ticket_id: expect.any(String) });
});

it('is told of an office that was given up, and neither reminded nor missed there', async () => {
  town.on('2026-04-29T14:00:00.000Z');
  const { who } = await book('eva@correo.example');
  await mails();
  await change({ is_active: false });
  expect(await tellOfClosedHours(app, system, {})).toEqual({ told: 1 });
  town.on('2026-04-29T17:00:00.000Z');
  expect(await remind()).toMatchObject({ reminded: 0 });
  const { body } = await who.get('/turno');
  expect(textOf(body)).toContain('pero la oficina no abrirá entonces');
  expect(body).not.toContain(`/turnos/${code}/cita"`);
  town.on('2026-04-30T17:15:01.000Z');
  expect(await missAppointments(app, system, {})).toEqual({ missed: 0 });
  await who.send('/turno/mio/cancelar', {});
  expect((await who.get('/turno')).body).not.toContain(`href="/turnos/${code}`);
});

// The last one: the day stays closed.
it('is told once of an hour at which the office will not open, and neither reminded nor missed then', async () => {
  town.on('2026-04-29T14:00:00.000Z');
  const { who } = await book('ana@correo.example');
  await mails();
  const tell = () => tellOfClosedHours(app, system, {});
  expect(await tell()).toEqual({ told: 0 });
  const { calendar_id } = await town.asSystem((tx) =>
    tx
      .selectFrom('authorities')
      .select('calendar_id')
      .where('id', '=', town.authorities['iztapalapa']!)
      .executeTakeFirstOrThrow(),
  );
  const closed = { day: '2026-04-30', kind: 'closure', name: 'Fuga de gas', source: 'Acuerdo' } as const;
  await declareDays(app, system, { city_id: town.city_id, calendar_id: calendar_id!, ...closed });
  expect(await tell()).toEqual({ told: 1 });
  expect(await tell()).toEqual({ told: 0 });
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ subject: 'Sede del centro no abrirá el día de su cita', attachments: [] });
  expect(mail!.text).toContain(`https://pueblo.example/c/pueblo/turnos/${code}/cita`);
  expect(textOf((await who.get('/turno')).body)).toContain('pero la oficina no abrirá entonces');
  town.on('2026-04-29T17:00:00.000Z');
  expect(await remind()).toMatchObject({ reminded: 0 });
  town.on('2026-04-30T17:15:01.000Z');
  expect(await missAppointments(app, system, {})).toEqual({ missed: 0 });
});
