import { expect, test } from '@playwright/test';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { petitionFiled } from './clerk.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
test.afterAll(() => product.stop());

test('the board shows by itself what happens, where its reader is', async ({ page }) => {
  await page.goto(`${product.url}/tablero?periodo=mes`);
  await expect(page.getByText('Se está contando todo de nuevo')).toHaveCount(0, { timeout: 60_000 });
  await accessible(page);
  const received = page.locator('#cifra-received strong');
  const before = Number((await received.textContent())?.replaceAll(/\D/g, ''));
  expect(before).toBeGreaterThanOrEqual(0);
  const definition = page.locator('#cifra-received details');
  await definition.locator('summary').click();
  await petitionFiled(product, { zone: 'iztapalapa', text: 'El poste está inclinado.' });
  // Nobody reloads: the window is told.
  await expect(received).toHaveText(String(before + 1));
  await expect(definition).toHaveAttribute('open', '');
  await expect(definition.locator('summary')).toBeFocused();
});

test(
  'a question of the board is its address, also without JavaScript',
  { tag: '@phone' },
  async ({ browser }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await page.goto(`${product.url}/tablero`);
    await page.getByText('Elegir fechas, autoridad, tema y más').click();
    await page.getByLabel('Autoridad', { exact: true }).selectOption({ label: 'Alcaldía Iztapalapa' });
    await page.getByLabel('Comparar por').selectOption({ label: 'Medio' });
    await page.getByRole('button', { name: 'Ver estos números' }).click();
    await expect(page).toHaveURL(/autoridad=iztapalapa/);
    await expect(page.getByRole('heading', { name: 'Por medio' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Quitar: Alcaldía Iztapalapa' })).toBeVisible();
    await page.getByRole('link', { name: 'Contestadas', exact: true }).click();
    await expect(page).toHaveURL(/orden=contestadas/);
    await expect(page.getByRole('columnheader', { name: 'Contestadas' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    // What is wide scrolls in its own place.
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(390);
  },
);

test('the map comes closer by its links, and the page stays', { tag: '@desk' }, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${product.url}/tablero/mapa`);
  const picture = page.getByRole('group', { name: 'Mapa de solicitudes públicas' });
  await expect(picture).toBeVisible();
  await accessible(page);
  const moves = page.getByRole('list', { name: 'Moverse por el mapa' });
  await moves.getByRole('link', { name: 'Acercar' }).click();
  await expect(page).toHaveURL(/vista=1/);
  await expect(moves.getByRole('link', { name: 'Acercar' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/vista=2/);
  await accessible(page);
  await page.goBack();
  await expect(page).toHaveURL(/vista=1/);
  await expect(moves.getByRole('link', { name: 'Toda la ciudad' })).toBeVisible();
});

test('the map is whole without JavaScript, on a telephone', { tag: '@phone' }, async ({ browser }) => {
  const viewport = { width: 390, height: 800 };
  const bare = await browser.newContext({ javaScriptEnabled: false, viewport });
  const page = await bare.newPage();
  await page.goto(`${product.url}/tablero/mapa`);
  const marks = page.locator('a.point');
  const told = await marks.count();
  expect(told).toBeGreaterThan(5);
  await expect(page.getByText(`${told} solicitudes aquí`)).toBeVisible();
  // Each mark leads to its row of the table.
  await marks.first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#solicitud-1$/);
  await expect(page.locator('tr:target').getByRole('link')).toHaveAttribute('href', /^\/seguimiento\//);
  expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(390);
  await page
    .getByRole('list', { name: 'Moverse por el mapa' })
    .getByRole('link', { name: 'Acercar' })
    .click();
  await expect(page).toHaveURL(/vista=1/);
  const address = page.url();
  await bare.close();
  const seen = await browser.newContext({ viewport });
  const again = await seen.newPage();
  await again.goto(address);
  await accessible(again);
});
