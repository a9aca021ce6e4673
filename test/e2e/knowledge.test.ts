import { expect, test, type Browser, type Page } from '@playwright/test';
import { accessible, fits } from './citizen.ts';
import { productAtDesk } from './at-desk.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();

const supervisor = 'supervision@cdmx.example';

/** A narrow window in which nothing runs. */
async function withoutScripts(browser: Browser): Promise<Page> {
  const viewport = { width: 360, height: 780 };
  return (await browser.newContext({ javaScriptEnabled: false, viewport })).newPage();
}

test('information is found, read and said to have helped without JavaScript, once', async ({
  browser,
  page,
}) => {
  const narrow = await withoutScripts(browser);
  await narrow.goto(`${product.url}/buscar?q=cuanto+tardan+en+contestar`);
  await narrow.getByRole('link', { name: /^En cuántos días deben responderle/ }).click();
  await expect(narrow.getByRole('heading', { level: 1 })).toHaveText('En cuántos días deben responderle');
  await expect(narrow.getByRole('button', { name: 'Leer en voz alta' })).toBeHidden();
  await fits(narrow);
  await narrow.getByRole('button', { name: 'Sí, me sirvió' }).click();
  await expect(narrow.getByRole('status')).toContainText('Gracias');
  await narrow.reload();
  await expect(narrow.getByRole('button', { name: 'Sí, me sirvió' })).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of ['/informacion', '/informacion/donde-presentar-una-solicitud']) {
    await page.goto(product.url + path);
    await accessible(page);
    await fits(page);
  }
});

test('an article is read aloud where the browser can, and stopped', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  // A machine without voices ends at once: the words that would be said are kept instead.
  await page.addInitScript(() => {
    const said: string[] = [];
    const synthesis = {
      speak: ({ text }: { text: string }) => said.push(text),
      cancel: () => said.push('·'),
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
    Object.assign(globalThis, { said });
  });
  await page.goto(`${product.url}/informacion/mis-datos-personales`);
  await page.getByRole('button', { name: 'Leer en voz alta' }).click();
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  const words = await said();
  expect(words[0]).toContain('Ver, corregir o borrar sus datos personales');
  expect(words.join(' ')).toContain('Diga qué datos son');
  expect(new Set(words).size).toBe(words.length);
  await page.getByRole('button', { name: 'Dejar de leer' }).click();
  expect((await said()).at(-1)).toBe('·');
  await expect(page.getByRole('button', { name: 'Leer en voz alta' })).toBeVisible();
});

test('an answer that is missing becomes an article that is told, retired and told again', async ({
  browser,
  page,
}) => {
  for (let n = 0; n < 3; n += 1) await page.goto(`${product.url}/buscar?q=zarigüeyas+5512345678`);
  const desk = await deskOf(browser, product, { email: supervisor, path: 'knowledge?list=missing' });
  await expect(desk.getByText('5512345678')).toHaveCount(0);
  await desk
    .locator('li', { hasText: 'zarigüeyas' })
    .getByRole('link', { name: 'Escribir un artículo' })
    .click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByLabel('Título')).toHaveValue('zarigüeyas');
  await dialog.getByLabel('Título').fill('Una zarigüeya en casa');
  await dialog.getByLabel('Resumen').fill('No la toque y deje abierta una salida.');
  await dialog.getByLabel('Pasos').fill('Cierre las puertas de los cuartos.\nDeje abierta la del patio.');
  await dialog.getByRole('button', { name: 'Ver cómo queda' }).click();
  await expect(dialog.getByText('Deje abierta la del patio.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Guardar borrador' }).click();
  const publish = desk.getByRole('button', { name: 'Publicar' });
  await expect(desk.getByText('Borrador', { exact: true })).toBeVisible();
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await desk.getByRole('button', { name: 'Editar' }).click();
  await dialog.getByLabel('Revisar el').fill('2030-01-31');
  await dialog.getByRole('combobox', { name: /Unidad que responde/ }).fill('SUAC');
  await desk.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Guardar borrador' }).click();
  await expect(dialog).toBeHidden();
  await publish.click();
  await expect(desk.getByText('Publicado: ya se da esta información.')).toBeVisible();
  await page.goto(`${product.url}/buscar?q=zarigueya`);
  await expect(page.getByRole('link', { name: /^Una zarigüeya en casa/ })).toBeVisible();
  await desk.getByRole('button', { name: 'Esta información se dio' }).click();
  await expect(desk.getByText('Se dio 1 vez')).toBeVisible();
  await desk.getByRole('button', { name: 'Retirar' }).click();
  await desk.getByRole('button', { name: 'Deshacer' }).click();
  await expect(desk.getByText('Se da de nuevo.')).toBeVisible();
  await accessible(desk);
});

test('whoever attends a call finds, reads and tells information without leaving it', async ({ browser }) => {
  const desk = await deskOf(browser, product, { email: 'locatel@cdmx.example', path: 'atencion' });
  await desk.getByText('Buscar información que dar').click();
  await desk.getByLabel('Buscar información con palabras de todos los días').fill('denuncia anónima');
  await desk.keyboard.press('Enter');
  await desk.getByText('Presentar una solicitud sin dar su nombre').click();
  await expect(desk.getByText('Guarde el folio y la clave')).toBeVisible();
  await desk.getByRole('button', { name: 'Esta información se dio' }).click();
  await expect(desk.getByText('Quedó anotado que se dio.')).toBeVisible();
  await accessible(desk);
});
