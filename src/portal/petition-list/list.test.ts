import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor } from '../../../test/portal-visitor.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { confirmSolved } from '../../actions/petitions/confirm-solved.ts';

// What anybody may know of and nothing else, by every way of asking: page, feed and file.
let town: Town;
let server: FastifyInstance;
const folios: Record<string, string> = {};

beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
  const file = async (name: string, given: Parameters<typeof aPetition>[1], change: object = {}) => {
    const { folio, petition_id } = await aPetition(town, given);
    folios[name] = folio;
    if (Object.keys(change).length > 0) await set(petition_id, change);
    return petition_id;
  };
  town.on('2026-04-01');
  await file('old', {});
  town.on('2026-04-10');
  const closed = await file('closed', { stage: 'replied' });
  await confirmSolved(town.app, citizenOf(closed), { petition_id: closed });
  town.on('2026-04-20');
  await file(
    'shown',
    { description: 'La jacaranda tapa el poste' },
    { visibility: 'public', moderation: 'published' },
  );
  const text = { description: 'Soy Rosa y vivo en la jacaranda' };
  await file('rewritten', text, {
    ...{ visibility: 'public', moderation: 'published', public_description: 'Farol <apagado> & roto' },
  });
  await file('masked', text);
  await file('private', text, { visibility: 'private' });
  await file('reserved', text, { visibility: 'reserved' });
  await file('suspect', text, { moderation: 'quarantined' });
  await file('coyoacan', { place: { zone_code: 'coyoacan' } });
  town.on('2026-04-29');
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

const set = (id: string, change: object) =>
  town.asSystem((tx) => tx.updateTable('petitions').set(change).where('id', '=', id).execute());

const get = (path: string) => visitor(server).get(`/tablero/solicitudes${path}`);
const named = (body: string) =>
  Object.entries(folios)
    .filter(([, folio]) => body.includes(`seguimiento/${folio}`))
    .map(([name]) => name)
    .sort();
const all = ['closed', 'coyoacan', 'masked', 'old', 'rewritten', 'shown'];

describe('what is listed', () => {
  it.each(['', '.xml', '.csv'])('is what is public, in %s', async (kind) => {
    const { status, body } = await get(kind);
    expect([status, named(body)]).toEqual([200, all]);
    expect(body).not.toContain('vivo en');
    expect(body).toContain('jacaranda');
  });

  it.each([
    ['?q=jacarandas', ['shown']],
    ['?q=rosa', []],
    ['?q=farol', ['rewritten']],
    ['?zona=coyoacan', ['coyoacan']],
    ['?autoridad=coyoacan', ['coyoacan']],
    ['?tema=bache', []],
    ['?estado=cerradas', ['closed']],
    ['?estado=resueltas', ['closed']],
    ['?estado=retiradas', []],
    ['?estado=abiertas&hasta=2026-04-19', ['old']],
    ['?desde=2026-04-10&hasta=2026-04-10', ['closed']],
    ['?zona=nada&tema=nada&estado=nada&desde=nada&despues=nada', all],
  ])('%s', async (asked, names) => {
    for (const kind of ['', '.xml', '.csv']) expect(named((await get(kind + asked)).body)).toEqual(names);
  });

  it('is found by folio and by what its service is called, though its text is not public', async () => {
    expect(named((await get(`?q=${folios['masked']!.toLowerCase()}`)).body)).toEqual(['masked']);
    expect(named((await get(`?q=${folios['private']!}`)).body)).toEqual([]);
    expect(named((await get('?q=lámparas+apagadas')).body)).toEqual(all);
  });

  it('forgets what was public and is not', async () => {
    const { petition_id, folio } = await aPetition(town, { description: 'Un columpio roto' });
    await set(petition_id, { visibility: 'public', moderation: 'published' });
    expect((await get('?q=columpio')).body).toContain(folio);
    await set(petition_id, { moderation: 'withheld' });
    expect((await get('?q=columpio')).body).not.toContain(folio);
    await set(petition_id, { visibility: 'private' });
    expect((await get('')).body).not.toContain(folio);
  });

  it('says nothing of who asked, and where each stands', async () => {
    const text = textOf((await get('?estado=cerradas')).body);
    expect(text).toContain('Resuelta');
    expect(text).toMatch(/Recibida el 10 abr 2026 · tardó \d+ días?/);
    expect(textOf((await get('?hasta=2026-04-01')).body)).toContain('Pasó su fecha límite');
    expect(text).not.toMatch(/Rosa|correo\.example/);
  });
});

describe('pages', () => {
  it('lead one behind the other, each petition once, in both orders', async () => {
    for (let n = 0; n < 26; n += 1) await aPetition(town, { place: { zone_code: 'coyoacan' } });
    for (const order of ['', '&orden=espera']) {
      const seen: string[] = [];
      let path: string | undefined = `?zona=coyoacan${order}`;
      while (path !== undefined) {
        const { body } = await get(path);
        seen.push(...[...body.matchAll(/seguimiento\/([A-Z0-9-]+)"/g)].map(([, folio]) => folio!));
        const next = /rel="next"\s+href="[^"?]*(\?[^"]*)"/.exec(body)?.[1];
        path = next === undefined || seen.length > 60 ? undefined : textOf(next);
      }
      expect([seen.length, new Set(seen).size]).toEqual([27, 27]);
      const first = order === '' ? seen.at(-1) : seen[0];
      expect(first).toBe(folios['coyoacan']);
    }
  });
});

describe('the feed', () => {
  it('is RSS that a reader understands, whatever the text has in it', async () => {
    const { body, headers } = await get('.xml?q=farol');
    expect(XMLValidator.validate(body)).toBe(true);
    expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    const { rss } = new XMLParser({ ignoreAttributes: false }).parse(body) as Rss;
    expect(rss['@_version']).toBe('2.0');
    expect(rss.channel.title).toBe('Solicitudes públicas · Pueblo · farol');
    expect(rss.channel['atom:link']['@_href']).toBe(
      'https://pueblo.example/c/pueblo/tablero/solicitudes.xml?q=farol',
    );
    expect(rss.channel.item).toMatchObject({
      title: expect.stringContaining(folios['rewritten']!),
      link: `https://pueblo.example/c/pueblo/seguimiento/${folios['rewritten']!}`,
      guid: { '#text': folios['rewritten'], '@_isPermaLink': 'false' },
      pubDate: 'Mon, 20 Apr 2026 16:00:00 GMT',
      description: expect.stringContaining('Farol &lt;apagado&gt; &amp; roto<br/>'),
    });
  });

  it('is told from its page, and not sent again to who has it', async () => {
    const page = await get('?zona=iztapalapa');
    expect(page.body).toMatch(/rel="alternate"\s+type="application\/rss\+xml"/);
    const url = '/tablero/solicitudes.xml?zona=iztapalapa';
    const first = await server.inject({ url });
    const etag = String(first.headers.etag);
    const again = await server.inject({ url, headers: { 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const modified = String(first.headers['last-modified']);
    expect((await server.inject({ url, headers: { 'if-modified-since': modified } })).statusCode).toBe(304);
    const { folio } = await aPetition(town);
    const changed = await server.inject({ url, headers: { 'if-none-match': etag } });
    expect([changed.statusCode, changed.body.includes(folio)]).toEqual([200, true]);
  });
});

interface Rss {
  readonly rss: {
    readonly '@_version': string;
    readonly channel: {
      readonly title: string;
      readonly 'atom:link': Record<string, string>;
      readonly item: object;
    };
  };
}

it('gives a file that no spreadsheet runs', async () => {
  const { petition_id } = await aPetition(town, { description: '=HYPERLINK("https://example.mx")' });
  await set(petition_id, { visibility: 'public', moderation: 'published' });
  const { body, headers } = await get('.csv');
  expect(headers['content-disposition']).toContain('solicitudes-2026-04-29.csv');
  expect(body).toContain(`"'=HYPERLINK(""https://example.mx"")"`);
  expect(body.split('\r\n')[0]).toBe(
    '\uFEFFFolio,Tema,Estado,Lugar,Recibida,Cerrada,Días naturales,Autoridad,Área,Texto público,Dirección en internet',
  );
});
