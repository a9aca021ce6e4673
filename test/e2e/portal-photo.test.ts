import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { next } from './citizen.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('who presses at once after choosing a photo sends it small all the same, once', async ({ page }) => {
  const noise = { type: 'gaussian', mean: 120, sigma: 24 } as const;
  const photo = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#446', noise } })
    .jpeg({ quality: 70 })
    .toBuffer();
  await page.goto(`${product.url}/solicitud?tema=alumbrado`);
  await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
  await page.getByLabel('Cuéntelo con sus palabras').fill('La lámpara de la esquina no enciende.');
  await next(page);
  await page.goto(`${product.url}/solicitud/fotos`);
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(Number(request.headers()['content-length'] ?? 0));
  });
  await page
    .getByLabel('Agregar fotos o PDF')
    .setInputFiles({ name: 'poste.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByRole('button', { name: 'Subir' }).dblclick();
  await expect(page.locator('.file-row img')).toBeVisible();
  await expect(page.locator('.file-row')).toHaveCount(1);
  expect(sent).toHaveLength(1);
  const kept = await inTransaction(product.app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('files')
      .select(['width', 'height'])
      .where('display_name', '=', 'poste.jpg')
      .where('petition_id', 'is', null)
      .execute(),
  );
  expect(kept.map(({ width, height }) => Math.max(width!, height!) <= 1600)).toEqual([true]);
});
