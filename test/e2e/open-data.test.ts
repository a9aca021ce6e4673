import { expect, test } from '@playwright/test';
import { publishApart, type Told } from '../../src/start/publish-apart.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

const service = 'Bache en la calle';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
test.afterAll(() => product.stop());

async function publishedApart() {
  const told: Told[] = [];
  await publishApart({ public_url: product.url, city: null }, (one) => told.push(one));
  const done = told.find((one) => one.of === 'city');
  const ended = { city: done?.city, withheld: done?.published?.withheld, last: told.at(-1)?.of };
  return { ended, petitions: done?.published?.petitions };
}

test('what a process of its own published is on the page, at a desk and on a phone', async ({ page }) => {
  test.setTimeout(180_000);
  process.env['DATA_DIRECTORY'] = product.data_directory;
  // The product may be publishing by itself just then: it is waited for.
  let petitions: number | undefined;
  const publish = async () => ({ petitions } = await publishedApart()).ended;
  await expect.poll(publish, { timeout: 120_000 }).toEqual({ city: 'cdmx', withheld: 0, last: 'end' });
  delete process.env['DATA_DIRECTORY'];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${product.url}/datos-abiertos`);
    await expect(page.getByRole('heading', { name: 'Conteos por dos cosas a la vez' })).toBeVisible();
    await accessible(page);
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
  }
  const csv = page.locator('#solicitudes').getByRole('link', { name: /^CSV \(/ });
  const file = await page.request.get(`${product.url}${await csv.getAttribute('href')}`);
  const lines = (await file.text()).trimEnd().split('\r\n');
  expect(lines.length - 1).toBe(petitions);
});

test('the console says what a class of place publishes before it is kept, and takes it back', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, {
    ...{ email: 'administracion@cdmx.example', path: 'administration/services' },
  });
  const open = () => page.getByRole('button', { name: service, exact: true }).click();
  const chosen = page.getByLabel('Qué tan exacto se publica el lugar');
  await open();
  await expect(chosen).toHaveValue('public_way');
  await expect(page.getByText(/El punto va al centro de un cuadro de 50 m/)).toBeVisible();
  await chosen.selectOption('sensitive');
  await expect(page.getByText(/Sin punto, sin día/)).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await open();
  await expect(chosen).toHaveValue('sensitive');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect
    .poll(async () => {
      const answer = await page.request.get(`${product.url}/api/v1/services`);
      const { items } = (await answer.json()) as { items: { name: string; place_class: string | null }[] };
      return items.find(({ name }) => name === service)?.place_class;
    })
    .toBe('public_way');
});
