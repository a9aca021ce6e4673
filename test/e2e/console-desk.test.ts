import { expect, test, type Page } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, openPetition, petitionFiled } from './clerk.ts';

const product = productAtDesk();

const agent = 'locatel@cdmx.example';
const head = 'servicios.cuauhtemoc@cdmx.example';
const colleague = 'turnos.cuauhtemoc@cdmx.example';
const supervisor = 'supervision@cdmx.example';
const administrator = 'administracion@cdmx.example';

const words = (page: Page) => page.getByRole('textbox', { name: 'Respuesta', exact: true });
const isKept = (page: Page) => expect(page.getByText('Guardado hace un momento')).toBeVisible();

test('a reply is kept on the server as it is written, and a colleague’s newer text is never written over', async ({
  browser,
}) => {
  const filed = await petitionFiled(product, { zone: 'cuauhtemoc', text: 'El farol no prende.' });
  const one = await deskOf(browser, product, { email: head, path: 'inbox' });
  await act(one, filed, ['accept']);
  await openPetition(one, filed);
  await one.keyboard.press('r');
  await words(one).fill('Se revisó el farol');
  await isKept(one);

  // Another machine, another person: the text is there, its outcome still to be chosen.
  const other = await deskOf(browser, product, { email: colleague, path: 'inbox' });
  await openPetition(other, filed);
  await other.keyboard.press('r');
  await expect(words(other)).toHaveValue('Se revisó el farol');
  await expect(other.getByLabel('Resultado')).toHaveValue('');
  await words(other).fill('Se cambió el farol por uno nuevo');
  await isKept(other);

  await words(one).fill('Se revisó el farol y prende.');
  await expect(one.getByText(/guardó otra versión de esta respuesta/)).toBeVisible();
  await expect(words(one)).toHaveValue('Se revisó el farol y prende.');
  await one.getByRole('button', { name: 'Seguir con la de esa persona' }).click();
  await expect(words(one)).toHaveValue('Se cambió el farol por uno nuevo');
  await words(one).fill('Se cambió el farol por uno nuevo, de led.');
  await isKept(one);
  await other.reload();
  await expect(words(other)).toHaveValue('Se cambió el farol por uno nuevo, de led.');
});

test('a single act is taken back from its message and by the key z', async ({ browser }) => {
  const filed = await petitionFiled(product, { zone: 'cuauhtemoc', text: 'El poste está inclinado.' });
  const page = await deskOf(browser, product, { email: head, path: 'inbox' });
  await act(page, filed, ['accept']);
  await openPetition(page, filed);
  const assignee = page.getByRole('region', { name: 'Turnos' }).or(page.locator('.petition-side'));
  await page.keyboard.press('e');
  await expect(assignee.first()).toContainText('Julia Ejemplo');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText('Se deshizo en 1 solicitud.')).toBeVisible();
  await expect(assignee.first()).toContainText('Sin asignar');
  await page.keyboard.press('e');
  await expect(assignee.first()).toContainText('Julia Ejemplo');
  await page.keyboard.press('z');
  await expect(assignee.first()).toContainText('Sin asignar');
});

test('a letter is filed with its scan, which stays when something is missing', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: agent, path: 'new' });
  await page.getByLabel('Escrito').check();
  await page.getByLabel('Anónima').check();
  await page.getByRole('combobox', { name: 'Tema' }).fill('no hay luz');
  await page.getByRole('option').first().click();
  await page.locator('input[type=file]').setInputFiles([
    { name: 'carta.png', mimeType: 'image/png', buffer: await page.screenshot() },
    { name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ\0\0 no') },
  ]);
  await expect(page.getByRole('alert')).toContainText('virus.exe');
  const readBack = page.getByRole('complementary', { name: 'Léaselo a la persona' });
  await expect(readBack).toContainText('Con 1 archivo');
  await page.keyboard.press('Control+Enter');
  await expect(readBack.getByRole('alert')).toContainText('Anote lo que cuenta la persona.');
  await page.reload();
  await expect(readBack).toContainText('Con 1 archivo');
  await page.getByLabel('Lo que cuenta la persona').fill('Carta: piden arreglar el alumbrado.');
  await page.getByLabel('¿Cuántas lámparas fallan?').fill('2');
  await page.getByLabel('Apagadas').check();
  await page.getByLabel('Dirección, como la dice').fill('Calle Donceles 12, Centro');
  await page.getByRole('combobox', { name: 'Zona' }).fill('cuauhtemoc');
  await page.getByRole('option').first().click();
  // What it says of who gets it comes above the boxes.
  await expect(page.getByText('La recibe', { exact: true })).toBeVisible();
  await page.getByLabel('Le leí el aviso de privacidad').check();
  await page.keyboard.press('Control+Enter');
  const folio = await page.locator('.receipt-folio').innerText();
  const clerk = await deskOf(browser, product, { email: head, path: `inbox?tab=all&q=${folio}` });
  await clerk.locator(`tr:has-text("${folio}") .row-link`).press('Enter');
  await expect(clerk.locator('.thumbs img')).toHaveCount(1);
});

test('several units are asked at once for their part, and a term is ended after its effect was shown', async ({
  browser,
}) => {
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'El árbol tiró el cable.' });
  const page = await deskOf(browser, product, { email: supervisor, path: 'inbox' });
  await act(page, filed, ['accept']);
  await page.goto(`${product.url}/console/petitions/${filed.id}?do=add_part`);
  const window_ = page.getByRole('dialog');
  const asked = window_.getByRole('list', { name: 'Unidades a las que se pide apoyo' });
  // Who was asked already is not offered again.
  for (const nth of [1, 2]) {
    await window_.getByRole('combobox', { name: 'Unidad' }).fill('obras');
    await page.getByRole('option').first().click();
    await expect(asked.locator('li')).toHaveCount(nth);
  }
  await window_.getByLabel('Qué se le pide').fill('Digan si el árbol es suyo.');
  await window_.getByRole('button', { name: 'Pedir apoyo a otra unidad' }).click();
  await expect(page.getByText('«Digan si el árbol es suyo.»')).toHaveCount(2);

  const office = await deskOf(browser, product, { email: administrator, path: 'administration/terms' });
  await office.getByRole('button', { name: 'Resolver' }).first().click();
  await office.getByLabel('Último día en que rige').fill('2031-12-31');
  await expect(office.getByText(/Ninguna fecha se mueve: \d+ solicitudes abiertas/)).toBeVisible();
  await office.getByRole('dialog').getByRole('button', { name: 'Terminar' }).click();
  await expect(office.getByRole('row', { name: /Resolver/ })).toContainText('31 dic 2031');
  await office.getByRole('button', { name: 'Resolver' }).first().click();
  await office.getByText('Historial de este plazo').click();
  await expect(office.getByRole('dialog')).toContainText('— → 2031-12-31');
});
