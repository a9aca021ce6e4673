import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { aTown, FIRST_DAY, type Town } from '../../../test/town.ts';
import { askCitizen } from '../../actions/petitions/ask-citizen.ts';
import { moderatePetition } from '../../actions/petitions/moderate-petition.ts';
import { reissueAccessKey } from '../../actions/petitions/reissue-access-key.ts';
import { sendReply } from '../../actions/petitions/send-reply.ts';
import { composeFolio } from '../../core/petitions/folio.ts';
import { accessKeyFor } from '../../store/secrets.ts';

let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
});
afterAll(async () => {
  await server.close();
  await town.drop();
});
beforeEach(() => town.on(FIRST_DAY));

const keyOf = (petition_id: string, issue = 1) => accessKeyFor(town.app.keys, petition_id, issue);

async function opened(petition: { petition_id: string; folio: string }): Promise<Visitor> {
  const who = visitor(server);
  await who.get(`/s/${petition.folio}/${keyOf(petition.petition_id)}`);
  return who;
}

const secret = 'La vecina del 14 dejó tirado un colchón';

describe('with the key', () => {
  it('leaves the address at once for a cookie that scripts cannot read', async () => {
    const petition = await aPetition(town, { description: secret });
    const who = visitor(server);
    const answer = await who.get(`/s/${petition.folio}/${keyOf(petition.petition_id)}`);
    expect([answer.status, answer.location]).toEqual([303, `/seguimiento/${petition.folio}`]);
    expect(String(answer.headers['set-cookie'])).toMatch(/atiende_folios=[^;]+;.*HttpOnly/);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    const page = await who.follow();
    expect(textOf(page.body)).toContain(secret);
    expect(page.headers['cache-control']).toBe('no-store');
    // A scanner that followed the link took nothing away.
    expect((await visitor(server).get(`/s/${petition.folio}/${keyOf(petition.petition_id)}`)).status).toBe(
      303,
    );
  });

  it('takes folio and key as people type them', async () => {
    const petition = await aPetition(town);
    const who = visitor(server);
    await who.get('/seguimiento');
    const clave = keyOf(petition.petition_id).toLowerCase().replaceAll('-', ' ');
    const folio = petition.folio.toLowerCase().replaceAll('-', '');
    const answer = await who.send('/seguimiento', { folio, clave });
    expect(answer.location).toBe(`/seguimiento/${petition.folio}`);
    const text = textOf((await who.follow()).body);
    expect(text).toContain('Le toca a la autoridad');
    expect(text).toContain('Alcaldía Iztapalapa');
  });

  it('explains every day of the clock', async () => {
    const petition = await aPetition(town);
    const who = await opened(petition);
    const page = await who.get(`/seguimiento/${petition.folio}/plazo/reply`);
    expect(page.status).toBe(200);
    const text = textOf(page.body);
    expect(text).toContain('Día en que se presentó: todavía no cuenta');
    expect(text).toMatch(/vie 1 (de )?may — Día festivo/);
    expect((await who.get(`/seguimiento/${petition.folio}/plazo/accept`)).status).toBe(404);
  });

  it('answers a question, once however often it is sent', async () => {
    const petition = await aPetition(town, { stage: 'in_work' });
    const { petition_id, folio } = petition;
    await askCitizen(town.app, town.staff['julian']!, { petition_id, body: '¿Qué número tiene el poste?' });
    const who = await opened(petition);
    const page = await who.follow();
    expect(textOf(page.body)).toContain('Le toca a usted');
    expect(textOf(page.body)).toContain('¿Qué número tiene el poste?');
    const empty = await who.send(`/seguimiento/${folio}/responder`, { respuesta: ' ' }, []);
    expect([empty.status, empty.body.includes('<title>Error: ')]).toEqual([422, true]);
    const hidden = { una_vez: crypto.randomUUID() };
    const sent = { ...hidden, respuesta: 'El 24, frente a la escuela.' };
    const answered = await who.send(`/seguimiento/${folio}/responder`, sent, []);
    expect(answered.location).toBe(`/seguimiento/${folio}`);
    const after = await who.follow();
    expect(textOf(after.body)).toContain('El 24, frente a la escuela.');
    expect(textOf(after.body)).not.toContain('Le toca a usted');
  });

  it('says what it was told when an answer comes too late, and keeps the words', async () => {
    const petition = await aPetition(town, { stage: 'in_work' });
    const { petition_id, folio } = petition;
    await askCitizen(town.app, town.staff['julian']!, { petition_id, body: '¿Cuál poste?' });
    const who = await opened(petition);
    await who.follow();
    await who.send(`/seguimiento/${folio}/responder`, { respuesta: 'El primero.' }, []);
    await who.follow();
    const late = await who.send(`/seguimiento/${folio}/responder`, { respuesta: 'El segundo.' }, []);
    expect(late.status).toBe(422);
  });

  it('shows the reply in full, and takes yes or no for an answer', async () => {
    const petition = await aPetition(town, { stage: 'replied' });
    const who = await opened(petition);
    const text = textOf((await who.follow()).body);
    expect(text).toContain('Se cambió la lámpara.');
    expect(text).toContain('¿Quedó resuelta?');
    await who.get(`/seguimiento/${petition.folio}/inconformarse`);
    const empty = await who.send(`/seguimiento/${petition.folio}/inconformarse`, { mensaje: '' });
    expect(empty.status).toBe(422);
    await who.send(`/seguimiento/${petition.folio}/inconformarse`, { mensaje: 'Sigue apagada.' });
    const after = textOf((await who.follow()).body);
    expect(after).toContain('Sigue apagada.');
    expect(after).toContain('En atención');
  });

  it('shows a first reply with what comes next and by when, and asks for no verdict yet', async () => {
    const petition = await aPetition(town, { stage: 'in_work' });
    const { petition_id, folio } = petition;
    const first = {
      ...{ outcome_code: null, body: 'Pedimos la lámpara nueva.' },
      next_step: 'La cuadrilla va el 20 de mayo.',
    };
    await sendReply(town.app, town.staff['julian']!, await aDraft(town, petition_id, first));
    const who = await opened(petition);
    const text = textOf((await who.follow()).body);
    expect(text).toContain('Primera respuesta');
    expect(text).toContain('Pedimos la lámpara nueva.');
    expect(text).toContain('La cuadrilla va el 20 de mayo.');
    expect(text).toContain('Falta resolver el fondo. Fecha límite: jueves 25 de junio de 2026.');
    expect(text).toContain('En atención');
    expect(text).not.toContain('¿Quedó resuelta?');
    expect(text).not.toContain('No estoy de acuerdo');
    await sendReply(town.app, town.staff['julian']!, await aDraft(town, petition_id));
    const last = textOf((await who.get(`/seguimiento/${folio}`)).body);
    expect(last).toContain('Pedimos la lámpara nueva.');
    expect(last).toContain('¿Quedó resuelta?');
    expect(last).not.toContain('Falta resolver el fondo. Fecha límite: jueves 25 de junio de 2026. Aquí');
  });

  it('confirms, and withdraws', async () => {
    const replied = await aPetition(town, { stage: 'replied' });
    const one = await opened(replied);
    await one.follow();
    await one.send(`/seguimiento/${replied.folio}/confirmar`, {});
    expect(textOf((await one.follow()).body)).toContain('Cerrada');
    const open = await aPetition(town);
    const other = await opened(open);
    await other.get(`/seguimiento/${open.folio}/retirar`);
    await other.send(`/seguimiento/${open.folio}/retirar`, { mensaje: 'Ya no hace falta.' });
    expect(textOf((await other.follow()).body)).toContain('Usted retiró la solicitud.');
  });

  it('ends when the key is issued again', async () => {
    const petition = await aPetition(town);
    const who = await opened(petition);
    await reissueAccessKey(town.app, town.staff['marta']!, { petition_id: petition.petition_id });
    const page = await who.get(`/seguimiento/${petition.folio}`);
    expect(page.body).not.toContain('Retirar la solicitud');
    expect((await who.get(`/s/${petition.folio}/${keyOf(petition.petition_id)}`)).status).toBe(404);
    expect((await who.get(`/s/${petition.folio}/${keyOf(petition.petition_id, 2)}`)).status).toBe(303);
  });
});

describe('without the key', () => {
  it('tells only what is public, and nothing can be done', async () => {
    const petition = await aPetition(town, { description: secret });
    const who = visitor(server);
    const page = await who.get(`/seguimiento/${petition.folio}`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('colchón');
    expect(page.body).not.toContain('Rosa');
    for (const act of ['retirar', 'inconformarse']) {
      expect((await who.get(`/seguimiento/${petition.folio}/${act}`)).status).toBe(404);
    }
    expect((await who.get(`/seguimiento/${petition.folio}/acuse.pdf`)).status).toBe(404);
    await who.get('/');
    expect((await who.send(`/seguimiento/${petition.folio}/retirar`, {})).status).toBe(404);
  });

  it('hides a quarantined petition from everybody but its owner', async () => {
    const petition = await aPetition(town);
    await moderatePetition(town.app, { kind: 'system' }, {
      petition_id: petition.petition_id,
      decision: 'quarantined',
    } as never);
    expect((await visitor(server).get(`/seguimiento/${petition.folio}`)).status).toBe(404);
    const own = await opened(petition);
    expect((await own.follow()).status).toBe(200);
  });

  it('says the same of an unknown folio, a wrong key and a private petition', async () => {
    const petition = await aPetition(town, { identity: 'reserved' });
    const ask = async (folio: string, clave: string) => {
      const who = visitor(server);
      await who.get('/seguimiento');
      const answer = await who.send('/seguimiento', { folio, clave });
      const page = answer.location === null ? answer : await who.follow();
      return [page.status, textOf(page.body).replaceAll(/[A-Z0-9]+-2026-\d{6}-./g, 'FOLIO')];
    };
    const unknown = await ask(composeFolio('IZP', 2026, 999_999), 'AAAA-BBBB-CCCCCC');
    const wrong = await ask(petition.folio, 'AAAA-BBBB-CCCCCC');
    const noKey = await ask(petition.folio, '');
    expect(wrong).toEqual(noKey);
    expect(wrong[0]).toBe(404);
    expect(unknown).toEqual(wrong);
  });

  it('stops guessing after ten wrong keys from one address', async () => {
    const petition = await aPetition(town);
    const who = visitor(server);
    for (let tried = 0; tried < 10; tried += 1) {
      expect((await who.get(`/s/${petition.folio}/AAAA-BBBB-CCCC${tried}Z`)).status).toBe(404);
    }
    expect((await who.get(`/s/${petition.folio}/AAAA-BBBB-CCCCZZ`)).status).toBe(429);
    expect((await who.get(`/s/${petition.folio}/${keyOf(petition.petition_id)}`)).status).toBe(429);
    const other = await aPetition(town);
    expect((await who.get(`/s/${other.folio}/${keyOf(other.petition_id)}`)).status).toBe(303);
  });

  it('does not take a right that was altered or is for another petition', async () => {
    const mine = await aPetition(town, { description: 'Lo mío' });
    const theirs = await aPetition(town, { description: secret });
    const who = await opened(mine);
    const right = decodeURIComponent(who.cookies.get('atiende_folios')!);
    who.cookies.set(
      'atiende_folios',
      encodeURIComponent(right.replace(mine.petition_id, theirs.petition_id)),
    );
    expect((await who.get(`/seguimiento/${theirs.folio}`)).body).not.toContain('colchón');
  });
});

it('lets a supporter see what is public, with their own key', async () => {
  const petition = await aPetition(town, { description: secret });
  const who = visitor(server);
  await who.get(`/seguimiento/${petition.folio}/unirse`);
  const none = await who.send(`/seguimiento/${petition.folio}/unirse`, { correo: '' });
  expect(none.status).toBe(422);
  const joined = await who.send(`/seguimiento/${petition.folio}/unirse`, { correo: 'vecina@correo.example' });
  const key = /class="key">([^<]+)</.exec(joined.body)?.[1] ?? '';
  const later = visitor(server);
  await later.get(`/s/${petition.folio}/${key}`);
  const page = textOf((await later.follow()).body);
  expect(page).toContain('Se unió a esta solicitud');
  expect(page).not.toContain('colchón');
  expect((await later.get(`/seguimiento/${petition.folio}/retirar`)).status).toBe(404);
});

describe('a lost folio', () => {
  const linkIn = async () => {
    const { decryptText } = await import('../../store/encryption.ts');
    const { personKey } = await import('../../store/people.ts');
    return town.asSystem(async (tx) => {
      const row = await tx
        .selectFrom('outbox')
        .select(['body_cipher', 'person_id'])
        .where('template', '=', 'recover_access')
        .orderBy('id', 'desc')
        .executeTakeFirst();
      if (!row) return null;
      const key = await personKey(tx, town.app.keys, row.person_id!);
      return /\/recuperar\/([\w-]+)/.exec(decryptText(key!, row.body_cipher!, 'outbox.body'))?.[1] ?? null;
    });
  };

  it('is answered alike whether the e-mail is known or not, and found through a link that opens once', async () => {
    const petition = await aPetition(town, { contact: { name: 'Luz', email: 'luz@correo.example' } });
    const who = visitor(server);
    await who.get('/recuperar');
    const unknown = await who.send('/recuperar', { correo: 'nadie@correo.example' });
    expect(await linkIn()).toBeNull();
    await who.get('/recuperar');
    const known = await who.send('/recuperar', { correo: ' LUZ@correo.example ' });
    expect(textOf(known.body)).toBe(textOf(unknown.body));
    const token = await linkIn();
    // Scanners follow links: only the button opens.
    await visitor(server).get(`/recuperar/${token}`);
    await who.get(`/recuperar/${token}`);
    const opened = await who.send(`/recuperar/${token}`, {});
    expect(opened.location).toBe('/seguimiento');
    expect((await who.follow()).body).toContain(petition.folio);
    await who.get(`/recuperar/${token}`);
    expect((await who.send(`/recuperar/${token}`, {})).status).toBe(410);
  });

  it('keeps what was typed when the e-mail is no e-mail', async () => {
    const who = visitor(server);
    await who.get('/recuperar');
    const refused = await who.send('/recuperar', { correo: 'luz@' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('value="luz@"');
  });
});
