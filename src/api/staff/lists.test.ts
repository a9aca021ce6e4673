import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let julian: Browser;
let marta: Browser;
let carla: Browser;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  await on('2026-04-29');
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

/** Sets the clock and signs everybody in: a session does not last until the next day. */
async function on(when: string): Promise<void> {
  town.on(when);
  julian = await console_.as(town.staff['julian']!);
  marta = await console_.as(town.staff['marta']!);
  carla = await console_.as(town.staff['carla']!);
}

it('leads the inbox by what is due first, page after page, without losing or doubling a row', async () => {
  const filed: string[] = [];
  for (const day of ['2026-04-30', '2026-04-28', '2026-04-29']) {
    town.on(day);
    for (let at = 0; at < 3; at += 1) filed.push((await aPetition(town)).petition_id);
  }
  await on('2026-04-30');
  const seen: { id: string; due: string | null }[] = [];
  let cursor: string | undefined;
  do {
    const query = { tab: 'all', limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await julian('list_petitions', { query });
    expect(body.items.length).toBeLessThanOrEqual(2);
    seen.push(...body.items.map(({ id, due_at }) => ({ id, due: due_at })));
    cursor = body.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen.map(({ id }) => id).sort()).toEqual([...filed].sort());
  expect(seen.map(({ due }) => due)).toEqual([...seen.map(({ due }) => due)].sort());
  const wrong = await julian('list_petitions', { query: { cursor: 'nada' } });
  expect([wrong.status, wrong.error.code]).toEqual([422, 'invalid_input']);
  // Of some of them, those that the filter holds: for a screen that knows what changed.
  const some = { ids: filed.slice(0, 2).join(), stage: 'assigned' };
  const held = (await julian('list_petitions', { query: some })).body.items.map(({ id }) => id);
  expect(held.toSorted()).toEqual(filed.slice(0, 2).toSorted());
  expect((await julian('list_petitions', { query: { ...some, stage: 'closed' } })).body.items).toEqual([]);
  const otherOrder = await julian('list_petitions', { query: { order: 'received', limit: 1 } });
  const crossed = await julian('list_petitions', {
    query: { order: 'updated', cursor: otherOrder.body.next_cursor! },
  });
  expect(crossed.status).toBe(422);
});

it('counts each tab as its list is long, and nothing of another authority', async () => {
  await on('2026-05-04');
  const { body } = await julian('count_petitions');
  for (const tab of ['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all'] as const) {
    const list = await julian('list_petitions', { query: { tab, limit: 200 } });
    expect([tab, body.tabs[tab].count]).toEqual([tab, list.body.items.length]);
  }
  expect(body.tabs.overdue.count).toBeGreaterThan(0);
  const elsewhere = await carla('count_petitions');
  expect(elsewhere.body.tabs.all.count).toBe(0);
  expect((await carla('list_petitions')).body.items).toEqual([]);
});

it('finds by folio, by Spanish stems without accents, by zone, and says nothing of what may not be seen', async () => {
  const found = await aPetition(town, { description: 'Las luminarias están apagadas frente al jardín' });
  const byFolio = await julian('search', { query: { q: found.folio.toLowerCase().replaceAll('-', ' ') } });
  expect(byFolio.body.folio?.id).toBe(found.petition_id);
  const imported = { city_id: town.city_id, system: 'SUAC', source_id: 'SUAC-09 0022', line: 2 };
  await town.asSystem((tx) =>
    tx
      .insertInto('import_rows')
      .values({ ...imported, petition_id: found.petition_id })
      .execute(),
  );
  const byOldFolio = { query: { q: ' SUAC-09 0022' } };
  expect((await julian('search', byOldFolio)).body.petitions.items).toMatchObject([{ folio: found.folio }]);
  expect((await carla('search', byOldFolio)).body.petitions.items).toEqual([]);
  const byWords = await julian('search', { query: { q: 'luminaria jardin' } });
  expect(byWords.body.petitions.items.map(({ id }) => id)).toContain(found.petition_id);
  expect((await carla('search', { query: { q: found.folio } })).body).toMatchObject({
    folio: null,
    petitions: { items: [] },
  });
  expect((await carla('get_petition', { params: { id: found.petition_id } })).status).toBe(404);
  const strange = await julian('list_petitions', {
    query: { q: `'; drop table petitions; --`, zone: `x'),(`, service: '"' },
  });
  expect([strange.status, strange.body.items]).toEqual([200, []]);
});

it('exports a list without letting a cell become a formula', async () => {
  await aPetition(town, { description: '=HYPERLINK("http://malo.example","clic")' });
  const csv = await julian('export_petitions', { query: { q: 'clic' } });
  const text = csv.bytes.toString('utf8');
  expect(text.startsWith('\uFEFFFolio,')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(`);
  expect(csv.headers['content-disposition']).toMatch(/attachment; filename="solicitudes-.*\.csv"/);
  const xlsx = await julian('export_petitions', { query: { format: 'xlsx' } });
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  const { default: readXlsx } = await import('read-excel-file/node');
  const sheets = (await readXlsx(xlsx.bytes)) as unknown;
  expect(JSON.stringify(sheets)).toContain('=HYPERLINK');
});

it('keeps views of one’s own', async () => {
  const saved = await julian('save_view', { body: { name: 'Vencidas', query: 'tab=overdue' } });
  const again = await julian('save_view', {
    body: { name: 'Vencidas', query: 'tab=overdue&zone=iztapalapa' },
  });
  expect(again.body.id).toBe(saved.body.id);
  expect((await marta('remove_view', { params: { id: saved.body.id } })).status).toBe(404);
  expect((await julian('list_views')).body.items).toHaveLength(1);
  expect((await julian('remove_view', { params: { id: saved.body.id } })).status).toBe(200);
});
