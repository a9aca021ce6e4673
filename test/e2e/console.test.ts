import { expect, test, type Browser, type Page } from '@playwright/test';
import { generate } from 'otplib';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { fits } from './citizen.ts';
import { deskOf, openPetition, petitionFiled, signIn } from './clerk.ts';

const product = productAtDesk();

const agent = 'locatel@cdmx.example';
const head = 'servicios.cuauhtemoc@cdmx.example';
const supervisor = 'supervision@cdmx.example';

/** A window at the list, signed in. */
const enter = (browser: Browser, email: string): Promise<Page> =>
  deskOf(browser, product, { email, path: 'inbox?tab=all' });

async function inInbox(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  await expect(page.locator('.row-link').first()).toBeVisible();
}

/** A call about a lamp, from the first key to the folio. */
async function fileByPhone(page: Page, words: string, stop?: (page: Page) => Promise<void>): Promise<string> {
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
  // What it says of who gets it comes above the boxes.
  await expect(page.getByText('La recibe', { exact: true })).toBeVisible();
  await page.getByLabel('Le leí el aviso de privacidad').check();
  await page.getByLabel('Se lo leí y dijo que sí es correcto').check();
  await page.keyboard.press('Control+Enter');
  const folio = page.locator('.receipt-folio');
  await expect(folio).toBeVisible();
  await stop?.(page);
  return folio.innerText();
}

test('a call is filed, accepted, asked about, answered and replied to', async ({ browser }) => {
  const caller = await deskOf(browser, product, { email: agent, path: 'new' });
  const folio = await fileByPhone(caller, 'La lámpara frente al 12 está apagada.', accessible);

  const page = await deskOf(browser, product, { email: head, path: `inbox?tab=all&q=${folio}` });
  await page.locator(`tr:has-text("${folio}") .row-link`).press('Enter');
  await expect(page.locator('.petition-head .folio')).toHaveText(folio);
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
  const filed = await petitionFiled(product, { zone: 'cuauhtemoc', text: 'El farol parpadea.' });
  const first = await enter(browser, head);
  await openPetition(first, filed);
  const second = await enter(browser, 'turnos.cuauhtemoc@cdmx.example');
  // The live feed is cut off, so that the second screen is truly old.
  await second.route('**/api/v1/events*', (route) => route.abort());
  await openPetition(second, filed);
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

const patiently = { timeout: 90_000 };

test('the inbox is worked by keyboard, on many at once, and undone', async ({ browser }) => {
  test.setTimeout(240_000);
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
  // Portion after portion: as long as it takes where much else is at work.
  // What was done before may still be offered to be undone beside it.
  const said = page.locator('.toast', { hasText: /Cambió la prioridad de \d\d solicitudes\./ });
  await expect(said).toBeVisible(patiently);
  await said.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText(/^Se deshizo en \d\d solicitudes\.$/)).toBeVisible(patiently);
});

test('the inbox hears of changes by itself, and says its keys', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'inbox?tab=all&order=received' });
  await inInbox(page);
  const { folio } = await petitionFiled(product, { zone: 'cuauhtemoc', text: 'Se apagó todo el pasillo.' });
  await expect(page.locator(`tr:has-text("${folio}")`)).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Atajos de teclado');
  await accessible(page);
});

test('a second step is set up and asked for', async ({ browser }) => {
  const email = 'turnos.coyoacan@cdmx.example';
  const page = await deskOf(browser, product, { email, path: 'account' });
  const section = page.locator('section', { hasText: 'Segundo paso al entrar' });
  await section.getByLabel('Contraseña actual').fill(product.password);
  await section.getByRole('button', { name: 'Activar' }).click();
  const secret = await section.locator('.folio').innerText();
  await accessible(page);
  await section.getByLabel('Código de seis cifras').fill(await generate({ secret }));
  await section.getByRole('button', { name: 'Confirmar' }).click();
  const recovery = await page.locator('.codes li').first().innerText();
  const again = await (await browser.newContext()).newPage();
  await again.goto(`${product.url}/console/inbox?tab=all`);
  await signIn(again, email, product.password);
  await expect(again.getByRole('heading', { name: 'Segundo paso' })).toBeVisible();
  await accessible(again);
  await again.getByRole('button', { name: 'No tengo mi teléfono' }).click();
  await again.getByLabel('Código de recuperación').fill(recovery);
  await again.getByRole('button', { name: 'Entrar', exact: true }).click();
  await inInbox(again);
});

test('a new colleague is invited, sets a password and signs in', async ({ browser }) => {
  const page = await deskOf(browser, product, {
    ...{ email: 'administracion@cdmx.example', path: 'administration/users' },
  });
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
  await signIn(hers, 'ximena@cdmx.example', 'una frase que solo yo sé');
  await inInbox(hers);
});

test('the first screen weighs less than 200 kB', async ({ browser }) => {
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
});

const screens = [
  ...['inbox?tab=overdue', 'triage', 'moderation', 'outbox', 'search?q=luz', 'account', 'new', 'my-unit'],
  ...['llamadas', 'atenciones', 'calidad?list=trend', 'follow-ups', 'campaigns'],
];
const sections = [
  ...['units', 'services', 'routing', 'terms', 'calendars', 'templates', 'texts', 'changes'],
  ...['quality', 'desk', 'hours', 'softphones', 'telephony'],
];
for (const [name, paths] of [
  ['every screen of work', screens],
  ['every section of the administration', sections.map((section) => `administration/${section}`)],
] as const) {
  test(`${name} is accessible, at a desk and on a phone`, async ({ browser }) => {
    test.setTimeout(300_000);
    const page = await deskOf(browser, product, { email: supervisor, path: paths[0]! });
    for (const path of paths) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${product.url}/console/${path}`);
      await expect(page.locator('main h1')).toBeVisible();
      await expect(page.locator('.spinner')).toHaveCount(0);
      await accessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await fits(page);
      // What is too wide for a phone scrolls, also by keyboard.
      await accessible(page);
    }
  });
}
