import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOffice } from '../../../test/an-office.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { heldTicket } from '../../queries/public/turns.ts';
import { ticketSought } from '../../queries/staff/ticket-sought.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { ticketToken } from '../../store/tickets.ts';
import type { App } from '../app.ts';
import { claimMessage } from '../delivery/claim-message.ts';
import { bookAppointment } from './book-appointment.ts';
import { bookForPerson } from './book-for-person.ts';
import { callNext } from './call-next.ts';
import { cancelForPerson } from './leave-ticket.ts';
import { parkTicket } from './move-ticket.ts';
import { remindOfAppointmentsDue } from './remind-of-appointments.ts';
import { giveTicket, takeTicket } from './take-ticket.ts';
import { ticketSaid } from './ticket-said.ts';

let town: Town;
let office_id: string;
let office_code: string;
let made = 0;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on('2026-04-29'));

const ofAnswers = new URL('../../store/migrations/0080_secrets_in_answers.sql', import.meta.url);
const nobody = { kind: 'public' } as const;
const appointments = {
  ...{ is_offered: true, slot_minutes: 30, places: 2, days_ahead: 5 },
  ...{ remind_hours: 24, check_in: false, late_minutes: 15 },
};
async function open(settings: { appointments?: typeof appointments } = {}): Promise<void> {
  office_code = `cita-${(made += 1)}`;
  office_id = await anOffice(town, { code: office_code, appointments, ...settings });
}
// Eleven in the town, an hour after the day begins here.
const eleven = '2026-04-29T17:00:00Z';
const clerk = () => town.staff['clerk.iztapalapa']!;
/** Attends people in the city, but not at that office. */
const elsewhere = () => town.staff['agent.coyoacan']!;
const city = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const held = async ({ ticket_id }: { ticket_id: string }) =>
  (await heldTicket(town.app, await city(), ticketToken(town.app.keys, ticket_id)))!;
const saidOf = async (taken: { ticket_id: string }) =>
  ticketSaid(await held(taken), await city(), town.app.keys);
const book = (at: string) =>
  bookAppointment(town.app, nobody, {
    ...{ city_id: town.city_id, office_code, line_code: 'reportes', at, address: `connection ${made}` },
  });
const take = () =>
  takeTicket(town.app, nobody, {
    ...{ city_id: town.city_id, office_code, line_code: 'reportes', source: 'link' },
  });
const forPerson = (who = elsewhere(), more: { email?: string; app?: App } = {}) =>
  bookForPerson(more.app ?? town.app, who, {
    ...{ office_id, line_code: 'reportes', at: eleven, email: more.email ?? null },
  });

describe('an appointment that staff books', () => {
  it('is told in words, at an office of another authority too, and takes a place of the hour', async () => {
    await open({ appointments: { ...appointments, check_in: true } });
    const booked = await forPerson();
    const said = await saidOf(booked);
    expect(said).toContain('Su cita es el miércoles 29 de abril de 2026, 11:00 h, en Sede del centro');
    expect(said).toMatch(/Plaza 1, para Reportes\. Su número es C-01\. .*: \d{3} \d{3}\./);
    expect((await held(booked)).state).toBe('waiting');
    await book(eleven);
    await expect(forPerson()).rejects.toMatchObject({ code: 'place_taken' });
  });

  it('is in no kept answer with its secret or its digits, and told the same when it is asked again', async () => {
    await open({ appointments: { ...appointments, check_in: true } });
    const again = () =>
      bookForPerson(
        town.app,
        elsewhere(),
        { office_id, line_code: 'reportes', at: eleven },
        { idempotency_key: `una vez ${made}` },
      );
    const booked = await again();
    expect(await again()).toEqual(booked);
    const kept = await town.asSystem((tx) =>
      tx.selectFrom('idempotency_keys').select('result').where('key', '=', `una vez ${made}`).execute(),
    );
    const plain = { ticket_id: booked.ticket_id, prefix: 'C', number: 1 };
    expect(kept).toEqual([{ result: plain }]);
    // What was kept before is without them, too.
    const before = { ...plain, token: 'secreto', said: 'Su código es 123 456' };
    const cleaned = await town.asSystem(async (tx) => {
      const keys = { scope: 'book-for-person/x', key: 'antes', fingerprint: Buffer.from('x') };
      await tx
        .insertInto('idempotency_keys')
        .values({ ...keys, result: JSON.stringify(before) })
        .execute();
      await sql.raw(await readFile(ofAnswers, 'utf8')).execute(tx);
      return tx.selectFrom('idempotency_keys').select('result').where('key', '=', 'antes').execute();
    });
    expect(cleaned).toEqual([{ result: plain }]);
  });

  it('is not booked by who attends nobody in that city', async () => {
    await open();
    const grants = elsewhere().grants.map((one) => ({ ...one, city_id: newId() }));
    await expect(forPerson({ ...elsewhere(), grants })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is written about where an address is left, once', async () => {
    await open();
    const app = { ...town.app, sends_mail: true };
    await expect(forPerson(elsewhere(), { app, email: 'rosa' })).rejects.toMatchObject({
      fields: { email: 'invalid_email' },
    });
    const { ticket_id } = await forPerson(elsewhere(), { app, email: 'Rosa@correo.example' });
    const written = town.asSystem((tx) =>
      tx.selectFrom('outbox').select('template').where('ticket_id', '=', ticket_id).execute(),
    );
    expect(await written).toEqual([{ template: 'appointment_booked' }]);
  });
});

describe('who calls the desk', () => {
  const cancel = (ticket_id: string, app = town.app, who = elsewhere()) =>
    cancelForPerson(app, who, { ticket_id });
  const sought = async (typed: string, on = '2026-04-29') =>
    ticketSought(town.app, { actor: elsewhere(), city: await city() }, { office_id, on, typed });

  it('gets a number of today at any office of the city, and is told how many are before', async () => {
    await open();
    const given = () => giveTicket(town.app, elsewhere(), { office_id, line_code: 'reportes' });
    expect(await saidOf(await given())).toBe(
      'Su número de hoy es A-01, para Reportes, en Sede del centro, Plaza 1. Por ahora no hay nadie antes de usted. Si no está cuando aparezca en la pantalla, pierde su lugar.',
    );
    expect(await saidOf(await given())).toContain(
      'Antes de usted hay 1 persona. Espera aproximada: 6 minutos.',
    );
    const grants = elsewhere().grants.map((one) => ({ ...one, city_id: newId() }));
    await expect(
      giveTicket(town.app, { ...elsewhere(), grants }, { office_id, line_code: 'reportes' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('has an appointment or a number cancelled that is found by its number or its digits', async () => {
    await open({ appointments: { ...appointments, places: 1, check_in: true } });
    const [booked, taken] = [await book(eleven), await take()];
    const { arrival } = await held(booked);
    const found = { id: booked.ticket_id, number: 'C-01', line: 'Reportes', may_cancel: true };
    expect(await sought('c 1')).toMatchObject(found);
    expect(await sought(arrival!.code)).toMatchObject(found);
    for (const [typed, on] of [
      ['C-02', '2026-04-29'],
      ['C-01', '2026-04-30'],
      ['hola', '2026-04-29'],
    ] as const)
      expect(await sought(typed, on)).toBeNull();
    await cancel(booked.ticket_id);
    expect((await held(booked)).state).toBe('left');
    await book(eleven);
    await expect(cancel(booked.ticket_id)).rejects.toMatchObject({ code: 'ticket_not_in_this_state' });
    expect(await sought('C-01')).toMatchObject({ state: 'left', may_cancel: false });
    await cancel(taken.ticket_id);
    await expect(callNext(town.app, clerk(), { office_id, counter_code: '1' })).rejects.toMatchObject({
      code: 'nobody_waits',
    });
  });

  it('is written that staff cancelled it, where they left an address, and reminded of nothing more', async () => {
    await open();
    const app = { ...town.app, sends_mail: true };
    const { ticket_id } = await forPerson(elsewhere(), { app, email: 'sara@correo.example' });
    await cancel(ticket_id, app);
    const rows = await town.asSystem((tx) =>
      tx.selectFrom('outbox').select('id').where('ticket_id', '=', ticket_id).orderBy('created_at').execute(),
    );
    const system = { kind: 'system' } as const;
    const claimed = [];
    for (const { id } of rows) claimed.push(await claimMessage(app, system, { outbox_id: id }));
    // What was written when it was booked still waited.
    expect(claimed).toEqual([
      null,
      expect.objectContaining({
        to: 'sara@correo.example',
        subject: 'Se canceló su cita en Sede del centro',
        text: expect.stringContaining('Cuándo era: miércoles 29 de abril de 2026, 11:00 h'),
      }),
    ]);
    expect(claimed[1]).not.toHaveProperty('calendar_entry');
    const due = (at: string) => {
      town.on(at);
      return remindOfAppointmentsDue(app, system, {});
    };
    expect(await due('2026-04-29T16:59:00.000Z')).toEqual({ reminded: 0, forgotten: 0 });
    await due('2026-05-02T00:00:00.000Z');
    const kept = await town.asSystem((tx) => tx.selectFrom('ticket_addresses').selectAll().execute());
    expect(kept).toEqual([]);
  });

  it('is written so too when they had been called and set aside', async () => {
    await open();
    const app = { ...town.app, sends_mail: true };
    const { ticket_id } = await forPerson(elsewhere(), { app, email: 'sara@correo.example' });
    town.on(eleven);
    await callNext(app, clerk(), { office_id, counter_code: '1' });
    await parkTicket(app, clerk(), { ticket_id, reason: 'Fue por una copia' });
    await cancel(ticket_id, app);
    const written = await town.asSystem((tx) =>
      tx.selectFrom('outbox').select('template').where('ticket_id', '=', ticket_id).execute(),
    );
    expect(written.map(({ template }) => template)).toContain('appointment_cancelled');
  });

  it('cancels nothing in a city in which one attends nobody', async () => {
    await open();
    const { ticket_id } = await take();
    const grants = elsewhere().grants.map((one) => ({ ...one, city_id: newId() }));
    await expect(cancel(ticket_id, town.app, { ...elsewhere(), grants })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
