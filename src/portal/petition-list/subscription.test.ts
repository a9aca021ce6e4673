import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { textOf, visitor } from '../../../test/portal-visitor.ts';
import { leaveIn, linkIn, subscribers, type Subscribers } from '../../../test/subscribers.ts';
import { sendDigests } from '../../actions/subscriptions/send-digests.ts';
import { sweepExpired } from '../../actions/upkeep/sweep-expired.ts';
import { listOutbox } from '../../queries/staff/outbox.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { inTransaction } from '../../store/database.ts';

let cast: Subscribers;
let email: string;
beforeAll(async () => {
  cast = await subscribers();
});
afterAll(() => cast.drop());
beforeEach(async () => {
  email = await cast.anew();
});

describe('asking', () => {
  it('writes to nobody who has not confirmed, and a link that is only followed confirms nothing', async () => {
    await cast.ask({ tema: 'luminaria' });
    const [mail] = await cast.mails();
    expect(mail).toMatchObject({ to: [email], subject: 'Confirme que quiere recibir avisos de Pueblo' });
    expect(mail!.text).toContain('Lámpara apagada');
    const scanner = visitor(cast.server);
    expect((await scanner.get(linkIn(mail!.text))).location).toBe('/c/pueblo/suscripcion/mia');
    expect((await scanner.follow()).body).not.toContain(linkIn(mail!.text).split('/').at(-1));
    expect((await cast.stored())[0]).toMatchObject({ confirmed_at: null });
    await aPetition(cast.town);
    cast.town.on('2026-05-20');
    await sendDigests(cast.app);
    expect(await cast.mails()).toEqual([]);
  });

  it('answers the same for an address that is known, and tells its mailbox alone', async () => {
    const { who } = await cast.subscribed({ cada: 'week' });
    await cast.ask();
    const [mail] = await cast.mails();
    expect(mail!.subject).toBe('Ya recibe avisos de Pueblo');
    expect(await cast.stored()).toMatchObject([{ frequency: 'week' }]);
    expect((await who.get(linkIn(mail!.text))).status).toBe(303);
  });

  it('keeps the address encrypted and says nothing of it at the console', async () => {
    await cast.ask();
    const [row] = await cast.stored();
    expect(JSON.stringify(row)).not.toContain(email);
    const city = (await cast.town.asSystem((tx) => cityConfiguration(tx, cast.town.city_id)))!;
    for (const actor of Object.values(cast.town.staff)) {
      const page = await listOutbox(cast.app, { actor, city }, {});
      expect(JSON.stringify(page)).not.toContain('@correo');
      const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
      const seen = await inTransaction(cast.app.database, as, (tx) =>
        tx.selectFrom('subscriptions').select('id').execute(),
      );
      expect(seen).toEqual([]);
    }
  });

  it.each([
    [{ correo: '' }, 'Escriba'],
    [{ correo: 'no es correo' }, 'correo'],
    [{ cada: 'hora' }, 'Elija cada cuándo'],
  ])('is given back with what is wrong: %j', async (fields, said) => {
    const who = visitor(cast.server);
    await who.get('/suscripcion?tema=luminaria&zona=coyoacan');
    const answer = await who.send('/suscripcion', {
      correo: email,
      cada: 'day',
      tema: 'luminaria',
      ...fields,
    });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(said)]);
    expect(answer.body).toMatch(/value="luminaria"\s+selected/);
    expect(await cast.stored()).toEqual([]);
  });

  it('does not fill a mailbox, nor is it asked for many from one place', async () => {
    for (let n = 0; n < 3; n += 1)
      await cast.ask({ tema: n === 0 ? '' : 'bache', zona: n === 2 ? 'coyoacan' : '' });
    const who = visitor(cast.server);
    await who.get('/suscripcion');
    expect((await who.send('/suscripcion', { correo: email, cada: 'day' })).status).toBe(429);
    expect(await cast.mails()).toHaveLength(3);
  });

  it('forgets an address that does not confirm in seven days', async () => {
    await cast.ask();
    const [mail] = await cast.mails();
    cast.town.on('2026-05-06T15:00:00.000Z');
    await sweepExpired(cast.app);
    expect(await cast.stored()).toHaveLength(1);
    cast.town.on('2026-05-06T17:00:00.000Z');
    await sweepExpired(cast.app);
    expect(await cast.stored()).toEqual([]);
    expect((await visitor(cast.server).get(linkIn(mail!.text))).status).toBe(410);
  });
});

describe('ending', () => {
  it('is one press of a mail program, which has no cookies and saw no page (RFC 8058)', async () => {
    const { leave } = await cast.subscribed();
    cast.town.on('2026-04-29T18:00:00.000Z');
    await aPetition(cast.town);
    cast.town.on('2026-04-30T13:00:00.000Z');
    await sendDigests(cast.app);
    const [mail] = await cast.mails();
    expect(mail!.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(leaveIn(mail!.header('list-unsubscribe')!)).toBe(leave);
    const press = () =>
      cast.server.inject({
        ...{ method: 'POST', url: leave, payload: 'List-Unsubscribe=One-Click' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await press()).statusCode).toBe(200);
    expect(await cast.stored()).toEqual([]);
    expect((await press()).statusCode).toBe(200);
  });

  it('asks a person who follows that link, and lets them do nothing else with it', async () => {
    const { leave } = await cast.subscribed();
    const who = visitor(cast.server);
    await who.get(leave);
    const page = await who.follow();
    expect(page.body).not.toContain(email);
    expect((await who.send('/suscripcion/cambiar', { cada: 'week' })).status).toBe(410);
    expect(await cast.stored()).toMatchObject([{ frequency: 'day' }]);
    await who.get('/suscripcion/mia');
    expect(textOf((await who.send('/suscripcion/cancelar', {})).body)).toContain('Ya no le escribimos');
    expect(await cast.stored()).toEqual([]);
  });

  it('shows all that is kept of an address and deletes it, with what was written to it', async () => {
    const { who, link } = await cast.subscribed();
    await cast.ask({ tema: 'bache' });
    const page = await who.get('/suscripcion/mia');
    expect(textOf(page.body)).toMatch(new RegExp(`${email}.*Todas las solicitudes.*Bache ?. Sin confirmar`));
    expect((await who.send('/suscripcion/cambiar', { cada: 'week' })).location).toContain('hecho=cambiar');
    await who.follow();
    await who.send('/suscripcion/cancelar', { todas: 'si' });
    expect(await cast.stored()).toEqual([]);
    // What still waits cannot be read by anybody any more.
    expect(await cast.mails()).toEqual([]);
    const [waiting] = await cast.town.asSystem((tx) =>
      tx.selectFrom('outbox').select('last_error').where('last_error', '=', 'subscription_ended').execute(),
    );
    expect(waiting).toBeDefined();
    expect((await who.get('/suscripcion/mia')).status).toBe(410);
    expect((await who.get(link)).status).toBe(410);
  });

  it('does not keep an address from more than ten things, of which it is told', async () => {
    const { who } = await cast.subscribed();
    const [row] = await cast.stored();
    const more = ['bache', 'arbol', 'queja'].flatMap((tema) =>
      ['', 'iztapalapa', 'coyoacan'].map((zona) => ({ tema, zona })),
    );
    for (const [at, one] of more.entries()) {
      cast.town.on(
        `2026-04-29T${String(Math.floor(at / 2) + 17).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}:00.000Z`,
      );
      await cast.ask(one);
    }
    expect(await cast.stored()).toHaveLength(10);
    cast.town.on('2026-04-29T23:00:00.000Z');
    await cast.mails();
    await cast.ask({ tema: 'luminaria' });
    const [mail] = await cast.mails();
    expect(mail!.subject).toBe('Ya sigue muchas cosas en Pueblo');
    expect(await cast.stored()).toHaveLength(10);
    expect(row).toBeDefined();
    expect((await who.get(linkIn(mail!.text))).status).toBe(303);
  });
});
