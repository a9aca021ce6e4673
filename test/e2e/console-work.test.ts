import { expect, test, type Locator, type Page } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, fromMenu, openPetition, petitionFiled, tracking } from './clerk.ts';

const product = productAtDesk();

const supervisor = 'supervision@cdmx.example';
const sorts = 'turnos.iztapalapa@cdmx.example';
const heads = 'servicios.iztapalapa@cdmx.example';
const attends = 'alumbrado.iztapalapa@cdmx.example';
const sortsInCoyoacan = 'turnos.coyoacan@cdmx.example';

/** The window of an act, and the button that does it. */
const windowOf = (page: Page): Locator => page.getByRole('dialog');
async function doIt(page: Page, name: string | RegExp): Promise<void> {
  await windowOf(page).getByRole('button', { name, exact: true }).click();
  await expect(windowOf(page)).toHaveCount(0);
}

/** Writes a final reply from the composer that is open. */
async function write(page: Page, body: string): Promise<void> {
  await page.getByLabel('Resultado').selectOption('resolved');
  await page.getByRole('textbox', { name: 'Respuesta', exact: true }).fill(body);
  await page.getByLabel('Qué sigue').fill('Puede confirmar en su página.');
}

test('what a person wrote is public only as it was let through', async ({ browser }) => {
  const filed = await petitionFiled(product, {
    zone: 'iztapalapa',
    text: 'La lámpara frente a la casa de doña Meche, la del 14, no enciende.',
  });
  const stranger = await (await browser.newContext()).newPage();
  const look = () => stranger.goto(`${product.url}/seguimiento/${filed.folio}`);
  await look();
  await expect(stranger.locator('main')).toContainText(filed.folio);
  await expect(stranger.locator('main')).not.toContainText('doña Meche');

  const page = await deskOf(browser, product, { email: supervisor, path: 'inbox' });
  await openPetition(page, filed);
  await fromMenu(page, 'Cambiar la visibilidad');
  await windowOf(page).getByLabel('Visibilidad', { exact: true }).selectOption('public');
  await windowOf(page).getByLabel('Motivo').fill('Le sirve a toda la calle.');
  await doIt(page, 'Cambiar la visibilidad');
  await look();
  await expect(stranger.locator('main')).not.toContainText('doña Meche');
  await page.getByRole('link', { name: 'Moderación' }).click();
  const card = page.locator('.queue-card').filter({ hasText: 'doña Meche' });
  await card.getByLabel(/Texto que se publica/).fill('La lámpara frente a una casa no enciende.');
  await card.getByRole('button', { name: 'Publicar', exact: true }).click();
  await expect(card).toHaveCount(0);
  await look();
  await expect(stranger.locator('main')).toContainText('La lámpara frente a una casa no enciende.');
  await expect(stranger.locator('main')).not.toContainText('doña Meche');

  // Abuse keeps its folio and its clock, and nothing of it is public any more.
  await openPetition(page, filed);
  const clock = page.locator('.clock').filter({ hasText: 'Responder' }).locator('.clock-due');
  const due = await clock.innerText();
  await fromMenu(page, 'Moderar');
  await page.getByLabel('Cuarentena por abuso').check();
  await doIt(page, 'Moderar');
  await expect(page.locator('.petition-head')).toContainText('En cuarentena');
  expect(await clock.innerText()).toBe(due);
  await look();
  await expect(stranger.locator('main')).not.toContainText('La lámpara');
});

test('a petition goes to another authority, which returns it', async ({ browser }) => {
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'La lámpara está del otro lado.' });
  const page = await deskOf(browser, product, { email: sorts, path: 'inbox' });
  await openPetition(page, filed);
  await fromMenu(page, 'Trasladar a otra autoridad');
  await windowOf(page).getByLabel('Autoridad', { exact: true }).selectOption({ label: 'Alcaldía Coyoacán' });
  // What it does to the dates is said first: here nothing, since the days run on whoever has it.
  await expect(windowOf(page)).toContainText('Responder: 0 de 5 días usados');
  const told = windowOf(page).getByText(/^Responder:.*→/);
  await expect(told).toContainText('→');
  const [before, after] = (await told.innerText()).replace('Responder: ', '').split(' → ');
  expect(after).toBe(before);
  await windowOf(page).getByLabel('Motivo').fill('El poste está en Coyoacán.');
  await doIt(page, 'Trasladar a otra autoridad');

  const receives = await deskOf(browser, product, { email: sortsInCoyoacan, path: 'inbox?tab=to_accept' });
  await receives.locator(`tr:has-text("${filed.folio}") .row-link`).press('Enter');
  await expect(receives.locator('.petition-head .folio')).toHaveText(filed.folio);
  await receives.getByRole('button', { name: 'Devolver', exact: true }).click();
  await windowOf(receives).getByLabel('Motivo').fill('El poste está en Iztapalapa.');
  await doIt(receives, 'Devolver');
  await expect(page.locator('.timeline')).toContainText('Motivo: El poste está en Iztapalapa.');
  await expect(page.locator('.timeline')).toContainText('Se devolvió a Alcaldía Iztapalapa');
  // Both said no: there is nobody left to return it to.
  const giveBack = page.getByRole('button', { name: 'Devolver', exact: true });
  await expect(giveBack).toHaveAttribute('aria-disabled', 'true');
  await giveBack.hover();
  await expect(page.getByRole('tooltip')).toContainText('No hay a quién devolverla');
  await page.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await expect(page.locator('.petition-head')).toContainText('En atención');
});

test('a duplicate is merged, and the person follows the one that stays', async ({ browser }) => {
  const stays = await petitionFiled(product, {
    zone: 'iztapalapa',
    text: 'El poste de la clínica no alumbra.',
  });
  const twin = await petitionFiled(product, {
    ...{ zone: 'iztapalapa', text: 'Sin luz el poste de la clínica.', name: 'Hugo Ejemplo Río' },
  });
  const page = await deskOf(browser, product, { email: heads, path: 'inbox' });
  await openPetition(page, twin);
  await fromMenu(page, 'Unir a otra');
  await windowOf(page).getByLabel('Solicitud que se queda').first().fill(stays.folio);
  await windowOf(page).getByRole('radio', { name: stays.folio }).check();
  await windowOf(page).getByLabel('Motivo').fill('Es el mismo poste.');
  await doIt(page, 'Unir a otra');
  await expect(page.locator('.petition-head')).toContainText('Se atiende junto con');
  const citizen = await tracking(browser, product, twin);
  await expect(citizen.locator('main')).toContainText(stays.folio);
});

test('two units do their part and one of them answers', async ({ browser }) => {
  const filed = await petitionFiled(product, {
    zone: 'iztapalapa',
    text: 'El poste cayó sobre la banqueta.',
  });
  const page = await deskOf(browser, product, { email: heads, path: 'inbox' });
  await act(page, filed, ['accept']);
  await openPetition(page, filed);
  await fromMenu(page, 'Pedir apoyo');
  await windowOf(page).getByRole('combobox', { name: 'Unidad' }).fill('obras iztapalapa');
  await page.getByRole('option').first().click();
  await windowOf(page).getByLabel('Qué se le pide').fill('Reparar la banqueta.');
  await doIt(page, /^Pedir apoyo/);
  await expect(page.getByText('«Reparar la banqueta.»')).toBeVisible();
  // It does not leave before the other unit has done its part.
  await page.keyboard.press('r');
  await write(page, 'Se levantó el poste y se reparó la banqueta.');
  const send = page.getByRole('button', { name: 'Enviar la respuesta' });
  await expect(send).toHaveAttribute('aria-disabled', 'true');

  const helps = await deskOf(browser, product, { email: sorts, path: 'inbox' });
  await openPetition(helps, filed);
  await fromMenu(helps, 'Terminar el apoyo');
  await windowOf(helps).getByLabel('Texto').fill('La banqueta quedó reparada.');
  await doIt(helps, 'Terminar el apoyo');
  await expect(page.locator('.timeline')).toContainText('La banqueta quedó reparada.');
  await send.click();
  await expect(page.locator('.petition-head')).toContainText('Respondida');
});

test('a change of service says what it does to the clocks before it is done', async ({ browser }) => {
  const filed = await petitionFiled(product, {
    zone: 'iztapalapa',
    text: 'Quiero un permiso, no una lámpara.',
  });
  const page = await deskOf(browser, product, { email: heads, path: 'inbox' });
  await openPetition(page, filed);
  await fromMenu(page, 'Cambiar el tema');
  await windowOf(page).getByRole('combobox', { name: 'Tema' }).fill('datos personales');
  await page.getByRole('option').first().click();
  await windowOf(page).getByLabel('Motivo').fill('Pide otra cosa.');
  // Five business days become twenty, by the law of that kind.
  const told = windowOf(page).getByText(/^Responder:/);
  await expect(told).toContainText('→');
  const [before, after] = (await told.innerText()).replace('Responder: ', '').split(' → ');
  expect(before).not.toBe(after);
  await doIt(page, 'Cambiar el tema');
  const clock = page.locator('.clock').filter({ hasText: 'Responder' });
  await expect(clock).toContainText('Quedan 20 días hábiles');
  await expect(clock.locator('.clock-due')).toContainText(after!.split(' ').slice(0, 2).join(' '));
});

test('a reply is given back, approved and signed by the head, and corrected by another', async ({
  browser,
}) => {
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'El farol no prende.' });
  const admin = await deskOf(browser, product, {
    ...{ email: 'administracion@cdmx.example', path: 'administration/units' },
  });
  await admin.getByRole('searchbox', { name: /^Filtrar/ }).fill('Alumbrado Público Iztapalapa');
  await admin.getByRole('button', { name: 'Alumbrado Público' }).first().click();
  await admin.getByLabel(/Sus respuestas las aprueba/).check();
  await admin.getByRole('button', { name: 'Guardar' }).click();
  await expect(windowOf(admin)).toHaveCount(0);

  const clerk = await deskOf(browser, product, { email: attends, path: 'inbox' });
  await act(clerk, filed, ['accept']);
  await openPetition(clerk, filed);
  await clerk.keyboard.press('r');
  await write(clerk, 'Se cambió la lámpara.');
  await clerk.getByRole('button', { name: 'Pedir aprobación' }).click();
  await expect(clerk.locator('.reply')).toContainText('Por aprobar');
  // No second one is begun beside it.
  await expect(clerk.getByRole('button', { name: 'Responder', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  const head = await deskOf(browser, product, { email: heads, path: 'inbox' });
  await openPetition(head, filed);
  await head.getByRole('button', { name: 'Devolver el borrador' }).click();
  await head.getByLabel('Motivo').fill('Falta decir cuándo.');
  await head.getByRole('button', { name: 'Devolver el borrador' }).click();
  await expect(clerk.locator('.timeline')).toContainText('Falta decir cuándo.');
  await clerk.keyboard.press('r');
  await expect(clerk.getByRole('textbox', { name: 'Respuesta', exact: true })).toHaveValue(
    'Se cambió la lámpara.',
  );
  await expect(clerk.locator('.composer')).toContainText('Motivo: Falta decir cuándo.');
  await write(clerk, 'Se cambió la lámpara el martes.');
  await clerk.getByRole('button', { name: 'Pedir aprobación' }).click();
  await head.getByRole('button', { name: 'Aprobar y enviar' }).click();
  await expect(head.locator('.reply')).toContainText('Enviada');
  await expect(clerk.locator('.petition-head')).toContainText('Respondida');
  const paper = await head.request.get(
    new URL((await head.getByRole('link', { name: 'Documento PDF' }).getAttribute('href'))!, head.url()).href,
  );
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await clerk.getByRole('button', { name: 'Corregir la respuesta' }).click();
  await write(clerk, 'Se cambió la lámpara el miércoles, no el martes.');
  await clerk.getByRole('button', { name: 'Pedir aprobación' }).click();
  await head.getByRole('button', { name: 'Aprobar y enviar' }).click();
  await expect(clerk.locator('.reply').filter({ hasText: 'Enviada' })).toHaveCount(2);
  const citizen = await tracking(browser, product, filed);
  await expect(citizen.locator('main')).toContainText('el miércoles, no el martes');
});
