import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { nowOnTheWall, onTheWall } from '../../src/console/language/wall-clock.ts';
import { barCode } from '../../src/queries/documents/bar-code.ts';
import { inTransaction } from '../../src/store/database.ts';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
// The hours on the screen are the authority's, also where the browser stands elsewhere.
test.use({ timezoneId: 'Asia/Tokyo' });
const city = { time_zone: 'America/Mexico_City' };
test.setTimeout(180_000);
const mailRoom = 'turnos.cuauhtemoc@cdmx.example';

const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(product.app.database, { kind: 'system' }, work);
const letters = (subject: string) =>
  asSystem((tx) =>
    tx
      .selectFrom('incoming_letters as l')
      .innerJoin('petitions as p', 'p.id', 'l.petition_id')
      .select([
        'p.folio',
        'p.channel',
        'l.entry_number',
        'l.cover_code',
        'l.sheets',
        'p.received_at',
        'l.received_at as came',
      ])
      .where('l.subject', '=', subject)
      .execute(),
  );

/** Goes with the Tab key to the field of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const field = page.getByLabel(name, { exact: true }).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await field.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No way to «${name}» by keyboard`);
}

/** From the cover sheet to the last field, without the mouse. */
async function typeLetter(page: Page, subject: string, cover = ''): Promise<void> {
  await expect(page.getByLabel('Hoja de portada')).toBeFocused();
  await page.keyboard.type(cover);
  // A bar-code reader ends with Enter, which must register nothing.
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Recibido el')).toBeFocused();
  await tabTo(page, 'Hojas');
  await page.keyboard.type('1');
  await tabTo(page, 'Asunto');
  await page.keyboard.type(subject);
  await tabTo(page, 'Nombre');
  await page.keyboard.type('Comité Vecinal Ejemplo');
  await tabTo(page, 'Tema');
  await page.keyboard.type('bache');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  // Of a group the Tab key reaches the first; an arrow goes on to the next.
  await tabTo(page, 'Como un plato');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Dirección, como la dice');
  await page.keyboard.type('Calle de la Prueba 12');
  await tabTo(page, 'Estante');
  await page.keyboard.type('A');
}

test('a letter is registered by keyboard alone, under the code of its cover sheet, with its papers', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: mailRoom, path: 'oficialia?tab=sheets' });
  await accessible(page);
  await page.getByLabel('Cuántas hojas').fill('2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Imprimir las hojas' })).toBeVisible();
  const { code } = await asSystem((tx) =>
    tx.selectFrom('cover_sheets').select('code').orderBy('code').executeTakeFirstOrThrow(),
  );
  const before = nowOnTheWall(city);
  await page.goto(`${product.url}/console/oficialia`);
  const subject = 'Bache registrado con el teclado';
  await typeLetter(page, subject, code.toLowerCase());
  const shown = await page.getByLabel('Recibido el').inputValue();
  expect(shown >= before && shown <= nowOnTheWall(city), `${before} ${shown}`).toBe(true);
  await accessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: /Registrado con la entrada \d{4}\/\d{6}/ })).toBeFocused();
  await accessible(page);
  const [letter] = await letters(subject);
  expect(letter).toMatchObject({ channel: 'letter', cover_code: code });
  expect(letter!.received_at).toBe(letter!.came);
  expect(onTheWall(letter!.came, city)).toBe(shown);
  await expect(page.locator('.receipt-folio')).toHaveText(letter!.folio);
  const copy = await page.request.get(
    new URL((await page.getByRole('link', { name: /^Acuse/ }).getAttribute('href'))!, product.url).href,
  );
  expect([copy.status(), copy.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await page.keyboard.press('n');
  await expect(page.getByLabel('Hoja de portada')).toBeFocused();
  await bindScan(page, code);
});

/** The sheet and the page of its letter, scanned as pictures, are found, looked at, bound, and taken back. */
async function bindScan(page: Page, code: string): Promise<void> {
  const white = { create: { width: 850, height: 1100, channels: 3, background: '#fff' } } as const;
  const bars = await sharp(Buffer.from(barCode(code)))
    .resize({ width: 600 })
    .png()
    .toBuffer();
  const sheet = await sharp(white)
    .composite([{ input: bars, left: 120, top: 200 }])
    .rotate(1)
    .jpeg()
    .toBuffer();
  // A page without anything on it would be the back of the sheet.
  const words = await sharp({ create: { ...white.create, width: 500, height: 300, background: '#333' } })
    .png()
    .toBuffer();
  const paper = await sharp(white)
    .composite([{ input: words, left: 150, top: 300 }])
    .jpeg()
    .toBuffer();
  const files = [sheet, paper].map((buffer, at) => ({
    ...{ name: `hoja-${at}.jpg`, mimeType: 'image/jpeg', buffer },
  }));
  await page.goto(`${product.url}/console/oficialia?tab=piles`);
  await page.locator('input[type=file]').setInputFiles(files);
  await page.getByRole('link', { name: 'hoja-1.jpg' }).waitFor();
  await page.getByRole('button', { name: 'Buscar las hojas de portada' }).click();
  await expect(page.getByRole('cell', { name: 'Listo para unir' })).toBeVisible({ timeout: 60_000 });
  await accessible(page);
  await page.getByRole('button', { name: 'Unir 1 escrito' }).click();
  await page.getByRole('button', { name: 'Deshacer lo unido' }).click({ timeout: 60_000 });
  await page.getByLabel('Motivo').fill('Eran de otra carta');
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByRole('button', { name: 'Unir 1 escrito' })).toBeVisible();
}

test('nothing typed is lost without a network or with a reload, and it is registered once', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: mailRoom, path: 'oficialia' });
  const subject = 'Bache sin red';
  await typeLetter(page, subject);
  await page.route('**/api/v1/letters', (route) => route.abort());
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Nada se perdió')).toBeVisible();
  await page.unroute('**/api/v1/letters');
  await page.reload();
  await expect(page.getByLabel('Asunto', { exact: true })).toHaveValue(subject);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: /Registrado con la entrada/ })).toBeVisible();
  expect(await letters(subject)).toHaveLength(1);
});

test('the book, replies to deliver and letters for others can be read by everybody', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: mailRoom, path: 'oficialia?tab=book' });
  await expect(page.getByRole('cell', { name: 'Piden reparar el alumbrado del parque' })).toBeVisible();
  await accessible(page);
  await page.getByRole('searchbox', { name: 'Buscar' }).fill('encinos');
  await page.keyboard.press('Enter');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.goto(`${product.url}/console/oficialia?tab=others`);
  await expect(page.getByRole('cell', { name: 'Alcaldía Iztapalapa' })).toBeVisible();
  await accessible(page);
  await page.goto(`${product.url}/console/oficialia?tab=out`);
  const reply = page.locator('.paper-reply').filter({ hasText: 'Comité Vecinal Los Encinos' });
  await reply.getByRole('button', { name: 'Anotar la entrega' }).click();
  await page.getByText('En mano').click();
  await accessible(page);
  await page.getByRole('button', { name: 'Anotar', exact: true }).click();
  await expect(reply.getByText(/Notificada el/).first()).toBeVisible();
  await reply.getByRole('button', { name: 'Deshacer' }).click();
  await page.getByLabel('Motivo').fill('Se anotó en otro folio');
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
  await expect(reply.getByText('Deshecha')).toBeVisible();
  await accessible(page);
});
