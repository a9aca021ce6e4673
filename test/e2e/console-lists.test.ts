import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, openPetition, petitionFiled } from './clerk.ts';

const product = productAtDesk();

const supervisor = 'supervision@cdmx.example';
const heads = 'servicios.iztapalapa@cdmx.example';
const attends = 'alumbrado.iztapalapa@cdmx.example';
const lamp = (text: string) => petitionFiled(product, { zone: 'iztapalapa', text });
const row = (page: Page, { folio }: { folio: string }) => page.locator(`tr:has-text("${folio}")`);

test('many are given to a colleague at once, and taken back', async ({ browser }) => {
  const filed = [await lamp('La primera lámpara.'), await lamp('La segunda lámpara.')];
  const page = await deskOf(browser, product, { email: heads, path: 'inbox?tab=to_accept' });
  for (const one of filed) await row(page, one).getByRole('checkbox').check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Asignar' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Persona', { exact: true })
    .selectOption({ label: 'Luis Ejemplo Piedra' });
  await page.getByRole('dialog').getByRole('button', { name: 'Asignar' }).click();
  await expect(page.getByText('Se asignaron 2 solicitudes.')).toBeVisible();
  for (const one of filed) await expect(row(page, one)).toContainText('Luis Ejemplo Piedra');
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect(page.getByText('Se deshizo en 2 solicitudes.')).toBeVisible();
  for (const one of filed) await expect(row(page, one)).toContainText('Sin asignar');
});

test('filters are kept under a name, for the same person anywhere, until forgotten', async ({ browser }) => {
  const name = 'Alumbrado por aceptar';
  const menu = (page: Page) => page.getByRole('button', { name: 'Vistas' });
  const page = await deskOf(browser, product, {
    ...{ email: supervisor, path: 'inbox?tab=to_accept&service=alumbrado' },
  });
  await menu(page).click();
  await page.getByRole('menuitem', { name: 'Guardar esta vista…' }).click();
  await page.getByLabel('Nombre de la vista').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText(`Se guardó la vista «${name}».`)).toBeVisible();

  const elsewhere = await deskOf(browser, product, { email: supervisor, path: 'inbox' });
  await menu(elsewhere).click();
  await elsewhere.getByRole('menuitem', { name, exact: true }).click();
  await expect(elsewhere).toHaveURL(/tab=to_accept.*service=alumbrado|service=alumbrado.*tab=to_accept/);
  await expect(elsewhere.getByText(/^Tema: Alumbrado/)).toBeVisible();
  await menu(elsewhere).click();
  await elsewhere.getByRole('menuitem', { name: `Olvidar «${name}»` }).click();
  await expect(elsewhere.getByText('Se olvidó la vista.')).toBeVisible();
  await page.reload();
  await menu(page).click();
  await expect(page.getByRole('menuitem', { name: 'Guardar esta vista…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name, exact: true })).toHaveCount(0);
});

test('a list is taken home as CSV and as Excel, with the rows that are on the screen', async ({
  browser,
}) => {
  const filed = await lamp('=SUMA(A1:A9) no es una fórmula, es lo que escribí.');
  const path = 'inbox?tab=to_accept&service=alumbrado&zone=iztapalapa';
  const page = await deskOf(browser, product, { email: supervisor, path });
  await expect(row(page, filed)).toBeVisible();
  const shown = await page.locator('.rows tbody tr').count();
  const take = async (format: string) => {
    await page.getByRole('button', { name: 'Descargar la lista' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(format === 'CSV' ? /\.csv$/ : /\.xlsx$/);
    return readFile(await file.path());
  };
  const csv = await take('CSV');
  expect(csv.subarray(0, 3).toString('hex')).toBe('efbbbf');
  const lines = parse(csv, { bom: true }) as string[][];
  expect(lines).toHaveLength(shown + 1);
  const at = lines[0]!.indexOf('Folio');
  const mine = lines.find((line) => line[at] === filed.folio)!;
  expect(mine).toContain("'=SUMA(A1:A9) no es una fórmula, es lo que escribí.");

  const sheets = await readXlsxFile(await take('Excel'));
  const cells = (
    'data' in (sheets[0] as object) ? (sheets[0] as { data: unknown[][] }).data : sheets
  ) as unknown[][];
  expect(cells).toHaveLength(shown + 1);
  expect(cells.map((line) => line[at])).toContain(filed.folio);
});

test('from the inbox to a sent reply without a mouse', async ({ browser }) => {
  const filed = await lamp('La lámpara de la cancha no prende.');
  const page = await deskOf(browser, product, { email: attends, path: 'inbox?tab=to_accept&order=received' });
  await expect(row(page, filed)).toBeVisible();
  const press = (...keys: string[]) =>
    keys.reduce((so_far, key) => so_far.then(() => page.keyboard.press(key)), Promise.resolve());
  // The newest is the first.
  await press('j', 'a');
  await expect(page.getByText(`Se aceptó ${filed.folio}.`)).toBeVisible();
  await press('/');
  await page.keyboard.insertText(filed.folio);
  await press('Enter');
  await page.goto(`${product.url}/console/inbox?tab=all&q=${filed.folio}`);
  await expect(row(page, filed)).toBeVisible();
  await press('j', 'Enter');
  await expect(page.locator('.petition-head .folio')).toHaveText(filed.folio);
  await press('r');
  const outcome = page.getByLabel('Resultado');
  await expect(outcome).toBeVisible();
  await outcome.focus();
  await page.keyboard.type('Atendida');
  await press('Tab');
  await page.keyboard.insertText('Se cambió la lámpara de la cancha.');
  await press('Tab', 'Tab');
  await page.keyboard.insertText('Puede confirmar en su página.');
  const send = page.getByRole('button', { name: 'Enviar la respuesta' });
  for (let tabs = 0; tabs < 8 && !(await send.evaluate((one) => one === document.activeElement)); tabs += 1) {
    await press('Tab');
  }
  await press('Enter');
  await expect(page.locator('.petition-head')).toContainText('Respondida');
});

test('two at one petition see each other, and neither writes over the other', async ({ browser }) => {
  const filed = await lamp('El farol de la glorieta.');
  const clerk = await deskOf(browser, product, { email: attends, path: 'inbox' });
  await act(clerk, filed, ['accept']);
  await openPetition(clerk, filed);
  const head = await deskOf(browser, product, { email: heads, path: 'inbox' });
  // Cut off from the live feed, so that its screen is truly old.
  await head.route('**/api/v1/events*', (route) => route.abort());
  await openPetition(head, filed);
  await expect(head.getByText('Luis Ejemplo Piedra la está viendo')).toBeVisible();
  await head.keyboard.press('q');
  await head.getByLabel('Pregunta para la persona').fill('¿En qué entrada de la glorieta?');
  await act(clerk, filed, ['note', { body: 'Ya fue la cuadrilla: es la entrada norte.' }]);
  // By the live feed, without a reload.
  await expect(clerk.locator('.timeline')).toContainText('es la entrada norte');
  await head.getByRole('dialog').getByRole('button', { name: 'Preguntar a la persona' }).click();
  const told = head.getByRole('alert');
  await expect(told).toContainText('Otra persona cambió esta solicitud');
  await expect(head.getByLabel('Pregunta para la persona')).toHaveValue('¿En qué entrada de la glorieta?');
  await expect(clerk.locator('.petition-head')).toContainText('En atención');
  await head.getByRole('dialog').getByRole('button', { name: 'Hacerlo sobre la versión nueva' }).click();
  await expect(clerk.locator('.petition-head')).toContainText('Espera a la persona');
});
