import { expect, test, type Locator, type Page } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, petitionFiled } from './clerk.ts';

const product = productAtDesk();

const heads = 'servicios.iztapalapa@cdmx.example';
const row = (page: Page, { folio }: { folio: string }) => page.locator(`tr:has-text("${folio}")`);
const lamp = (text: string) => petitionFiled(product, { zone: 'iztapalapa', text });
const isAt = (one: Locator) => one.evaluate((control) => control === document.activeElement);

/** Ten fingers on a keyboard: every key that is not a letter of what is written counts. */
function hands(page: Page) {
  let keys = 0;
  const press = async (...names: string[]) => {
    for (const name of names) {
      await page.keyboard.press(name);
      keys += 1;
    }
  };
  return {
    press,
    write: (words: string) => page.keyboard.type(words),
    /** With the tab key, as far as it is. */
    async goTo(control: Locator) {
      await expect(control).toBeVisible();
      for (let tabs = 0; tabs < 8 && !(await isAt(control)); tabs += 1) await press('Tab');
      await expect(control).toBeFocused();
    },
    keys: () => keys,
  };
}

test('a call is taken from sign-in to the folio without a mouse, in few keys', async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(`${product.url}/console/`);
  const { press, write, goTo, keys } = hands(page);
  const box = (name: string) => page.getByRole('textbox', { name, exact: true });
  await expect(page.getByLabel('Correo electrónico')).toBeFocused();
  await write('locatel@cdmx.example');
  await press('Tab');
  await write(product.password);
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();

  await press('c');
  await expect(box('Teléfono')).toBeFocused();
  await write('5587654399');
  await goTo(box('Nombre'));
  await write('Rosa Ejemplo García');
  await goTo(page.getByRole('combobox', { name: 'Tema' }));
  await write('no hay luz');
  await press('Enter');
  await goTo(box('Lo que cuenta la persona'));
  await write('La lámpara frente al 12 no enciende.');
  await goTo(page.getByLabel('¿Cuántas lámparas fallan?'));
  await write('1');
  await goTo(page.getByLabel('Apagadas'));
  await press('Space');
  await goTo(box('Dirección, como la dice'));
  await write('Calle Donceles 12, Centro');
  await goTo(page.getByRole('combobox', { name: 'Zona' }));
  await write('cuauhtemoc');
  await press('Enter');

  // What is read back to the caller: the words, who gets it and until when.
  const readBack = page.getByRole('complementary', { name: 'Léaselo a la persona' });
  await expect(readBack).toContainText('La lámpara frente al 12 no enciende.');
  await expect(readBack).toContainText('Alcaldía Cuauhtémoc');
  await expect(readBack).toContainText('Respuesta a más tardar el');
  await goTo(page.getByLabel('Le leí el aviso de privacidad'));
  await press('Space', 'Control+Enter');
  // «¿Es correcto?» is asked last, and the space bar answers it.
  await expect(page.getByLabel('Se lo leí y dijo que sí es correcto')).toBeFocused();
  await press('Space', 'Control+Enter');
  const folio = page.locator('.receipt-folio');
  await expect(folio).toHaveText(/^[A-Z]+-\d{4}-\d{6}-.$/);
  const size = await folio.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(size).toBeGreaterThanOrEqual(32);
  // Five of them step over questions that may stay empty: a date is four.
  expect(keys()).toBeLessThanOrEqual(28);

  // The next call is one key and its telephone away.
  await goTo(page.getByRole('button', { name: 'Otra solicitud' }));
  await press('Enter');
  await expect(box('Teléfono')).toBeFocused();
  await expect(box('Teléfono')).toHaveValue('');
});

test('from the list one accepts, gives to a colleague and replies, each by its key', async ({ browser }) => {
  const filed = [await lamp('La lámpara del pasillo.'), await lamp('La lámpara de la fuente.')];
  const page = await deskOf(browser, product, { email: heads, path: 'inbox?tab=to_accept&order=received' });
  const { press } = hands(page);
  for (const one of filed) await expect(row(page, one)).toBeVisible();
  // The newest is the first; what was accepted leaves this list, and the next one stands in its place.
  await press('j', 'a');
  await expect(page.getByText(`Se aceptó ${filed[1]!.folio}.`)).toBeVisible();
  await expect(row(page, filed[1]!)).toHaveCount(0);
  await press('j');
  await expect(row(page, filed[0]!).locator('.row-link')).toBeFocused();

  await press('s');
  await page
    .getByRole('dialog')
    .getByLabel('Persona', { exact: true })
    .selectOption({ label: 'Luis Ejemplo Piedra' });
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Asignar' }).press('Enter');
  await expect(row(page, filed[0]!)).toContainText('Luis Ejemplo Piedra');

  await page.goto(`${product.url}/console/inbox?tab=unit&q=${filed[1]!.folio}`);
  await expect(row(page, filed[1]!)).toBeVisible();
  await press('j', 'r');
  await expect(page.locator('.petition-head .folio')).toHaveText(filed[1]!.folio);
  await expect(page.getByRole('textbox', { name: 'Respuesta', exact: true })).toBeVisible();
});

test('what comes and goes by the live feed neither moves the row at hand nor takes the keyboard from it', async ({
  browser,
}) => {
  const filed = [
    await lamp('La lámpara uno.'),
    await lamp('La lámpara dos.'),
    await lamp('La lámpara tres.'),
  ];
  const page = await deskOf(browser, product, { email: heads, path: 'inbox?tab=to_accept&order=received' });
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/v1/petitions') asked.push(searchParams.get('ids') ?? 'all');
  });
  const [first, second, third] = [row(page, filed[2]!), row(page, filed[1]!), row(page, filed[0]!)];
  await expect(third).toBeVisible();
  await page.mouse.move(5, 5);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(second.locator('.row-link')).toBeFocused();
  const top = () => second.evaluate((one) => Math.round(one.getBoundingClientRect().top));
  const before = await top();
  const newest = await lamp('La lámpara cuatro.');
  await expect(row(page, newest)).toHaveCount(1);
  expect(await top()).toBe(before);
  await expect(second.locator('.row-link')).toBeFocused();

  const colleague = await deskOf(browser, product, { email: heads, path: 'account' });
  await act(colleague, filed[2]!, ['accept']);
  await expect(first).toHaveCount(0);
  expect(await top()).toBe(before);
  await act(colleague, filed[1]!, ['accept']);
  await expect(second).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(third.locator('.row-link')).toBeFocused();
  // Nothing but the rows that changed was read again.
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).not.toContain('all');
});
