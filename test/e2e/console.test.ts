import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { generate } from 'otplib';
import { startProduct, type RunningProduct } from './app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let product: RunningProduct;
test.skip(({ isMobile }) => isMobile, 'the console is made for a desktop');
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

const agent = 'locatel@cdmx.example';
const head = 'servicios.cuauhtemoc@cdmx.example';
const supervisor = 'supervision@cdmx.example';

interface AxeReport {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** No violation of WCAG 2.2 AA on the screen as it is. */
async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeReport> } }).axe.run;
    const report = await run({
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
    });
    return report.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
  expect(found, page.url()).toEqual([]);
}

/** A window of its own, signed in; whatever breaks in it fails the test. */
async function enter(browser: Browser, email: string, password = product.password): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => expect.soft(error.message, page.url()).toBe(''));
  await page.goto(`${product.url}/console/inbox?tab=all`);
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  return page;
}

async function inInbox(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  await expect(page.locator('.row-link').first()).toBeVisible();
}

/** A call about a lamp, from the first key to the folio. */
async function fileByPhone(page: Page, words: string, stop?: (page: Page) => Promise<void>): Promise<string> {
  await page.goto(`${product.url}/console/new`);
  await page.getByLabel('Nombre', { exact: true }).fill('Rosa Ejemplo García');
  await page.getByRole('textbox', { name: 'Teléfono' }).fill('5512345678');
  await page.getByRole('combobox', { name: 'Tema' }).fill('no hay luz');
  await page.getByRole('option').first().click();
  await page.getByLabel('Lo que cuenta la persona').fill(words);
  await page.getByLabel('¿Cuántas lámparas fallan?').fill('1');
  await page.getByLabel('Apagadas').check();
  await page.getByLabel('Dirección, como la dice').fill('Calle Donceles 12, Centro');
  await page.getByRole('combobox', { name: 'Zona' }).fill('cuauhtemoc');
  await page.getByRole('option').first().click();
  await expect(page.getByText('Alcaldía Cuauhtémoc')).toBeVisible();
  await stop?.(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('aviso de privacidad');
  // Nothing that was typed is lost with the window.
  await page.reload();
  await expect(page.getByLabel('Lo que cuenta la persona')).toHaveValue(words);
  await page.getByLabel('Le leí el aviso de privacidad').check();
  await page.keyboard.press('Control+Enter');
  const folio = page.locator('.receipt-folio');
  await expect(folio).toBeVisible();
  await stop?.(page);
  return folio.innerText();
}

async function openPetition(page: Page, folio: string): Promise<void> {
  await page.goto(`${product.url}/console/inbox?tab=all&q=${folio}`);
  await page.locator(`tr:has-text("${folio}") .row-link`).press('Enter');
  await expect(page.locator('.petition-head .folio')).toHaveText(folio);
}

test('a call is filed, accepted, asked about, answered and replied to', async ({ browser }) => {
  const caller = await enter(browser, agent);
  await inInbox(caller);
  const folio = await fileByPhone(caller, 'La lámpara frente al 12 está apagada.', accessible);

  const page = await enter(browser, head);
  await inInbox(page);
  await openPetition(page, folio);
  await expect(page.getByRole('button', { name: 'Aceptar', exact: true })).toBeVisible();
  await accessible(page);
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: 'Responder', exact: true })).toBeVisible();

  await page.keyboard.press('q');
  await page.getByLabel('Pregunta para la persona').fill('¿Frente a qué número está el poste?');
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Preguntar a la persona' }).click();
  await expect(page.locator('.petition-head')).toContainText('Espera a la persona');
  await page.getByRole('button', { name: 'Anotar lo que contestó' }).click();
  await page.getByLabel('Por dónde contestó').selectOption('phone');
  await page.getByRole('textbox', { name: 'Lo que contestó' }).fill('Frente al 12.');
  await page.getByRole('dialog').getByRole('button', { name: 'Anotar lo que contestó' }).click();

  await page.getByRole('button', { name: 'Responder', exact: true }).click();
  const send = page.getByRole('button', { name: 'Enviar la respuesta' });
  await page.getByLabel('Resultado').selectOption('resolved');
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('textbox', { name: 'Respuesta', exact: true }).fill('Se cambió la luminaria.');
  await page.getByLabel('Qué sigue').fill('Puede confirmar en su página.');
  await accessible(page);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Respuesta', exact: true })).toHaveValue(
    'Se cambió la luminaria.',
  );
  await page.getByRole('button', { name: 'Como le llegará' }).click();
  await expect(page.getByRole('dialog')).toContainText('Se cambió la luminaria.');
  await page.keyboard.press('Escape');
  await send.click();
  await expect(page.locator('.petition-head')).toContainText('Respondida');
  await expect(page.locator('.reply')).toContainText('Se cambió la luminaria.');
  await accessible(page);
});

test('whoever is second is told who was first, and keeps what was typed', async ({ browser }) => {
  const caller = await enter(browser, agent);
  await inInbox(caller);
  const folio = await fileByPhone(caller, 'El farol de la esquina parpadea.');
  const first = await enter(browser, head);
  await inInbox(first);
  await openPetition(first, folio);
  const second = await enter(browser, 'turnos.cuauhtemoc@cdmx.example');
  await inInbox(second);
  // The live feed is cut off, so that the second screen is truly old.
  await second.route('**/api/v1/events*', (route) => route.abort());
  await openPetition(second, folio);
  await second.getByRole('button', { name: 'Devolver', exact: true }).click();
  await second.getByLabel('Motivo').fill('No es de esta unidad.');
  await first.keyboard.press('n');
  await first.getByLabel('Nota (solo la ven sus colegas)').fill('Ya hablé con la cuadrilla.');
  await first.getByRole('dialog').getByRole('button', { name: 'Nota para colegas' }).click();
  await expect(first.locator('.timeline')).toContainText('Ya hablé con la cuadrilla.');
  await second.getByRole('dialog').getByRole('button', { name: 'Devolver', exact: true }).click();
  await expect(second.getByRole('alert')).toContainText('Otra persona cambió esta solicitud');
  await expect(second.getByLabel('Motivo')).toHaveValue('No es de esta unidad.');
});

test('the inbox is worked by keyboard, on many at once, undone, and hears of changes by itself', async ({
  browser,
}) => {
  const page = await enter(browser, supervisor);
  await inInbox(page);
  await accessible(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 seleccionadas')).toBeVisible();
  await accessible(page);
  await page.keyboard.press('e');
  await expect(page.getByText('2 solicitudes quedaron a su cargo.')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Mías/ })).toContainText('2');

  await page.getByLabel('Seleccionar todas las que se ven').check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Prioridad' }).click();
  await page.getByRole('dialog').getByLabel('Prioridad', { exact: true }).selectOption('2');
  await page.getByRole('dialog').getByLabel('Motivo').fill('Se acerca la temporada de lluvias.');
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Prioridad' }).click();
  await expect(page.getByText(/^Cambió la prioridad de \d\d solicitudes\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText(/^Se deshizo en \d\d solicitudes\.$/)).toBeVisible();

  await page.goto(`${product.url}/console/inbox?tab=all&order=received`);
  await inInbox(page);
  const caller = await enter(browser, agent);
  await inInbox(caller);
  const folio = await fileByPhone(caller, 'Se apagó todo el pasillo.');
  await expect(page.locator(`tr:has-text("${folio}")`)).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Atajos de teclado');
  await accessible(page);
});

test('a second step is set up and asked for', async ({ browser }) => {
  const page = await enter(browser, 'turnos.coyoacan@cdmx.example');
  await inInbox(page);
  await page.goto(`${product.url}/console/account`);
  const section = page.locator('section', { hasText: 'Segundo paso al entrar' });
  await section.getByLabel('Contraseña actual').fill(product.password);
  await section.getByRole('button', { name: 'Activar' }).click();
  const secret = await section.locator('.folio').innerText();
  await accessible(page);
  await section.getByLabel('Código de seis cifras').fill(await generate({ secret }));
  await section.getByRole('button', { name: 'Confirmar' }).click();
  const recovery = await page.locator('.codes li').first().innerText();
  const again = await enter(browser, 'turnos.coyoacan@cdmx.example');
  await expect(again.getByRole('heading', { name: 'Segundo paso' })).toBeVisible();
  await accessible(again);
  await again.getByRole('button', { name: 'No tengo mi teléfono' }).click();
  await again.getByLabel('Código de recuperación').fill(recovery);
  await again.getByRole('button', { name: 'Entrar', exact: true }).click();
  await inInbox(again);
});

test('a new colleague is invited, sets a password and signs in', async ({ browser }) => {
  const page = await enter(browser, 'administracion@cdmx.example');
  await inInbox(page);
  await page.goto(`${product.url}/console/administration/users`);
  await page.getByRole('button', { name: 'Nueva persona' }).click();
  await page.getByLabel('Nombre', { exact: true }).fill('Ximena Ejemplo Olmo');
  await page.getByLabel('Correo electrónico').fill('ximena@cdmx.example');
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Administración' });
  await accessible(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  const link = await page.getByLabel('Enlace', { exact: true }).inputValue();
  const { pathname, hash } = new URL(link);
  const hers = await (await browser.newContext()).newPage();
  await hers.goto(`${product.url}${pathname}${hash}`);
  await hers.getByLabel('Contraseña nueva').fill('corta');
  await hers.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(hers.locator('.field-error')).toBeVisible();
  await hers.getByLabel('Contraseña nueva').fill('una frase que solo yo sé');
  await hers.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(hers.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  const inside = await enter(browser, 'ximena@cdmx.example', 'una frase que solo yo sé');
  await inInbox(inside);
});

test('every screen is accessible, and the first one weighs less than 200 kB', async ({ browser }) => {
  const page = await enter(browser, supervisor);
  await inInbox(page);
  // A window that has nothing kept yet, as a newcomer's.
  const fresh = await (
    await browser.newContext({ storageState: await page.context().storageState() })
  ).newPage();
  const weights: number[] = [];
  fresh.on('requestfinished', async (request) => {
    if (request.url().includes('/console/')) weights.push((await request.sizes()).responseBodySize);
  });
  await fresh.goto(`${product.url}/console/inbox?tab=all`);
  await inInbox(fresh);
  expect(weights.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000);
  const screens = ['inbox?tab=overdue', 'triage', 'moderation', 'outbox', 'search?q=luz', 'account', 'new'];
  const sections = ['units', 'services', 'routing', 'terms', 'calendars', 'templates', 'texts', 'changes'];
  for (const path of [...screens, ...sections.map((section) => `administration/${section}`)]) {
    await page.goto(`${product.url}/console/${path}`);
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.locator('.spinner')).toHaveCount(0);
    await accessible(page);
  }
});
