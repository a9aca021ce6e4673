import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { readPackFolder } from '../../cli/packs/read-pack-folder.ts';
import { inTransaction, openDatabase, type Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { PackClash } from './check-clashes.ts';
import { exportPack } from './export-pack.ts';
import { loadPack } from './load-pack.ts';
import { canonicalPack, type PackDocument } from './pack-document.ts';

const PACKS = fileURLToPath(new URL('../../../packs/', import.meta.url));
const CITIES = ['cdmx', 'jesus-maria', 'chimichagua', 'metepec', 'cancun', 'template'];

let town: TestDatabase;
let open: ReturnType<typeof openDatabase>;
const packs = new Map<string, PackDocument>();

beforeAll(async () => {
  town = await testDatabase();
  open = openDatabase(town.url, 2);
  for (const city of CITIES) {
    const reading = await readPackFolder(PACKS + city);
    if (!reading.ok) throw new Error(`${city}: ${reading.problems[0]!.sentence}`);
    packs.set(city, reading.document);
  }
});
afterAll(async () => {
  await open.pool.end();
  await town.drop();
});

const asSystem = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(open.database, { kind: 'system' }, work);

it('loads all the cities into one installation and gives each back equal', async () => {
  for (const [city, pack] of packs) {
    const result = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
    expect(result).toMatchObject({ updated: 0, retired: 0, kept: 0 });
    expect(await asSystem((tx) => exportPack(tx, city))).toEqual(pack);
  }
});

it('writes nothing when the same packs are loaded again', async () => {
  for (const pack of packs.values()) {
    const before = await asSystem(versions);
    const result = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
    expect(result).toMatchObject({ created: 0, updated: 0, retired: 0, kept: 0, changed_calendars: [] });
    expect(await asSystem(versions)).toEqual(before);
  }
});

it('refuses a pack that takes the folio code or the host of another city, and loads nothing of it', async () => {
  const pack = packs.get('metepec')!;
  const stranger = { ...pack, city: { ...pack.city, code: 'otra' } };
  const clash = asSystem((tx) => loadPack(tx, stranger, { is_demo: false }));
  await expect(clash).rejects.toThrow(PackClash);
  await expect(clash).rejects.toMatchObject({
    problems: [{ path: ['authorities', 0, 'folio_code'], code: 'folio_code_taken' }],
  });
  expect(await asSystem((tx) => exportPack(tx, 'otra'))).toBeNull();
});

/** What grows whenever something is written. */
async function versions(tx: Tx) {
  const cities = await tx
    .selectFrom('cities')
    .select(['code', 'configuration_version', 'changeset'])
    .orderBy('code')
    .execute();
  const { changes } = await tx
    .selectFrom('configuration_changes')
    .select(({ fn }) => fn.countAll<number>().as('changes'))
    .executeTakeFirstOrThrow();
  return { cities, changes };
}

it('updates what a new edition of the pack changes, retires what it leaves out, and tells it in history', async () => {
  const pack = structuredClone(packs.get('template')!);
  const gone = pack.services.pop()!;
  pack.services[0]!.name = 'Otro nombre';
  pack.routing = pack.routing.filter(({ service }) => service !== gone.code);
  pack.texts.find(({ code }) => code === 'welcome')!.body = 'Bienvenida nueva';
  pack.calendars[0]!.days.push({
    day: '2026-12-24',
    kind: 'closure',
    name: 'Cierre',
    source: 'Acuerdo',
    reason: null,
  });
  const result = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  expect(result.changed_calendars).toEqual([pack.calendars[0]!.code]);
  const back = (await asSystem((tx) => exportPack(tx, pack.city.code)))!;
  expect(back.services.find(({ code }) => code === gone.code)?.is_active).toBe(false);
  expect(back.services[0]!.name).toBe('Otro nombre');
  expect(back.texts.find(({ code }) => code === 'welcome')!.body).toBe('Bienvenida nueva');
  expect(back.calendars).toEqual(canonicalPack(pack).calendars);
  const told = await asSystem((tx) =>
    tx
      .selectFrom('configuration_changes')
      .select(['entity', 'entity_code'])
      .where('entity_code', '=', gone.code)
      .execute(),
  );
  expect(told).toContainEqual({ entity: 'service', entity_code: gone.code });
  const again = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  expect(again).toMatchObject({ created: 0, updated: 0, retired: 0 });
});

it('keeps what the console edited last, and the days it declared', async () => {
  const pack = packs.get('metepec')!;
  const service = pack.services[0]!;
  const { id: city_id } = await asSystem((tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'metepec').executeTakeFirstOrThrow(),
  );
  await asSystem(async (tx) => {
    const changed_by = newId();
    await tx
      .updateTable('services')
      .set({ name: 'Como lo dice la gente' })
      .where('city_id', '=', city_id)
      .where('code', '=', service.code)
      .execute();
    const change = { id: newId(), city_id, entity: 'service', entity_code: service.code, changed_by };
    await tx.insertInto('configuration_changes').values(change).execute();
    const calendar = await tx
      .selectFrom('calendars')
      .select('id')
      .where('city_id', '=', city_id)
      .executeTakeFirstOrThrow();
    const day = {
      day: '2027-06-01',
      kind: 'suspension',
      name: 'Contingencia',
      source: 'Acuerdo 7',
      origin: 'console',
    };
    await tx
      .insertInto('calendar_days')
      .values({ ...day, id: newId(), calendar_id: calendar.id })
      .execute();
  });
  const result = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  expect(result).toMatchObject({ created: 0, updated: 0, retired: 0, kept: 1 });
  const back = (await asSystem((tx) => exportPack(tx, 'metepec')))!;
  expect(back.services[0]!.name).toBe('Como lo dice la gente');
  expect(back.calendars[0]!.days.map(({ day }) => day)).toContain('2027-06-01');
});

it('keeps the words of the desk that the console edited, and the names of what a new edition gives up', async () => {
  const pack = structuredClone(packs.get('metepec')!);
  const gone = { code: 'lost_kind', name: 'Como se llamaba' };
  const added = { ...pack, city: structuredClone(pack.city) };
  added.city.settings.interaction_kinds.push(gone);
  await asSystem((tx) => loadPack(tx, added, { is_demo: true }));
  const back = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  expect(back).toMatchObject({ updated: 1 });
  expect(await asSystem((tx) => loadPack(tx, pack, { is_demo: true }))).toMatchObject({ updated: 0 });
  const settings = async () => (await asSystem((tx) => exportPack(tx, 'metepec')))!.city.settings;
  expect((await settings()).retired_words?.kinds).toEqual([gone]);

  const mine = { ...(await settings()), wrap_ups: [{ code: 'ours', name: 'Como decimos aquí' }] };
  await asSystem(async (tx) => {
    const { id: city_id } = await tx
      .updateTable('cities')
      .set({ settings: JSON.stringify(mine) })
      .where('code', '=', 'metepec')
      .returning('id')
      .executeTakeFirstOrThrow();
    const change = {
      id: newId(),
      city_id,
      entity: 'desk_words',
      entity_code: 'metepec',
      changed_by: newId(),
    };
    await tx.insertInto('configuration_changes').values(change).execute();
  });
  const next = structuredClone(pack);
  next.city.settings.public_contact.hours = 'De 8 a 20';
  await asSystem((tx) => loadPack(tx, next, { is_demo: true }));
  const after = await settings();
  expect(after.wrap_ups).toEqual(mine.wrap_ups);
  expect(after.public_contact.hours).toBe('De 8 a 20');
});

it('loads no demo user and no made-up office into a city that is no demonstration, and never takes over a real account', async () => {
  const pack = structuredClone(packs.get('template')!);
  pack.city.code = 'real-town';
  pack.authorities[0]!.folio_code = 'REAL';
  pack.demo_users[0]!.email = 'someone@real.example';
  pack.offices.push({ ...pack.offices[0]!, code: 'made-up', is_demo: true });
  await asSystem((tx) => loadPack(tx, pack, { is_demo: false }));
  const real = (await asSystem((tx) => exportPack(tx, 'real-town')))!;
  expect(real.demo_users).toEqual([]);
  expect(real.offices).toEqual([pack.offices[0]]);
  await asSystem((tx) =>
    tx.insertInto('users').values({ id: newId(), email: 'someone@real.example', name: 'Real' }).execute(),
  );
  const result = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  expect(result.kept).toBeGreaterThan(0);
  const grants = await asSystem((tx) =>
    tx
      .selectFrom('role_grants')
      .innerJoin('users', 'users.id', 'role_grants.user_id')
      .select('users.email')
      .where('users.email', '=', 'someone@real.example')
      .execute(),
  );
  expect(grants).toEqual([]);
});

it('leaves nothing behind when a load fails half way', async () => {
  const pack = structuredClone(packs.get('template')!);
  pack.city.code = 'clash';
  // The folio code of another city: unique in the whole installation.
  await expect(asSystem((tx) => loadPack(tx, pack, { is_demo: false }))).rejects.toThrow(/folio_code/);
  expect(await asSystem((tx) => exportPack(tx, 'clash'))).toBeNull();
});
