import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { exportTable, type Table } from '../../queries/staff/export-petitions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { csvOf } from './spreadsheet.ts';
import { xlsxOf } from './workbook.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

/** A thousand pages that count how many were asked for; no two rows are alike, so that nothing packs them away. */
function longTable() {
  const asked = { pages: 0, given_up: false };
  async function* pages() {
    try {
      for (let page = 0; page < 1000; page += 1) {
        asked.pages += 1;
        yield Array.from({ length: 100 }, () => [crypto.randomUUID(), page]);
      }
    } finally {
      asked.given_up = true;
    }
  }
  return { asked, table: { header: ['Folio', 'Página'], pages: pages() } satisfies Table };
}

const stream = (chunks: AsyncIterable<string | Buffer>) => Readable.from(chunks, { highWaterMark: 1 });

it.each([
  ['CSV', csvOf, 4],
  ['Excel', xlsxOf, 40],
])(
  'reads of a long list in %s only what is about to be sent, and no more when nobody takes it',
  async (_, of, ahead) => {
    const { asked, table } = longTable();
    const file = stream(of(table));
    let chunks = 0;
    for await (const chunk of file) {
      expect(String(chunk).length).toBeGreaterThan(0);
      chunks += 1;
      // Time enough for whatever would run ahead.
      if (chunks % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (chunks === 20) break;
    }
    expect(asked.pages).toBeLessThanOrEqual(chunks + ahead);
    expect(file.destroyed).toBe(true);
    await expect.poll(() => asked.given_up).toBe(true);
  },
);

it('writes a workbook that other programs read, whatever the texts are', async () => {
  const rows = [
    ['=1+1', 3, '<b>&"\''],
    ['línea\nsegunda', -2.5, '  con espacios  '],
    ['un\u0000 control \u000B y \uD800 medio', 0, 'emoji 🌳'],
  ];
  async function* pages() {
    yield rows.slice(0, 1);
    yield rows.slice(1);
  }
  const bytes = await buffer(stream(xlsxOf({ header: ['a', 'b', 'c'], pages: pages() })));
  const [sheet] = await readXlsx(bytes, { trim: false });
  expect(sheet!.data).toEqual([
    ['a', 'b', 'c'],
    ['=1+1', 3, '<b>&"\''],
    ['línea\nsegunda', -2.5, '  con espacios  '],
    ['un control  y � medio', 0, 'emoji 🌳'],
  ]);
});

it('reads each page of an export when it is asked for, each row once', async () => {
  const filed: Awaited<ReturnType<typeof aPetition>>[] = [];
  for (let n = 0; n < 5; n += 1) filed.push(await aPetition(town, { description: `Lámpara ${n}` }));
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: town.staff['marta']!, city };
  const { header, pages } = await exportTable(town.app, asker, {
    order: 'received',
    tab: 'all',
    at_a_time: 2,
  });
  // The first page was read; the last one was not.
  const description = 'Cambió mientras se descargaba';
  await town.asSystem((tx) =>
    tx.updateTable('petitions').set({ description }).where('id', '=', filed[0]!.petition_id).execute(),
  );
  const sizes: number[] = [];
  const folios: unknown[] = [];
  const told: unknown[] = [];
  for await (const rows of pages) {
    sizes.push(rows.length);
    folios.push(...rows.map(([folio]) => folio));
    told.push(...rows.map((row) => row[header.length - 1]));
  }
  expect(sizes).toEqual([2, 2, 1]);
  expect(folios.toSorted()).toEqual(filed.map(({ folio }) => folio).toSorted());
  expect(told).toContain(description);
});
