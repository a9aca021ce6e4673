import { expect, test } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();

test('a report is ordered, counted and published at the console, and everybody reads it', async ({
  browser,
}) => {
  const desk = await deskOf(browser, product, { email: 'administracion@cdmx.example', path: 'reports' });
  await desk.getByRole('button', { name: 'Preparar un informe' }).click();
  const dialog = desk.getByRole('dialog');
  const lastYear = String(new Date().getFullYear() - 1);
  await dialog.getByLabel('De qué periodo').selectOption({ label: `año ${lastYear}` });
  await dialog.getByRole('button', { name: 'Contar' }).click();
  const card = desk.getByRole('article').first();
  await expect(card.getByText('Borrador')).toBeVisible({ timeout: 60_000 });
  await accessible(desk);
  const href = await card.getByRole('link', { name: 'PDF en español' }).getAttribute('href');
  const draft = await desk.request.get(`${product.url}${href}`);
  expect((await draft.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await card.getByRole('button', { name: 'Publicar' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await expect(card.getByText(/^Publicado/)).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'es-MX' });
  const reader = await context.newPage();
  await reader.goto(`${product.url}/informes`);
  await accessible(reader);
  await reader.getByRole('link', { name: /Informe de atención ciudadana/ }).click();
  await expect(reader).toHaveURL(new RegExp(`/informes/${lastYear}$`));
  await expect(reader.getByRole('heading', { name: 'Las cuentas cuadran' })).toBeVisible();
  await accessible(reader);
});

test('the template says what is wrong with it, and is kept once nothing is', async ({ browser }) => {
  const path = 'reports/template/management';
  const desk = await deskOf(browser, product, { email: 'administracion@cdmx.example', path });
  const first = desk.getByRole('group', { name: '1. Presentación' });
  await first.getByLabel('Texto en español').fill('Llegaron {llegadas}.');
  await desk.getByRole('button', { name: 'Guardar' }).click();
  await expect(first.getByText('No hay ningún dato que se llame {llegadas}.')).toBeVisible();
  await accessible(desk);
  await first.getByLabel('Texto en español').fill('Llegaron {received}.');
  await desk.getByRole('button', { name: 'Guardar' }).click();
  await expect(desk.getByText(/^Versión 1,/)).toBeVisible();
});
