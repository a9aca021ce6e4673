import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOffice, counterHall } from '../../../test/an-office.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { freeSlots, heldTicket } from '../../queries/public/turns.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { readOffice, ticketToken } from '../../store/tickets.ts';
import { bookAppointment } from './book-appointment.ts';
import { callNext } from './call-next.ts';
import { closeOfficeDays } from './close-office-days.ts';
import { leaveTicket } from './leave-ticket.ts';
import { takeTicket } from './take-ticket.ts';

let town: Town;
let office_id: string;
let office_code: string;
let made = 0;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on('2026-04-29'));

const nobody = { kind: 'public' } as const;
const appointments = {
  ...{ is_offered: true, slot_minutes: 30, places: 2, days_ahead: 5 },
  ...{ remind_hours: 24, check_in: false, late_minutes: 15 },
};
async function open(settings: Partial<typeof counterHall> = {}): Promise<void> {
  office_code = `cita-${(made += 1)}`;
  office_id = await anOffice(town, { code: office_code, appointments, ...settings });
}
const city = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const free = async () => {
  const office = (await town.asSystem((tx) => readOffice(tx, { id: office_id })))!;
  return freeSlots(town.app, await city(), office);
};
const book = (at: string, address = `connection ${made}`) =>
  bookAppointment(town.app, nobody, {
    ...{ city_id: town.city_id, office_code, line_code: 'reportes', at, address },
  });
const take = () =>
  takeTicket(town.app, nobody, {
    ...{ city_id: town.city_id, office_code, line_code: 'reportes', source: 'link' },
  });
const tokenOf = (ticket_id: string) => ticketToken(town.app.keys, ticket_id);
const held = async ({ ticket_id }: { ticket_id: string }) =>
  (await heldTicket(town.app, await city(), tokenOf(ticket_id)))!;
const clerk = () => town.staff['clerk.iztapalapa']!;
const close = () => closeOfficeDays(town.app, { kind: 'system' }, {});
// Eleven in the town, an hour after the day begins here.
const eleven = '2026-04-29T17:00:00Z';

describe('an appointment', () => {
  it('gives each place of an hour to one person, whoever asks at the same time', async () => {
    await open();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => book(eleven)));
    const got = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.ticket_id] : []));
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(got).size).toBe(2);
    expect(refused).toEqual(Array(6).fill('place_taken'));
    expect((await free()).map(({ at }) => at)).not.toContain(eleven);
  });

  it('leaves its place to somebody else when it is cancelled, and is cancelled once', async () => {
    await open({ appointments: { ...appointments, places: 1 } });
    const booked = await book(eleven);
    await expect(book(eleven)).rejects.toMatchObject({ code: 'place_taken' });
    const own = { city_id: town.city_id, token: tokenOf(booked.ticket_id) };
    await leaveTicket(town.app, nobody, own);
    expect((await held(booked)).state).toBe('left');
    await expect(leaveTicket(town.app, nobody, own)).rejects.toMatchObject({
      code: 'ticket_not_in_this_state',
    });
    await book(eleven);
  });

  it('is refused for an hour that is over, outside the hours or on a holiday', async () => {
    await open();
    for (const at of [
      '2026-04-29T15:00:00Z',
      '2026-04-29T17:10:00Z',
      '2026-04-30T03:00:00Z',
      '2026-05-01T17:00:00Z',
    ])
      await expect(book(at)).rejects.toMatchObject({ code: 'place_taken' });
  });

  it('is booked twenty times a day from one connection, and by everybody else all the same', async () => {
    await open({ appointments: { ...appointments, places: 50 } });
    for (let made_here = 0; made_here < 20; made_here += 1) await book(eleven);
    await expect(book(eleven)).rejects.toMatchObject({ code: 'too_many_bookings' });
    await book(eleven, 'another connection');
    town.on('2026-04-30T15:00:00.000Z');
    await expect(book('2026-04-30T17:00:00Z')).rejects.toMatchObject({ code: 'too_many_bookings' });
    town.on('2026-04-30T17:30:00.000Z');
    await book('2026-04-30T18:00:00Z');
  });

  it('is not cancelled with a made-up link, nor in another city', async () => {
    await open();
    const leave = leaveTicket(town.app, nobody, { city_id: town.city_id, token: 'x'.repeat(43) });
    await expect(leave).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is called at its hour before those who took a number, and not before it while others wait', async () => {
    await open();
    const booked = await book(eleven);
    const [first, second] = [await take(), await take()];
    const call = (counter_code: string) => callNext(town.app, clerk(), { office_id, counter_code });
    expect((await call('1')).ticket_id).toBe(first.ticket_id);
    town.on('2026-04-29T17:00:00.000Z');
    expect((await call('2')).ticket_id).toBe(booked.ticket_id);
    expect((await held(second)).place).toEqual({ ahead: 0, minutes: 0 });
  });
});

describe('the end of a day', () => {
  it('leaves who holds a number to be attended after closing, and ends it with the date', async () => {
    await open();
    const first = await take();
    const late = await take();
    town.on('2026-04-29T21:30:00.000Z');
    await close();
    const call = callNext(town.app, clerk(), { office_id, counter_code: '1' });
    expect((await call).ticket_id).toBe(first.ticket_id);
    town.on('2026-04-30');
    await close();
    expect((await held(late)).state).toBe('lapsed');
    expect((await held(first)).state).toBe('lapsed');
    await close();
  });

  it('gives a place at the next opening where the office says so, in the same order and over a holiday', async () => {
    town.on('2026-04-30');
    await open({ at_closing: 'next_day' });
    const [one, two] = [await take(), await take()];
    town.on('2026-04-30T20:59:00.000Z');
    await close();
    expect((await held(one)).state).toBe('waiting');
    town.on('2026-04-30T21:00:00.000Z');
    await close();
    await close();
    // Friday 1 May is a holiday: the next business day is Monday, at nine.
    expect(await held(one)).toMatchObject({
      state: 'carried',
      next: { shown: 'C-01', on_day: '2026-05-04', at: '2026-05-04T15:00:00.000Z' },
    });
    expect((await held(two)).next!.shown).toBe('C-02');
    town.on('2026-05-04T15:00:00.000Z');
    await take();
    const { ticket_id } = await callNext(town.app, clerk(), { office_id, counter_code: '1' });
    expect((await held(one)).next!.token).toBe(tokenOf(ticket_id));
  });

  it('carries nobody whose hour was closed afterwards: they were told to book another one', async () => {
    await open({ at_closing: 'next_day' });
    const [number, booked] = [await take(), await book('2026-04-29T20:00:00Z')];
    // The office closes at one today.
    const hours = counterHall.hours!.map((day) => ({ ...day, closes: '13:00' }));
    const settings = JSON.stringify({ ...counterHall, appointments, at_closing: 'next_day', hours });
    await town.asSystem((tx) =>
      tx.updateTable('offices').set({ settings }).where('id', '=', office_id).execute(),
    );
    town.on('2026-04-29T21:00:00.000Z');
    await close();
    expect((await held(number)).state).toBe('carried');
    expect(await held(booked)).toMatchObject({ state: 'waiting', is_kept: false });
    town.on('2026-04-30');
    await close();
    expect(await held(booked)).toMatchObject({ state: 'lapsed', next: null });
  });
});
