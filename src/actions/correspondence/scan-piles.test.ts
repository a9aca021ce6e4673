import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { debianProgram } from '../../../scripts/debian-programs.ts';
import { aCoverBatch, letterWords } from '../../../test/a-letter.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { composeCoverCode } from '../../core/correspondence/cover-sheet.ts';
import { barCode } from '../../queries/documents/bar-code.ts';
import { letterOfBook } from '../../queries/staff/correspondence-book.ts';
import { paperOfCoverSheets } from '../../queries/staff/correspondence-papers.ts';
import { pageOfPile, scanPile, scanPiles } from '../../queries/staff/scan-piles.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { discardUpload } from '../files/discard-upload.ts';
import { removePetitionFile } from '../files/remove-petition-file.ts';
import { storeUpload } from '../files/store-upload.ts';
import { sweepExpired } from '../upkeep/sweep-expired.ts';
import { beginPile } from './begin-pile.ts';
import { bindPile } from './bind-pile.ts';
import { bindPileParts } from './bind-pile-parts.ts';
import { paintPage } from './paint-page.ts';
import { readPile } from './read-pile.ts';
import { registerLetter } from './register-letter.ts';
import { undoPile } from './undo-pile.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const agent = () => town.staff['agent.iztapalapa']!;
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const paper = { width: 850, height: 1100, background: '#fdfdfb' };

/** A sheet of paper at 100 dots per inch with that on it, as it lies in the scanner. */
async function page(svg: string, { degrees = 0, width = 600 } = {}): Promise<Buffer> {
  const mark = await sharp(Buffer.from(svg))
    .resize({ width })
    .flatten({ background: paper.background })
    .toBuffer();
  const { background, ...size } = paper;
  const flat = await sharp({ create: { ...size, channels: 3, background } })
    .composite([{ input: mark, left: 120, top: 260 }])
    .png()
    .toBuffer();
  return sharp(flat).rotate(degrees, { background }).jpeg({ quality: 78 }).toBuffer();
}
const words = (text: string) =>
  page(
    `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="90"><text x="5" y="60" font-size="40">${text}</text></svg>`,
  );
const sheet = (code: string, degrees = 2) => page(barCode(code), { degrees });

async function stored(bytes: Buffer, who = agent()): Promise<string> {
  const where = { city_id: town.city_id, uploaded_kind: 'staff', audience: 'citizen' } as const;
  return (await storeUpload(town.app, who, { ...where, bytes, declared_name: 'pila' })).file_id;
}

async function codesOf(batch_id: string): Promise<string[]> {
  const rows = await town.asSystem((tx) =>
    tx.selectFrom('cover_sheets').select('code').where('batch_id', '=', batch_id).orderBy('code').execute(),
  );
  return rows.map(({ code }) => code);
}

/** A letter under a cover sheet, with as many sheets as it is said. */
async function registered(cover_code: string | null, sheets = 1) {
  const letter = { ...letterWords(town), letter_id: newId(), cover_code, sheets, annexes: 0 };
  return registerLetter(town.app, agent(), letter);
}

async function aPile(pictures: readonly Buffer[]): Promise<string> {
  const pile_id = newId();
  const file_ids: string[] = [];
  for (const picture of pictures) file_ids.push(await stored(picture));
  const pile = { pile_id, city_id: town.city_id, file_ids };
  await beginPile(town.app, agent(), pile);
  await beginPile(town.app, agent(), pile);
  await readPile(town.app, pile_id);
  return pile_id;
}
const found = async (pile_id: string) =>
  (await scanPile(town.app, await asker('agent.iztapalapa'), pile_id))!;
const scanOf = async (letter_id: string) =>
  (await letterOfBook(town.app, await asker('supervisor.iztapalapa'), letter_id))!.scan;

it('splits a pile at its sheets, binds what is chosen, and takes it back', { timeout: 120_000 }, async () => {
  const [a, b] = (await codesOf(await aCoverBatch(town))) as [string, string];
  const [first, second] = [await registered(a), await registered(null)];
  const pile_id = await aPile([
    await words('Sin portada'),
    await sheet(a),
    await words('Una hoja'),
    await sheet(b, -3),
    await words('Otra hoja'),
  ]);
  const { state, parts, pages } = await found(pile_id);
  expect([state, pages]).toEqual(['read', 5]);
  expect(parts.map(({ at, code, finding }) => [at, code, finding])).toEqual([
    [1, null, 'no_sheet'],
    [2, a, 'ready'],
    [4, b, 'not_registered'],
  ]);
  expect(await scanOf(first.letter_id)).toEqual({ state: 'none', url: null });
  const bind = (chosen: { at: number; named?: string }[]) =>
    bindPile(town.app, agent(), { pile_id, parts: chosen });
  for (const wrong of [
    [{ at: 4 }],
    [{ at: 3 }],
    [{ at: 1, named: '999999' }],
    [{ at: 2 }, { at: 1, named: a }],
  ])
    await expect(bind(wrong)).rejects.toMatchObject({ code: 'pile_part_wrong' });
  await bind([{ at: 2 }, { at: 1, named: second.entry }]);
  await bindPileParts(town.app, pile_id);
  await bindPileParts(town.app, pile_id);
  expect(await found(pile_id)).toMatchObject({ state: 'bound', bound: 2, may_undo: true });
  for (const { letter_id } of [first, second]) {
    const { state: scan, url } = await scanOf(letter_id);
    expect(['joined', 'searchable']).toContain(scan);
    expect(url).not.toBeNull();
  }
  await expect(bind([{ at: 2 }])).rejects.toMatchObject({ code: 'pile_part_wrong' });
  const third = await registered(b);
  await bind([{ at: 4 }]);
  await bindPileParts(town.app, pile_id);
  expect((await scanOf(third.letter_id)).url).not.toBeNull();
  await undoPile(town.app, agent(), { pile_id, reason: 'Se cruzaron' });
  expect(await scanOf(first.letter_id)).toEqual({ state: 'none', url: null });
  const events = await town.asSystem((tx) =>
    tx
      .selectFrom('petition_events')
      .select('type')
      .where('petition_id', '=', first.petition_id)
      .where('type', 'in', ['file_added', 'file_removed'])
      .orderBy('seq')
      .execute(),
  );
  expect(events.map(({ type }) => type)).toEqual(['file_added', 'file_removed']);
  await bind([{ at: 2 }]);
  await bindPileParts(town.app, pile_id);
  expect((await scanOf(first.letter_id)).url).not.toBeNull();
});

it('binds a letter again whose scan was withdrawn from its petition', { timeout: 120_000 }, async () => {
  const { letter_id, petition_id, entry } = await registered(null);
  const pages = [await words('Mal escaneada'), await words('Bien escaneada')];
  const bindTo = async (pile_id: string) => {
    await bindPile(town.app, agent(), { pile_id, parts: [{ at: 1, named: entry }] });
    await bindPileParts(town.app, pile_id);
  };
  await bindTo(await aPile([pages[0]!]));
  const [again, twin] = [await aPile([pages[1]!]), await aPile([pages[1]!])];
  await expect(bindTo(again)).rejects.toMatchObject({ code: 'pile_part_wrong' });
  const { url: first } = await scanOf(letter_id);
  const withdrawn = { petition_id, file_id: first!.split('/').at(-1)!, reason: 'Es de otra persona' };
  await removePetitionFile(town.app, town.staff['supervisor.iztapalapa']!, withdrawn);
  expect(await scanOf(letter_id)).toEqual({ state: 'none', url: null });
  // Scanned twice, it gets one scan.
  await Promise.all([again, twin].map(bindTo));
  expect((await found(again)).bound! + (await found(twin)).bound!).toBe(1);
  const { url: second } = await scanOf(letter_id);
  expect(second).toMatch(/files/);
  expect(second).not.toBe(first);
});

it('refuses a pile that came before with other files, and lets nobody discard what it is read from', async () => {
  const [one, two] = [await stored(await words('Una')), await stored(await words('Dos'))];
  const pile = { pile_id: newId(), city_id: town.city_id };
  await beginPile(town.app, agent(), { ...pile, file_ids: [one] });
  await expect(beginPile(town.app, agent(), { ...pile, file_ids: [one, two] })).rejects.toMatchObject({
    ...{ code: 'pile_begun_otherwise', details: { taken: one } },
  });
  await expect(discardUpload(town.app, agent(), { file_id: one })).rejects.toMatchObject({
    code: 'not_found',
  });
  await beginPile(town.app, agent(), { ...pile, pile_id: newId(), file_ids: [two] });
  const free = await stored(await words('Tres'));
  await expect(discardUpload(town.app, town.staff['julian']!, { file_id: free })).rejects.toBeDefined();
  expect(await discardUpload(town.app, agent(), { file_id: free })).toMatchObject({
    storage_name: expect.any(String),
  });
});

it('lists every pile that is kept, page by page', async () => {
  const who = await asker('agent.iztapalapa');
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const listed = (await scanPiles(town.app, who, { limit: 2, ...(cursor == null ? {} : { cursor }) }))!;
    seen.push(...listed.items.map(({ id }) => id));
    cursor = listed.next_cursor;
  } while (cursor !== null);
  expect(seen).toEqual((await scanPiles(town.app, who, { limit: 100 }))!.items.map(({ id }) => id));
  expect(seen.length).toBeGreaterThan(3);
  expect(await scanPiles(town.app, who, { cursor: 'x' })).toBeNull();
});

it('says which sheet came twice, is of nobody here, or counts other pages', { timeout: 60_000 }, async () => {
  const [a, b] = (await codesOf(await aCoverBatch(town))) as [string, string];
  await registered(b, 3);
  const twice = await registered(a);
  const pile_id = await aPile([
    await sheet(a),
    await words('Uno'),
    await sheet(composeCoverCode('XYZ', 2026, 1)),
    await words('Dos'),
    await sheet(b),
    await words('Tres'),
    await sheet(a),
  ]);
  const { parts } = await found(pile_id);
  expect(parts.map(({ finding }) => finding)).toEqual([
    ...['sheet_twice', 'unknown_code', 'too_few', 'sheet_twice'],
  ]);
  const bind = (named?: string) =>
    bindPile(town.app, agent(), { pile_id, parts: [{ at: 1, ...(named === undefined ? {} : { named }) }] });
  await expect(bind()).rejects.toMatchObject({ code: 'pile_part_wrong', details: { page: 1 } });
  await bind(twice.entry);
});

it('shows and binds nothing of another mail room', { timeout: 60_000 }, async () => {
  const pile_id = await aPile([await words('Hoja')]);
  const elsewhere = await asker('agent.coyoacan');
  expect(await scanPile(town.app, elsewhere, pile_id)).toBeNull();
  expect(await pageOfPile(town.app, elsewhere, { pile_id, page: 1 })).toBeNull();
  expect((await scanPiles(town.app, elsewhere))!.items).toEqual([]);
  const { actor } = elsewhere;
  await expect(bindPile(town.app, actor, { pile_id, parts: [{ at: 1, named: '1' }] })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(undoPile(town.app, actor, { pile_id, reason: 'No' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const theirs = { pile_id: newId(), city_id: town.city_id, file_ids: [await stored(await words('Ajena'))] };
  await expect(beginPile(town.app, actor, theirs)).rejects.toMatchObject({ fields: { file_ids: 'invalid' } });
});

it('says that it reads no PDF where the program is missing', async () => {
  const pdf = (await paperOfCoverSheets(town.app, await asker('agent.iztapalapa'), await aCoverBatch(town)))!;
  const pile_id = newId();
  const file_ids = [await stored(pdf.bytes)];
  await beginPile(town.app, agent(), { pile_id, city_id: town.city_id, file_ids });
  await readPile(town.app, pile_id, null);
  expect(await found(pile_id)).toMatchObject({ state: 'failed', problem: 'no_reader', may_bind: false });
});

it('keeps a pile for fourteen days, then forgets its scan', { timeout: 60_000 }, async () => {
  const pile_id = await aPile([await words('Se guarda')]);
  const { file_id } = (await pageOfPile(town.app, await asker('agent.iztapalapa'), { pile_id, page: 1 }))!;
  const isThere = async (days: number) => {
    const now = new Date(Date.parse(town.app.now()) + days * 86_400_000).toISOString();
    await sweepExpired({ ...town.app, now: () => now });
    return town.asSystem((tx) =>
      tx.selectFrom('files').select('id').where('id', '=', file_id).executeTakeFirst(),
    );
  };
  expect(await isThere(13)).toBeDefined();
  expect(await isThere(15)).toBeUndefined();
});

/** The printed sheets as a scanner sees them: at 200 dots per inch, a little askew, with a page behind each. */
async function scanned(program: string, pdf: Buffer, sheets: number): Promise<Buffer> {
  const { PDF } = await import('@libpdf/core');
  const pile = PDF.create();
  const draw = (picture: Buffer) =>
    pile
      .addPage({ width: 612, height: 792 })
      .drawImage(pile.embedJpeg(picture), { x: 0, y: 0, width: 612, height: 792 });
  for (let number = 1; number <= sheets; number += 1) {
    const printed = (await paintPage(program, pdf, number))!;
    const askew = await sharp(printed)
      .rotate(1.7, { background: 'white' })
      .resize(1700, 2200, { fit: 'fill' });
    draw(await askew.jpeg({ quality: 70 }).toBuffer());
    draw(await words(`Hoja ${number}`));
  }
  return Buffer.from(await pile.save());
}

// Skipped where the program cannot be set up; `scripts/debian-programs.ts` says why.
it.skipIf(debianProgram('pdftoppm') === undefined)(
  'finds every printed sheet in a scanned PDF',
  { timeout: 120_000 },
  async () => {
    const program = debianProgram('pdftoppm')!;
    const batch = await aCoverBatch(town);
    const pdf = (await paperOfCoverSheets(town.app, await asker('agent.iztapalapa'), batch))!;
    const codes = await codesOf(batch);
    const pile_id = newId();
    const file_ids = [await stored(await scanned(program, pdf.bytes, codes.length))];
    await beginPile(town.app, agent(), { pile_id, city_id: town.city_id, file_ids });
    await readPile(town.app, pile_id, program);
    const { parts } = await found(pile_id);
    expect(parts.map(({ code, pages }) => [code, pages])).toEqual(codes.map((code) => [code, 1]));
  },
);
