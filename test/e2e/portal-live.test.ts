import { expect, test } from '@playwright/test';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { petitionFiled } from './clerk.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
test.afterAll(() => product.stop());

test('the page of a petition says at once that something changed for its reader, and stays as it was', async ({
  page,
}) => {
  const system = { kind: 'system' } as const;
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'El poste está inclinado.' });
  // Asking now and then would find it too, after half a minute.
  await page.route('**/version', (route) => route.abort());
  const listening = page.waitForResponse((answer) => answer.url().endsWith('/avisos'));
  await page.goto(`${product.url}/s/${filed.folio}/${filed.key}`);
  expect((await listening).status()).toBe(200);
  const said = page.getByText('Hubo un cambio en su solicitud.');
  await expect(said).toBeHidden();
  await acceptPetition(product.app, system, { petition_id: filed.id });
  await expect(said).toBeVisible();
  await page.locator('[data-live] a').click();
  await expect(said).toBeHidden();
});
