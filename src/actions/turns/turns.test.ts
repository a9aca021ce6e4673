import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOffice } from '../../../test/an-office.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { newId } from '../../store/ids.ts';
import { attendTicket, finishTicket } from './attend-ticket.ts';
import { callNext } from './call-next.ts';
import { noShowTicket, parkTicket, takeBackTicket, transferTicket } from './move-ticket.ts';
import { takeTicket } from './take-ticket.ts';

let town: Town;
let office_id: string;
let office_code: string;
let made = 0;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(async () => {
  town.on('2026-04-29');
  office_code = `sede-${(made += 1)}`;
  office_id = await anOffice(town, { code: office_code });
});

const clerk = () => town.staff['clerk.iztapalapa']!;
const agent = () => town.staff['agent.iztapalapa']!;
const elsewhere = () => town.staff['agent.coyoacan']!;
const take = (line_code = 'reportes', priority_code: string | null = null) =>
  takeTicket(
    town.app,
    { kind: 'public' },
    {
      ...{ city_id: town.city_id, office_code, line_code, priority_code, source: 'kiosk' },
    },
  );
const call = (counter_code: string, who = clerk()) => callNext(town.app, who, { office_id, counter_code });
const ticket = (id: string) =>
  town.asSystem((tx) => tx.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const interactions = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('interactions')
      .select(['id', 'channel', 'kind', 'wrap_up', 'user_id', 'ended_at'])
      .where('channel', '=', 'counter')
      .where('city_id', '=', town.city_id)
      .execute(),
  );

describe('a number', () => {
  it('is the next of its line, and starts anew each day', async () => {
    const numbers = [await take(), await take(), await take('pagos')];
    expect(numbers.map(({ prefix, number }) => `${prefix}${number}`)).toEqual(['A1', 'A2', 'B1']);
    town.on('2026-04-30');
    expect((await take()).number).toBe(1);
  });

  it('is given to each of many who ask at the same time, and no two get the same', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => take()));
    expect(all.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
  });

  it('is not given outside the hours, nor on a holiday, nor for a line or a priority that is not', async () => {
    town.on('2026-04-29T14:59:00.000Z');
    await expect(take()).rejects.toMatchObject({ code: 'office_closed' });
    town.on('2026-05-01');
    await expect(take()).rejects.toMatchObject({ code: 'office_closed' });
    town.on('2026-04-29');
    await expect(take('otra')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(take('pagos', 'reina')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('at the counters', () => {
  it('calls each number once, though all counters call at the same moment', async () => {
    const taken = await Promise.all(Array.from({ length: 3 }, () => take('pagos')));
    const called = await Promise.all(['1', '2', '3'].map((counter) => call(counter)));
    expect(called.map(({ ticket_id }) => ticket_id).sort()).toEqual(
      taken.map(({ ticket_id }) => ticket_id).sort(),
    );
  });

  it('gives one last number to one of those who call for it', async () => {
    const { ticket_id } = await take('pagos');
    const called = await Promise.allSettled(['1', '2', '3'].map((counter) => call(counter)));
    const [got, ...none] = called.sort((one) => (one.status === 'fulfilled' ? -1 : 1));
    expect(got).toMatchObject({ status: 'fulfilled', value: { ticket_id } });
    expect(none.map((one) => (one as PromiseRejectedResult).reason.code)).toEqual([
      'nobody_waits',
      'nobody_waits',
    ]);
  });

  it('calls priority first and only the lines of the counter', async () => {
    const [report, payment] = [await take(), await take('pagos')];
    const first = await take('reportes', 'older_person');
    expect((await call('1')).ticket_id).toBe(first.ticket_id);
    expect((await call('3')).ticket_id).toBe(payment.ticket_id);
    expect((await call('2')).ticket_id).toBe(report.ticket_id);
  });

  it('has one person at a time, and calls the next one after a no-show', async () => {
    const [one, two] = [await take(), await take()];
    await call('1');
    await expect(call('1')).rejects.toMatchObject({ code: 'counter_busy' });
    await noShowTicket(town.app, clerk(), { ticket_id: one.ticket_id });
    expect((await call('1')).ticket_id).toBe(two.ticket_id);
    expect(await ticket(one.ticket_id)).toMatchObject({ state: 'no_show' });
  });

  it('is not moved by another authority', async () => {
    const { ticket_id } = await take();
    await expect(call('1', elsewhere())).rejects.toMatchObject({ code: 'not_found' });
    await call('1');
    const finish = { ticket_id, interaction_id: newId() };
    for (const move of [
      () => noShowTicket(town.app, elsewhere(), { ticket_id }),
      () => finishTicket(town.app, elsewhere(), finish),
    ])
      await expect(move()).rejects.toMatchObject({ code: 'not_found' });
    expect(await ticket(ticket_id)).toMatchObject({ state: 'called', ended_at: null });
  });
});

describe('being attended', () => {
  it('is one interaction, from when the person came until the end', async () => {
    const before = (await interactions()).length;
    const { ticket_id } = await take();
    await call('1');
    const interaction_id = newId();
    await attendTicket(town.app, clerk(), { ticket_id, interaction_id });
    town.on('2026-04-29T16:05:00.000Z');
    await finishTicket(town.app, clerk(), { ticket_id, interaction_id: newId(), kind: 'support' });
    expect(await ticket(ticket_id)).toMatchObject({
      ...{ state: 'done', interaction_id, serving_at: '2026-04-29T16:00:00.000Z' },
      ended_at: '2026-04-29T16:05:00.000Z',
    });
    const all = await interactions();
    expect(all.length - before).toBe(1);
    expect(all.find(({ id }) => id === interaction_id)).toMatchObject({
      ...{
        kind: 'support',
        wrap_up: 'answered',
        user_id: clerk().user_id,
        ended_at: '2026-04-29T16:05:00.000Z',
      },
    });
  });

  it('counts who was attended at once without a word before', async () => {
    const { ticket_id } = await take();
    await call('1');
    const interaction_id = newId();
    await finishTicket(town.app, clerk(), { ticket_id, interaction_id });
    expect((await interactions()).find(({ id }) => id === interaction_id)).toMatchObject({
      wrap_up: 'answered',
    });
  });

  it('goes on after being set aside; another person who takes them back begins anew', async () => {
    const { ticket_id } = await take();
    await call('1');
    const interaction_id = newId();
    await attendTicket(town.app, clerk(), { ticket_id, interaction_id });
    await parkTicket(town.app, clerk(), { ticket_id, reason: 'Fue por una copia' });
    await takeBackTicket(town.app, clerk(), { ticket_id, counter_code: '2' });
    expect(await ticket(ticket_id)).toMatchObject({ state: 'called', counter_code: '2', interaction_id });
    await parkTicket(town.app, clerk(), { ticket_id, reason: 'Otra copia' });
    await takeBackTicket(town.app, agent(), { ticket_id, counter_code: '1' });
    expect(await ticket(ticket_id)).toMatchObject({ interaction_id: null, user_id: agent().user_id });
    expect((await interactions()).find(({ id }) => id === interaction_id)!.ended_at).not.toBeNull();
  });

  it('goes on at another line with the place by the hour at which the person came', async () => {
    const first = await take();
    await call('1');
    await take('pagos');
    await transferTicket(town.app, clerk(), { ticket_id: first.ticket_id, line_code: 'pagos' });
    expect((await call('3')).ticket_id).toBe(first.ticket_id);
    expect((await ticket(first.ticket_id)).first_called_at).toBe('2026-04-29T16:00:00.000Z');
  });

  it('goes on at one counter alone', async () => {
    const { ticket_id } = await take();
    await call('1');
    await transferTicket(town.app, clerk(), { ticket_id, line_code: 'reportes', for_counter: '2' });
    await expect(call('1')).rejects.toMatchObject({ code: 'nobody_waits' });
    expect((await call('2')).ticket_id).toBe(ticket_id);
  });
});
