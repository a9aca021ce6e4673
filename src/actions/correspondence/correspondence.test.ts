import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { textOfPdf } from '../../../test/text-of-pdf.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { correspondenceBook, letterOfBook } from '../../queries/staff/correspondence-book.ts';
import {
  paperOfCoverSheets,
  paperOfDay,
  paperOfLetter,
  transferOfLetter,
} from '../../queries/staff/correspondence-papers.ts';
import { lettersForOthers } from '../../queries/staff/letters-for-others.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { storeUpload } from '../files/store-upload.ts';
import { sweepExpired } from '../upkeep/sweep-expired.ts';
import { addLetter } from './add-letter.ts';
import { bindLetter } from './bind-letter.ts';
import { makeCoverSheets } from './make-cover-sheets.ts';
import { moveLetter } from './move-letter.ts';
import { registerLetter } from './register-letter.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

type Letter = Parameters<typeof registerLetter>[2];
const agent = () => town.staff['agent.iztapalapa']!;

/** A letter of two sheets that Rosa hands over an hour ago. */
function aLetter(part: Partial<Letter> = {}): Letter {
  return {
    ...{ letter_id: newId(), city_id: town.city_id, medium: 'by_hand', sender_kind: 'person' },
    ...{ subject: 'Lámpara apagada', sheets: 2, annexes: 1, annex_note: 'Una fotografía' },
    received_at: new Date(Date.parse(town.app.now()) - 3_600_000).toISOString(),
    ...{ service_code: 'luminaria', description: 'No prende la lámpara', identity: 'named' },
    ...{ contact: { name: 'Rosa Hernández' }, notify_by: 'letter', privacy_version: 1 },
    place: { zone_code: 'iztapalapa' },
    kept_at: { shelf: 'A', box: '3', folder: '' },
    ...part,
  };
}
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const book = async (who: string, filter = {}) =>
  (await correspondenceBook(town.app, await asker(who), filter))!.items;

it('registers a letter as a petition of the letter channel, from the hour at which it was received', async () => {
  const letter = aLetter();
  const filed = await registerLetter(town.app, agent(), letter);
  expect(filed.entry).toMatch(/^2026\/00000\d$/);
  expect(await petitionRow(town, filed.petition_id)).toMatchObject({
    ...{ channel: 'letter', received_at: letter.received_at, folio: filed.folio },
  });
  const interactions = await town.asSystem((tx) =>
    tx
      .selectFrom('interactions')
      .select(['channel', 'kind', 'user_id'])
      .where('petition_id', '=', filed.petition_id)
      .execute(),
  );
  expect(interactions).toEqual([{ channel: 'letter', kind: 'filing', user_id: agent().user_id }]);
});

it('numbers entries without gaps, and gives what was sent twice the first answer', async () => {
  const letter = aLetter();
  const first = await registerLetter(town.app, agent(), letter);
  const again = await registerLetter(town.app, agent(), letter);
  expect(again).toEqual(first);
  await expect(registerLetter(town.app, agent(), aLetter({ service_code: 'nada' }))).rejects.toMatchObject({
    code: 'service_unknown',
  });
  const next = await registerLetter(town.app, agent(), aLetter());
  expect(Number(next.entry.slice(5))).toBe(Number(first.entry.slice(5)) + 1);
});

it('refuses a letter of tomorrow and one of years ago', async () => {
  for (const received_at of ['2031-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'])
    await expect(registerLetter(town.app, agent(), aLetter({ received_at }))).rejects.toMatchObject({
      code: 'letter_times_wrong',
    });
});

it('adds a letter to the folio that it is about, and tells its history', async () => {
  const { petition_id, folio } = await aPetition(town, { stage: 'in_work' });
  const { contact: _, identity: __, service_code: ___, ...letter } = aLetter({ subject: 'Más fotos' });
  const added = await addLetter(town.app, agent(), {
    ...(letter as Parameters<typeof addLetter>[2]),
    ...{ petition_id, sender_name: 'Un vecino' },
  });
  expect(added).toMatchObject({ folio, answers: false });
  const events = await town.asSystem((tx) =>
    tx.selectFrom('petition_events').select('type').where('petition_id', '=', petition_id).execute(),
  );
  expect(events.map(({ type }) => type)).toContain('letter_added');
  const [row] = await book('agent.iztapalapa', { q: added.entry });
  expect(row).toMatchObject({ sender: 'Un vecino', subject: 'Más fotos', part: 'added' });
});

it('finds letters by words of name and subject, folio and entry, for the own register alone', async () => {
  const filed = await registerLetter(
    town.app,
    agent(),
    aLetter({ subject: 'Árbol caído', contact: { name: 'Eusebio Tlatoani' } }),
  );
  for (const q of ['tlatoani', 'arbol ca', filed.folio, filed.entry])
    expect((await book('agent.iztapalapa', { q })).map(({ entry }) => entry)).toContain(filed.entry);
  expect(await book('agent.coyoacan')).toEqual([]);
  expect(await letterOfBook(town.app, await asker('agent.coyoacan'), filed.letter_id)).toBeNull();
});

it('withholds who sent a letter of reserved identity, and does not find it by its words', async () => {
  const { letter_id } = await registerLetter(
    town.app,
    agent(),
    aLetter({
      identity: 'reserved',
      subject: 'Secreto',
      contact: { name: 'Nadie Sabe', email: 'nadie@correo.example' },
    }),
  );
  const shown = await letterOfBook(town.app, await asker('agent.iztapalapa'), letter_id);
  expect(shown).toMatchObject({ is_withheld: true, sender: null, subject: null });
  expect(await book('agent.iztapalapa', { q: 'secreto' })).toEqual([]);
});

it('keeps every place where the paper lay', async () => {
  const { letter_id } = await registerLetter(town.app, agent(), aLetter());
  await moveLetter(town.app, agent(), { letter_id, shelf: 'B', box: '', folder: '7' });
  await expect(
    moveLetter(town.app, town.staff['agent.coyoacan']!, { letter_id, shelf: 'Z' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  const { places, kept_at } = (await letterOfBook(town.app, await asker('agent.iztapalapa'), letter_id))!;
  expect(places.map(({ shelf }) => shelf)).toEqual(['B', 'A']);
  expect(kept_at).toEqual({ shelf: 'B', box: '', folder: '7' });
});

const clerk = () => town.staff['julian']!;
it('prints the stamped copy and the label with folio, entry and sheets, for the own register alone', async () => {
  const { letter_id, folio, entry } = await registerLetter(town.app, agent(), aLetter());
  for (const as of ['letter', 'letter-label'] as const) {
    const paper = (await paperOfLetter(town.app, await asker('agent.iztapalapa'), { letter_id, as }))!;
    const text = await textOfPdf(paper.bytes);
    for (const told of [folio, entry, 'Anexos']) expect(text).toContain(told);
    expect(text).not.toContain('Rosa');
    expect(paper.bytes.toString('latin1')).toContain('/StructTreeRoot');
    expect(await paperOfLetter(town.app, await asker('agent.coyoacan'), { letter_id, as })).toBeNull();
  }
});

it('prints the page of a day with every entry in its order', async () => {
  const { entry } = await registerLetter(town.app, agent(), aLetter({ subject: 'De hoy' }));
  const today = town.app.now().slice(0, 10);
  const paper = (await paperOfDay(town.app, await asker('agent.iztapalapa'), today))!;
  const entries = [...(await textOfPdf(paper.bytes)).matchAll(/2026\/\d{6}/g)].map(([found]) => found);
  expect(entries).toContain(entry);
  expect(entries).toEqual([...entries].sort());
});

it('takes a cover sheet once, and only one of its own', async () => {
  const batch = { batch_id: newId(), city_id: town.city_id, count: 3 };
  await makeCoverSheets(town.app, agent(), batch);
  const paper = (await paperOfCoverSheets(town.app, await asker('agent.iztapalapa'), batch.batch_id))!;
  const codes = [...(await textOfPdf(paper.bytes)).matchAll(/H[A-Z]+-2026-\d{6}-\w/g)].map(([code]) => code);
  expect(new Set(codes).size).toBe(3);
  const letter = aLetter({ cover_code: codes[0]!.toLowerCase() });
  const { entry } = await registerLetter(town.app, agent(), letter);
  const [row] = await book('agent.iztapalapa', { q: codes[0] });
  expect(row).toMatchObject({ entry, cover_code: codes[0] });
  for (const [cover_code, code] of [
    [codes[0]!, 'cover_sheet_taken'],
    ['HIZP-2026-000001-0', 'cover_sheet_unknown'],
  ] as const)
    await expect(registerLetter(town.app, agent(), aLetter({ cover_code }))).rejects.toMatchObject({ code });
});

it('lists what was meant for another authority, with the letter that goes along', async () => {
  const addressed_to = town.authorities['coyoacan']!;
  const { letter_id, folio } = await registerLetter(town.app, agent(), aLetter({ addressed_to }));
  const { items } = await lettersForOthers(town.app, await asker('agent.iztapalapa'));
  expect(items.find(({ id }) => id === letter_id)).toMatchObject({
    ...{ addressed_to: { id: addressed_to }, may_transfer: false, petition: { folio } },
    ...{ term: 'transfer', days_left: 5 },
  });
  const { actor, city } = await asker('agent.iztapalapa');
  const { to_other_authority_within_business_days: _, ...transfer } = city.city.settings.transfer;
  const without = { ...city, city: { ...city.city, settings: { ...city.city.settings, transfer } } };
  const others = await lettersForOthers(town.app, { actor, city: without });
  // Where the law gives no term for passing on, the one for answering runs on.
  expect(others.items.find(({ id }) => id === letter_id)).toMatchObject({
    ...{ term: 'answer', due_on: expect.stringMatching(/^2026-/), days_left: expect.any(Number) },
  });
  const paper = (await transferOfLetter(town.app, await asker('agent.iztapalapa'), letter_id))!;
  expect(await textOfPdf(paper.bytes)).toContain(folio);
  const ours = await registerLetter(town.app, agent(), aLetter());
  expect(await transferOfLetter(town.app, await asker('agent.iztapalapa'), ours.letter_id)).toBeNull();
});

it('binds the pages of a letter into one file that its person may open, once', async () => {
  const stored = [];
  for (const background of ['#ddd', '#eee']) {
    const bytes = await sharp({ create: { width: 60, height: 80, channels: 3, background } })
      .jpeg()
      .toBuffer();
    const where = { city_id: town.city_id, uploaded_kind: 'staff', audience: 'citizen' } as const;
    stored.push(await storeUpload(town.app, agent(), { ...where, bytes, declared_name: 'hoja.jpg' }));
  }
  const page_file_ids = stored.map(({ file_id }) => file_id);
  const { letter_id, petition_id } = await registerLetter(town.app, agent(), aLetter({ page_file_ids }));
  const seen = async () =>
    (await letterOfBook(town.app, await asker('supervisor.iztapalapa'), letter_id))!.scan;
  expect(await seen()).toEqual({ state: 'waiting', url: null });
  await bindLetter(town.app, letter_id);
  await bindLetter(town.app, letter_id);
  const { state, url } = await seen();
  expect(['joined', 'searchable']).toContain(state);
  const files = await town.asSystem((tx) =>
    tx
      .selectFrom('files')
      .select(['id', 'audience', 'media_type'])
      .where('petition_id', '=', petition_id)
      .execute(),
  );
  const bound = files.filter(({ audience }) => audience === 'citizen');
  expect(bound).toMatchObject([{ media_type: 'application/pdf' }]);
  expect(url).toBe(`/api/v1/files/${bound[0]!.id}`);
  expect(files).toHaveLength(3);
});

it('forgets a scan that was withdrawn, and the register says that there is none to open', async () => {
  const { letter_id, petition_id } = await registerLetter(town.app, agent(), aLetter());
  const file_id = newId();
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('files')
      .values({
        ...{ id: file_id, city_id: town.city_id, petition_id, storage_name: file_id, display_name: 'e.pdf' },
        ...{ media_type: 'application/pdf', bytes: 1, sha256: Buffer.from('x'), audience: 'citizen' },
        ...{ uploaded_kind: 'staff', at: town.app.now(), removed_at: town.app.now() },
      })
      .execute();
    const bound = { scan_state: 'joined', scan_file_id: file_id };
    await tx.updateTable('incoming_letters').set(bound).where('id', '=', letter_id).execute();
  });
  const seen = async () => (await letterOfBook(town.app, await asker('supervisor.iztapalapa'), letter_id))!;
  expect((await seen()).scan.url).toBeNull();
  const now = new Date(Date.parse(town.app.now()) + 31 * 86_400_000).toISOString();
  expect((await sweepExpired({ ...town.app, now: () => now })).files).toBeGreaterThan(0);
  expect((await seen()).scan.url).toBeNull();
});

it('takes as pages only what whoever registers it stored', async () => {
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const where = { city_id: town.city_id, uploaded_kind: 'staff', audience: 'citizen' } as const;
  const { file_id } = await storeUpload(town.app, clerk(), { ...where, bytes, declared_name: 'ajena.jpg' });
  await expect(
    registerLetter(town.app, agent(), aLetter({ page_file_ids: [file_id] })),
  ).rejects.toMatchObject({ code: 'invalid_input', fields: { page_file_ids: 'invalid' } });
});
