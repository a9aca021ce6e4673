import { expect, test, type Page } from '@playwright/test';
import { inTransaction } from '../../src/store/database.ts';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const agent = 'locatel@cdmx.example';

const isCorrect = (page: Page) => page.getByLabel('Se lo leí y dijo que sí es correcto');
const readBack = (page: Page) => page.getByRole('complementary', { name: 'Léaselo a la persona' });

/** Whatever is sent to the printer, the window hears of. */
const hearPrinting = (page: Page) =>
  page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    addEventListener('message', ({ data }) => data === 'printed' && heard.push(location.pathname));
    window.print = () => top!.postMessage('printed', '*');
  });
const printed = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard.length);

/** Somebody at the counter tells of a leak; all but «¿Es correcto?» is asked. */
async function tellLeak(page: Page, words: string): Promise<void> {
  await page.getByLabel('Ventanilla').check();
  await page.getByRole('textbox', { name: 'Nombre', exact: true }).fill('Rosa Ejemplo Lirio');
  await page.getByRole('textbox', { name: 'Correo', exact: true }).fill('rosa@correo.example');
  await page.getByRole('combobox', { name: 'Tema' }).fill('fuga de agua');
  await page.getByRole('option').first().click();
  await page.getByLabel('Lo que cuenta la persona').fill(words);
  await page.getByLabel('En la banqueta').check();
  await page.getByLabel('Dirección, como la dice').fill('Calle de la Prueba 12');
  await page.getByRole('combobox', { name: 'Zona' }).fill('cuauhtemoc');
  await page.getByRole('option').first().click();
  // What it says of who gets it comes above the boxes.
  await expect(page.getByText('La recibe', { exact: true })).toBeVisible();
  await page.getByLabel('Le leí el aviso de privacidad').check();
}

const filedWith = (words: string) =>
  inTransaction(product.app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('petitions as p')
      .innerJoin('spoken_petitions as s', 's.petition_id', 'p.id')
      .select(['p.folio', 'p.channel', 's.read_back', 's.copy_asked'])
      .where('p.description', '=', words)
      .execute(),
  );

test('at the counter it is read back whole, corrected without loss, and handed over on paper', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: agent, path: 'new' });
  await hearPrinting(page);
  await page.reload();
  await tellLeak(page, 'Brota agua desde ayer');
  const read = readBack(page);
  for (const said of [
    'Brota agua desde ayer',
    'Rosa Ejemplo Lirio',
    'Calle de la Prueba 12',
    'En la banqueta',
  ])
    await expect(read).toContainText(said);
  await isCorrect(page).check();
  await accessible(page);
  // The person corrects something: the rest stays, and it is read again.
  await page.getByLabel('Lo que cuenta la persona').fill('Brota agua desde el lunes');
  await expect(isCorrect(page)).not.toBeChecked();
  await expect(read).toContainText('Rosa Ejemplo Lirio');
  await page.keyboard.press('Control+Enter');
  await expect(isCorrect(page)).toBeFocused();
  await page.keyboard.press('Space');
  await page.getByLabel('Pidió copia de la constancia').check();
  await page.keyboard.press('Control+Enter');
  const folio = (await page.locator('.receipt-folio').textContent())!;
  await expect(page.getByText('Pidió copia de la constancia: imprímala o envíela.')).toBeVisible();
  await accessible(page);
  for (const name of ['Acuse en rollo (80 mm)', 'Acuse en hoja carta', 'Constancia de petición verbal']) {
    const href = (await page.getByRole('link', { name }).getAttribute('href'))!;
    const paper = await page.request.get(new URL(href, page.url()).href);
    expect([name, paper.status(), paper.headers()['content-type']]).toEqual([name, 200, 'application/pdf']);
  }
  // One key prints each paper, in this window.
  for (const [at, key] of ['r', 'a', 'c'].entries()) {
    await page.keyboard.press(key);
    await expect.poll(() => printed(page)).toBe(at + 1);
  }
  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole('button', { name: 'Le di la copia' }).click();
  await expect(page.getByText('Quedó anotado que tiene su copia.')).toBeVisible();
  expect(await filedWith('Brota agua desde el lunes')).toEqual([
    { folio, channel: 'counter', read_back: true, copy_asked: true },
  ]);
});

test('without a network it is kept, through a reload too, and filed once', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: agent, path: 'new' });
  const words = 'Brota agua y no hay red';
  await tellLeak(page, words);
  await isCorrect(page).check();
  // It arrives, and its answer is lost on the way.
  await page.route('**/api/v1/petitions', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Sin conexión: la solicitud quedó guardada en este equipo')).toBeVisible();
  expect(await filedWith(words)).toHaveLength(1);
  await page.unroute('**/api/v1/petitions');
  await page.reload();
  const folio = await page.locator('.receipt-folio').textContent();
  expect(await filedWith(words)).toMatchObject([{ folio }]);
});
