import { expect, test } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const administrator = 'administracion@cdmx.example';
const agent = 'locatel@cdmx.example';

test('the hours of a door are edited, told on the portal, and taken back', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: administrator, path: 'administration/hours' });
  const city = page.locator('details.card').first();
  const counter = city.getByRole('listitem').filter({ hasText: 'Ventanilla' });
  await expect(counter).toContainText('lunes a viernes: 09:00–18:00');
  await accessible(page);
  await counter.getByRole('button', { name: 'Editar Ventanilla' }).click();
  await page.getByRole('button', { name: 'Agregar horas sábado' }).click();
  await page.getByLabel('sábado: abre').fill('14:00');
  await page.getByLabel('sábado: cierra').fill('10:00');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('alert')).toContainText('Cierra antes de abrir.');
  await page.getByLabel('sábado: abre').fill('10:00');
  await page.getByLabel('sábado: cierra').fill('13:30');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(counter).toContainText('sábado: 10:00–13:30');
  const visitor = await browser.newPage();
  await visitor.goto(`${product.url}/`);
  await expect(visitor.getByRole('region', { name: 'Hable con nosotros' })).toContainText(
    'lunes a viernes, de 09:00 a 18:00; sábado, de 10:00 a 13:30',
  );
  await accessible(visitor);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(counter).not.toContainText('sábado');
});

test('a kind, a wrap-up code and the script are edited, and the desk offers and shows them', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: administrator, path: 'administration/desk' });
  await page.getByLabel('Al empezar').fill('Buenos días, ¿en qué le ayudo?');
  await page.getByLabel('Al despedirse').fill('Gracias por llamar.');
  await page.getByRole('button', { name: 'Agregar cierre' }).click();
  const last = page.getByRole('group', { name: 'Cierres' }).getByRole('listitem').last();
  await last.getByLabel('Clave').fill('sent_to_web');
  await last.getByLabel('Nombre').fill('Se le envió a la página');
  await accessible(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Guardado', { exact: true })).toBeVisible();
  const desk = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(desk.getByText('Buenos días, ¿en qué le ayudo?')).toBeVisible();
  await desk.getByRole('button', { name: 'Comenzar sin buscar' }).click();
  await desk.getByLabel('Cierre').selectOption({ label: 'Se le envió a la página' });
  await expect(desk.getByText('Gracias por llamar.')).toBeVisible();
});
