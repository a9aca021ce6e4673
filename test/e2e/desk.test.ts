import { expect, test, type Page } from '@playwright/test';
import { askCallBack } from '../../src/actions/telephony/ask-call-back.ts';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { inTransaction } from '../../src/store/database.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { fits } from './citizen.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const agent = 'locatel@cdmx.example';

const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(product.app.database, { kind: 'system' }, work);

const leak = { service_code: 'fuga-de-agua', answers: { where: 'street' } };
/** A matter of the borough. */
const lamp = { service_code: 'alumbrado', answers: { lamps: 1, state: 'dark' } };

/** A leak that was reported by somebody with that number. */
async function aLeak(
  name: string,
  phone: string,
  about: { service_code: string; answers: Record<string, string | number> } = leak,
): Promise<{ petition_id: string; folio: string }> {
  const { id: city_id } = await asSystem((tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'cdmx').executeTakeFirstOrThrow(),
  );
  return filePetition(
    product.app,
    { kind: 'citizen', petition_id: null },
    {
      ...{ city_id, ...about, channel: 'portal', description: 'Algo no sirve' },
      ...{ identity: 'named', privacy_version: 1, notify_by: 'phone' },
      place: { zone_code: 'cuauhtemoc', address_text: 'Calle de la Prueba 12' },
      contact: { name, phone },
    },
  );
}

/** A person at the keyboard: what is typed into a field is not counted, every other key is. */
function hands(page: Page) {
  let keys = 0;
  return {
    async press(key: string) {
      await page.keyboard.press(key);
      keys += 1;
    },
    keys: () => keys,
  };
}
const field = (page: Page) => page.getByRole('searchbox', { name: 'Teléfono, folio o nombre' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Atención' });
const interactionsOf = (petition_id: string) =>
  asSystem((tx) =>
    tx
      .selectFrom('interactions as i')
      .innerJoin('interaction_petitions as t', 't.interaction_id', 'i.id')
      .select(['i.kind', 'i.wrap_up', 'i.channel', 'i.ended_at', 'i.person_id', 't.part'])
      .where('t.petition_id', '=', petition_id)
      .execute(),
  );

test('a status call takes at most four keys after the number, in any spelling of it', async ({ browser }) => {
  const filed = await aLeak('Rosa Ejemplo Lirio', '5512345678', lamp);
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.getByText('Sin central telefónica conectada: registre las llamadas aquí.')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('044 55 1234-5678');
  const { press, keys } = hands(page);
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'Rosa Ejemplo Lirio' })).toBeVisible();
  await expect(page.locator('.desk-petition')).toContainText(filed.folio);
  await accessible(page);
  await press('s');
  const said = page.locator('.desk-said');
  await expect(said).toContainText(`Su solicitud con folio ${filed.folio}, sobre «`);
  await expect(said).toContainText('(Alcaldía Cuauhtémoc). Le responderán a más tardar el');
  await press('f');
  expect(keys()).toBeLessThanOrEqual(4);
  await expect(page.getByText('Atención registrada.')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('');
  expect(await interactionsOf(filed.petition_id)).toMatchObject([
    { kind: 'follow_up', wrap_up: 'answered', channel: 'phone', part: 'touched' },
  ]);
});

test('two people on one number give a choice, a folio is found as such, and an unknown number stops nobody', async ({
  browser,
}) => {
  await aLeak('Hugo Ejemplo Uno', '5511112222');
  const other = await aLeak('Ana Ejemplo Dos', '5533334444');
  // They share a telephone by now.
  await asSystem(async (tx) => {
    const persons = await tx
      .selectFrom('petitions')
      .select('person_id')
      .where('id', '=', other.petition_id)
      .executeTakeFirstOrThrow();
    const first = await tx
      .selectFrom('person_identities as i')
      .select('i.blind_index')
      .where('i.kind', '=', 'phone')
      .where('i.person_id', '<>', persons.person_id)
      .orderBy('i.created_at', 'desc')
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('person_identities')
      .set({ blind_index: first.blind_index })
      .where('person_id', '=', persons.person_id)
      .execute();
  });
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await field(page).fill('+52 1 55 1111 2222');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '¿Quién es?' })).toBeVisible();
  const second = page.locator('.found li').filter({ hasText: 'Ana Ejemplo Dos' });
  await page.keyboard.press((await second.locator('kbd').textContent())!);
  await expect(page.getByRole('heading', { name: 'Ana Ejemplo Dos' })).toBeVisible();
  await expect(page.locator('.desk-petition')).toContainText(other.folio);

  await field(page).fill(other.folio.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await expect(page.locator('.desk-petition[data-chosen=true]')).toContainText(other.folio);

  await field(page).fill('55 9999 0000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nadie conocido con ese dato. Se puede atender igual.')).toBeVisible();
  await page.keyboard.press('i');
  await expect(page.getByLabel('Qué se le dijo')).toBeFocused();
  await page.keyboard.type('El módulo abre a las nueve');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Atención registrada.')).toBeVisible();
});

test('who asked on the portal to be called is called by one key, without an exchange', async ({
  browser,
}) => {
  const { id: city_id } = await asSystem((tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'cdmx').executeTakeFirstOrThrow(),
  );
  const asked = { city_id, phone: '55 6666 7777', about: 'No entiendo mi recibo', from: null, address: '1' };
  // Those of the demonstration were called.
  const done = { state: 'done', closed_at: new Date().toISOString() };
  const called = await asSystem((tx) => tx.updateTable('call_backs').set(done).returning('id').execute());
  expect(called).toHaveLength(2);
  await askCallBack(product.app, { kind: 'public' }, asked);
  // Whatever the hour at which this is tried: the person wants it now.
  await asSystem((tx) => tx.updateTable('call_backs').set({ not_before: null }).execute());
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.getByText('1 persona espera que le llamemos.')).toBeVisible();
  await expect(field(page)).toBeFocused();
  const own = page.viewportSize()!;
  // A desktop at 400 %.
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page);
  await page.setViewportSize(own);
  await page.keyboard.press('F9');
  await expect(page.getByText('Llame al +525566667777')).toBeVisible();
  await expect(page.getByText('No entiendo mi recibo')).toBeVisible();
  await expect(field(page)).toHaveValue('+525566667777');
  await expect(page.getByText('Nadie conocido con ese dato. Se puede atender igual.')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Listo' }).click();
  await expect(page.getByText('Llame al +525566667777')).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Atención registrada.')).toBeVisible();
  const calls = await asSystem((tx) =>
    tx.selectFrom('interactions').select('direction').orderBy('at', 'desc').limit(1).execute(),
  );
  expect(calls).toEqual([{ direction: 'out' }]);
});

test('what is typed survives a reload and a lost network, and is sent once', async ({ browser }) => {
  const filed = await aLeak('Sara Ejemplo Red', '5577778888');
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await field(page).fill('5577778888');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sara Ejemplo Red' })).toBeVisible();
  await page.keyboard.press('s');
  const answer = page.getByLabel('Qué se le dijo');
  await answer.fill('Se le leyó cómo va');
  await page.reload();
  await expect(answer).toHaveValue('Se le leyó cómo va');
  await expect(page.getByRole('heading', { name: 'Sara Ejemplo Red' })).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Terminar' }).click();
  await expect(page.getByText('Sin conexión: la atención quedó guardada')).toBeVisible();
  await expect(page.getByText('1 atención espera conexión para enviarse.')).toBeVisible();
  // The window goes, and comes back when the network does.
  await page.goto('about:blank');
  await page.context().setOffline(false);
  await page.goto(`${product.url}/console/atencion`);
  await expect(page.getByText('1 atención espera conexión para enviarse.')).toBeHidden({ timeout: 30_000 });
  expect(await interactionsOf(filed.petition_id)).toMatchObject([{ kind: 'follow_up', wrap_up: 'answered' }]);
});

test('a petition is filed within the call, with the person and the last address filled in', async ({
  browser,
}) => {
  await aLeak('Elsa Ejemplo Nube', '5544445555');
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await field(page).fill('5544445555');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Elsa Ejemplo Nube' })).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'Nombre', exact: true })).toHaveValue('Elsa Ejemplo Nube');
  await expect(page.getByLabel('Dirección, como la dice')).toHaveValue('Calle de la Prueba 12');
  await page.getByRole('combobox', { name: 'Tema' }).fill('fuga de agua');
  await page.keyboard.press('Enter');
  await page.getByLabel('Lo que cuenta la persona').fill('Otra vez brota agua');
  await page.getByLabel('En la banqueta').check();
  // What it says of who gets it comes above the boxes.
  await expect(page.getByText('La recibe', { exact: true })).toBeVisible();
  await page.getByLabel('Le leí el aviso de privacidad').check();
  await page.getByLabel('Se lo leí y dijo que sí es correcto').check();
  await page.keyboard.press('Control+Enter');
  const folio = (await page.locator('.receipt-folio').textContent())!;
  await page.getByRole('link', { name: 'Volver a la atención' }).click();
  await expect(panel(page)).toContainText(`Se registró ${folio}.`);
  await page.keyboard.press('f');
  await expect(page.getByText('Atención registrada.')).toBeVisible();
  const { id } = await asSystem((tx) =>
    tx.selectFrom('petitions').select('id').where('folio', '=', folio).executeTakeFirstOrThrow(),
  );
  expect(await interactionsOf(id)).toMatchObject([{ kind: 'report', wrap_up: 'filed', part: 'opened' }]);
});

test('interactions are counted, defined and listed', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await page.getByRole('button', { name: 'Registrar una ya terminada' }).click();
  // By the clock of the city, wherever the browser stands.
  const wall = new Intl.DateTimeFormat('sv', {
    timeZone: 'America/Mexico_City',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const began = Date.parse(`${await page.getByLabel('Comenzó').inputValue()}Z`);
  const now = Date.parse(`${wall.format(new Date()).replace(' ', 'T')}Z`);
  expect(Math.abs(now - began)).toBeLessThan(30 * 60_000);
  await page.getByLabel('Qué se le dijo').fill('Se le dijo a dónde ir');
  // Half written when the window is reloaded.
  await page.reload();
  await page.getByRole('button', { name: 'Registrar una ya terminada' }).click();
  await expect(page.getByLabel('Qué se le dijo')).toHaveValue('Se le dijo a dónde ir');
  await page.getByLabel('Cierre').selectOption({ label: 'Se le indicó a dónde acudir' });
  await page.getByLabel('Folio del que se trató').fill('CDMX-2026-999999-X');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(
    page.getByText('Ninguna solicitud que se pueda ver desde aquí tiene ese folio.'),
  ).toBeVisible();
  await page.getByLabel('Folio del que se trató').fill('');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(page.getByText('Atención registrada.')).toBeVisible();
  await page.getByRole('link', { name: 'Atenciones' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Atenciones' })).toBeVisible();
  await expect(page.getByRole('table').last()).toContainText('Se le indicó a dónde acudir');
  await expect(page.getByText('en 7 días no volvió la misma persona')).toBeVisible();
  await accessible(page);
});
