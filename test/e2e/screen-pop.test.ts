import { expect, test } from '@playwright/test';
import { editPerson } from '../../src/actions/people/edit-person.ts';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { inTransaction } from '../../src/store/database.ts';
import { amiPeer, type AmiPeer } from '../telephony/ami-peer.ts';
import { anExchangeOf, isHungUp, rings, wasSpoken } from '../telephony/ringing-agent.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const agent = 'locatel@cdmx.example';
const phone = '55 2058 0611';

let peer: AmiPeer;
test.beforeAll(async () => {
  peer = await amiPeer();
});
test.afterAll(() => peer.close());

/** Something that somebody with that number reported. */
async function aLeak(name: string, number?: string): Promise<{ petition_id: string; folio: string }> {
  const { app } = product;
  const { id: city_id } = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'cdmx').executeTakeFirstOrThrow(),
  );
  const about = { service_code: 'alumbrado', answers: { lamps: 1, state: 'dark' } };
  return filePetition(
    app,
    { kind: 'citizen', petition_id: null },
    {
      ...{ city_id, ...about, channel: 'portal', description: 'El farol no prende' },
      ...{ identity: 'named', privacy_version: 1, notify_by: 'email' },
      place: { zone_code: 'cuauhtemoc', address_text: 'Calle de la Prueba 12' },
      contact: {
        name,
        ...(number === undefined ? {} : { phone: number }),
        email: `${name.split(' ')[0]!.toLowerCase()}@correo.example`,
      },
    },
  );
}

/** Who asked for that says that they have this number too, as a clerk enters it. */
async function alsoHas(petition_id: string, number: string): Promise<void> {
  const { app } = product;
  const { person_id } = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('petitions').select('person_id').where('id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  await editPerson(app, { kind: 'system' }, { person_id: person_id!, phone: number });
}

test('who calls is shown from the first ring, and one key takes the call to the desk', async ({
  browser,
}) => {
  const { folio } = await aLeak('Rosa Ejemplo Lirio', phone);
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.getByText(/Sin central telefónica conectada/)).toBeVisible();
  await anExchangeOf(product.app, { email: agent, port: peer.port });
  await expect.poll(() => peer.connected(), { timeout: 15_000 }).toBe(1);
  await page.reload();
  await expect(page.getByText('Telefonía conectada, extensión 101')).toBeVisible();

  // Keys do not stand in the way of typing: the field is left first.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('e');
  await page.keyboard.press('d');
  await expect(page.getByRole('button', { name: /Disponible/ })).toBeVisible();
  rings(peer, '7.1', '044 55 20580611');
  const bar = page.getByRole('region', { name: 'Llamada' });
  await expect(bar).toContainText('+525520580611');
  await expect(bar).toContainText(folio);
  await accessible(page);
  await page.keyboard.press('F8');
  await expect(bar).toBeHidden();
  await expect(page.getByRole('button', { name: 'Terminar' })).toBeVisible();
  await expect(page.locator('.desk-petitions')).toContainText(folio);

  // The call and what was done in it are one.
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('s');
  await page.keyboard.press('f');
  const call = () =>
    inTransaction(product.app.database, { kind: 'system' }, (tx) =>
      tx
        .selectFrom('calls as c')
        .innerJoin('interactions as i', 'i.id', 'c.interaction_id')
        .select(['i.kind', 'i.ended_at', 'i.direction'])
        .where('c.linked_id', '=', '7.1')
        .executeTakeFirst(),
    );
  await expect.poll(async () => (await call())?.kind, { timeout: 10_000 }).toBe('follow_up');
  isHungUp(peer, '7.1');
});

test('of two persons on one number the bar asks which one it is', async ({ browser }) => {
  const shared = '55 2058 0622';
  await aLeak('Luisa Prueba Cedro', shared);
  const { folio, petition_id } = await aLeak('Mario Prueba Cedro');
  await alsoHas(petition_id, shared);
  const page = await deskOf(browser, product, { email: agent, path: 'inbox' });
  rings(peer, '8.1', shared);
  const bar = page.getByRole('region', { name: 'Llamada' });
  await expect(bar.getByRole('button', { name: 'Luisa Prueba Cedro' })).toBeVisible();
  await accessible(page);
  await bar.getByRole('button', { name: 'Mario Prueba Cedro' }).click();
  await expect(page.getByRole('heading', { name: /^Mario Prueba Cedro/ })).toBeVisible();
  await expect(page.locator('.desk-petitions')).toContainText(folio);
  isHungUp(peer, '8.1');
  await page.locator('h1').click();
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Terminar' })).toBeHidden();
});

test('a call that nobody wrote down is called to mind, and lasted as long as it lasted', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: agent, path: 'inbox' });
  const search = page.getByRole('searchbox').first();
  await search.focus();
  const until = Date.now() - 5 * 60_000;
  wasSpoken(peer, { linked_id: '9.1', number: phone, from: until - 60_000, until });
  const reminder = page.getByRole('region', { name: 'Llamada sin anotar' });
  await expect(reminder).toContainText('Terminó hace 5 minutos.');
  await expect(reminder).toContainText('+525520580611');
  await expect(search).toBeFocused();
  await accessible(page);
  await page.keyboard.press('F8');
  await expect(page.getByRole('heading', { name: /^Rosa Ejemplo Lirio/ })).toBeVisible();
  await expect(reminder).toBeHidden();
  await page.locator('h1').click();
  await page.keyboard.press('f');
  const noted = () =>
    inTransaction(product.app.database, { kind: 'system' }, (tx) =>
      tx
        .selectFrom('calls as c')
        .innerJoin('interactions as i', 'i.id', 'c.interaction_id')
        .select('i.ended_at')
        .where('c.linked_id', '=', '9.1')
        .executeTakeFirst(),
    );
  await expect.poll(async () => (await noted())?.ended_at ?? null, { timeout: 10_000 }).not.toBeNull();
  expect(Date.parse((await noted())!.ended_at!)).toBe(until);
});

test('whoever may call does so from a petition and from a person, whose number stays masked', async ({
  browser,
}) => {
  const { petition_id } = await aLeak('Elena Prueba Encino', '55 2058 0633');
  const page = await deskOf(browser, product, { email: agent, path: `petitions/${petition_id}` });
  const person = page.getByRole('region', { name: 'Persona' });
  await person.getByRole('button', { name: 'Llamar' }).click();
  const ordered = () => peer.asked.filter(({ Action }) => Action === 'Originate');
  await expect.poll(() => ordered().length).toBe(1);
  expect(JSON.stringify(ordered()[0])).toContain('5520580633');
  await expect(person).not.toContainText('20580633');
  const bar = page.getByRole('region', { name: 'Llamada' });
  await expect(bar).toContainText('Usted llama a');
  // One call at a time.
  await expect(person.getByRole('button', { name: 'Llamar' })).toBeDisabled();
  await person.getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Llamar' })).toBeVisible();
});

test('the line goes away, and everything else goes on', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.getByText('Telefonía conectada, extensión 101')).toBeVisible();
  await peer.close();
  await expect(page.getByText(/Telefonía sin conexión/)).toBeVisible({ timeout: 10_000 });
});
