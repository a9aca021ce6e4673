import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { aTown, FIRST_DAY, type Town } from '../../../test/town.ts';
import { withdrawPetition } from '../../actions/petitions/withdraw-petition.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';
import { rebuildStatistics } from '../../actions/statistics/rebuild-statistics.ts';

const system = { kind: 'system' } as const;
let town: Town;
let server: Awaited<ReturnType<typeof portalServer>>;

const count = async () => {
  while ((await projectStatistics(town.app, system, {})).more);
};
const file = (zone_code: string, service_code = 'luminaria', stage: 'assigned' | 'replied' = 'assigned') =>
  aPetition(town, { place: { zone_code }, service_code, stage });

beforeAll(async () => {
  town = await aTown();
  town.on(FIRST_DAY);
  server = await portalServer(town.app);
  for (let n = 0; n < 6; n += 1) await file('iztapalapa');
  for (let n = 0; n < 2; n += 1) await file('iztapalapa', 'luminaria', 'replied');
  for (let n = 0; n < 7; n += 1) await file('coyoacan');
  const { petition_id } = await file('iztapalapa');
  await withdrawPetition(town.app, { kind: 'citizen', petition_id }, { petition_id });
  for (let n = 0; n < 3; n += 1) await file('iztapalapa', 'arbol');
  town.on('2026-05-20');
  await count();
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

const board = async (question = '') => (await visitor(server).get(`/tablero${question}`)).body;
const textOf = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The words of a headline figure. */
const figure = (page: string, name: string): string =>
  textOf(new RegExp(`id="cifra-${name}">(.*?)<details`, 's').exec(page)?.[1] ?? '');

/** The rows of the comparison, cell by cell. */
function comparison(page: string): string[][] {
  const section = /id="comparacion">.*?<\/section>/s.exec(page)?.[0] ?? '';
  const body = /<tbody>(.*?)<\/tbody>/s.exec(section)?.[1] ?? '';
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell!)),
  );
}

describe('the board', () => {
  it('says what came, what was answered and what waits', async () => {
    const page = await board();
    expect(figure(page, 'received')).toBe('19 Recibidas');
    expect(figure(page, 'replied')).toBe('2 Contestadas');
    expect(figure(page, 'resolved')).toBe('2 Resueltas');
    expect(figure(page, 'withdrawn')).toBe('1 Retiradas');
    expect(figure(page, 'open')).toContain('16 Pendientes hoy');
    // Five business days have gone by.
    expect(figure(page, 'overdue')).toBe('16 Vencidas hoy');
    expect(figure(page, 'in_time')).toBe('100 % Contestadas a tiempo');
    expect(figure(page, 'reply_days')).toContain('0 días hábiles Hasta la primera respuesta');
    expect(figure(page, 'first_contact')).toBe('100 % Resueltas al primer contacto');
  });

  it('tells authorities apart, in the order that is asked for', async () => {
    const names = (page: string) => comparison(page).map(([name]) => name);
    expect(comparison(await board())[0]).toEqual([
      ...['Alcaldía Iztapalapa', '12', '2', '2', '9', '9', '100 %', '0', '0'],
    ]);
    expect(names(await board('?orden=-recibidas'))).toEqual(['Alcaldía Coyoacán', 'Alcaldía Iztapalapa']);
    expect(await board('?orden=-recibidas')).toContain('aria-sort="ascending"');
  });

  it('shows one authority alone, and another beside it', async () => {
    const page = await board('?autoridad=iztapalapa&comparar=coyoacan');
    expect(figure(page, 'received')).toBe('12 Recibidas');
    const beside = textOf(/id="lado-a-lado">.*?<\/section>/s.exec(page)?.[0] ?? '');
    expect(beside).toContain('Recibidas 12 7');
    expect(beside).toContain('Retiradas 1 0');
  });

  it('keeps to the period', async () => {
    expect(figure(await board('?periodo=mes'), 'received')).toBe('0 Recibidas');
    expect(figure(await board('?periodo=mes-pasado'), 'received')).toBe('19 Recibidas');
    const days = '?periodo=fechas&desde=2026-04-29&hasta=2026-04-29';
    expect(figure(await board(days), 'received')).toBe('19 Recibidas');
    // The other way round is the same.
    expect(figure(await board('?periodo=fechas&desde=2026-04-30&hasta=2026-04-29'), 'received')).toBe(
      '19 Recibidas',
    );
    expect(figure(await board('?periodo=fechas&desde=2026-04-30&hasta=2026-05-01'), 'received')).toBe(
      '0 Recibidas',
    );
  });

  it('hides what is small where two things meet, with a second row', async () => {
    const page = await board('?autoridad=iztapalapa&por=tema');
    expect(comparison(page)).toEqual([
      ['Árbol caído', 'Muy pocas para mostrarlas'],
      ['Lámpara apagada', 'Muy pocas para mostrarlas'],
    ]);
    expect(page).toContain('No se muestran las que son menos de 5');
    const few = await board('?autoridad=iztapalapa&tema=arbol');
    expect(few).toContain('Con lo que eligió hay menos de 5 solicitudes.');
    expect(figure(few, 'received')).toBe('');
    expect(few).not.toContain('<svg class="chart"');
    // Enough to be told, with two among them whose day a picture would tell.
    const some = await board('?autoridad=iztapalapa&tema=luminaria');
    expect(figure(some, 'received')).toBe('9 Recibidas');
    expect(textOf(/id="con-el-tiempo">.*?<\/section>/s.exec(some)?.[0] ?? '')).toContain(
      'Son muy pocas para dibujarlas',
    );
    // Alone it is a number of the whole city.
    expect(comparison(await board('?por=tema')).map(([name, n]) => [name, n])).toEqual([
      ['Lámpara apagada', '16'],
      ['Árbol caído', '3'],
    ]);
  });

  it.each([
    '?autoridad=nadie&por=cosas&orden=nada&periodo=siempre',
    '?periodo=fechas&desde=2026-02-30&hasta=9999-99-99',
    '?autoridad=iztapalapa&autoridad=coyoacan',
    '?tema=%00%ff&canal=%3Cscript%3Ex',
    '?por=unidad&comparar=iztapalapa',
  ])('is whole for an address that nobody would type: %s', async (question) => {
    const answer = await visitor(server).get(`/tablero${question}`);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain('<script>x');
  });

  it('has the numbers of each picture in a table behind it', async () => {
    const page = await board('?periodo=fechas&desde=2026-04-28&hasta=2026-04-30');
    const trend = /id="con-el-tiempo">.*?<\/section>/s.exec(page)?.[0] ?? '';
    expect(textOf(trend)).toContain('mar 28 abr 0 0 mié 29 abr 19 2 jue 30 abr 0 0');
    const hours = textOf(/id="cuando-llegan">.*?<\/section>/s.exec(page)?.[0] ?? '');
    expect(hours).toContain('miércoles a las 10:00: 100 % de todas');
    expect(hours).toContain('10:00 0 0 19 0 0 0 0');
  });

  it('draws the year before behind, and says how much was open and overdue then', async () => {
    const section = (page: string) => /id="con-el-tiempo">.*?<\/section>/s.exec(page)?.[0] ?? '';
    // Nothing came a year before: no second curve.
    const now = section(await board());
    expect(now.match(/class="line /g)).toHaveLength(2);
    expect(textOf(now)).not.toContain('un año antes');
    town.on('2027-05-10');
    const later = await board('?periodo=fechas&desde=2027-04-27&hasta=2027-05-05');
    town.on('2026-05-20');
    expect(section(later).match(/class="line [a-z ]*before"/g)).toHaveLength(2);
    expect(textOf(section(later))).toContain('jue 29 abr 0 0 19 2');
    expect(figure(later, 'received')).toBe('0 Recibidas Un año antes: 19');
    // On 5 May 2026 none of the 16 was overdue, since the term ended with the 7th.
    expect(figure(later, 'open')).toContain('Un año antes: 16');
    expect(figure(later, 'overdue')).toContain('Un año antes: 0');
    const after = await board('?periodo=fechas&desde=2026-05-01&hasta=2026-05-07');
    expect(figure(after, 'overdue')).toContain('Al terminar el periodo: 0');
    const day = await board('?periodo=fechas&desde=2026-05-01&hasta=2026-05-08');
    expect(figure(day, 'overdue')).toBe('16 Vencidas hoy');
  });

  it('says so while everything is being counted anew', async () => {
    expect(await board()).not.toContain('Se está contando todo de nuevo');
    await rebuildStatistics(town.app, system, {});
    expect(await board()).toContain('Se está contando todo de nuevo');
    await count();
    expect(figure(await board(), 'received')).toBe('19 Recibidas');
  });
});

it('tells whoever looks that a number changed', async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/tablero/avisos`);
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const told = async (times: number) => {
    while ([...text.matchAll(/^data: (\d+)/gm)].length < times) {
      const { value, done } = await reader.read();
      if (done) break;
      text += value;
    }
    return [...text.matchAll(/^data: (\d+)/gm)].map(([, version]) => Number(version));
  };
  const shown = async () => Number(/data-board-version="(\d+)"/.exec(await board())?.[1]);
  expect(await told(1)).toEqual([await shown()]);
  await file('coyoacan');
  await count();
  const all = await told(2);
  expect(all[1]).toBe(await shown());
  expect(all[1]).toBeGreaterThan(all[0]!);
  await reader.cancel();
}, 30_000);
