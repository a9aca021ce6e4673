import { expect, test, type Page } from '@playwright/test';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible, fileAsCitizen, fits, next } from './citizen.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

async function upTo(page: Page, question: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(question);
}

/** Presses Tab until what is wanted has the focus: everything is reached, in the order of the page. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page
    .locator('a, button, input, select, textarea, summary')
    .and(page.getByLabel(name).or(page.getByText(name, { exact: typeof name === 'string' })))
    .first();
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
  }
  throw new Error(`The keyboard does not reach ${String(name)} on ${page.url()}`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

test('a petition is filed with the keyboard alone, to the receipt', { tag: '@desk' }, async ({ page }) => {
  await page.goto(`${product.url}/temas/alumbrado`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Ir al contenido' })).toBeFocused();
  await press(page, /^\s*Empezar/);
  await upTo(page, '¿Hay alguien en peligro ahora?');
  await press(page, 'Nadie está en peligro, continuar');
  await upTo(page, '¿Qué pasa?');
  await tabTo(page, 'Cuéntelo con sus palabras');
  await page.keyboard.type('No hay luz.');
  await press(page, 'Continuar');
  await upTo(page, '¿Dónde es?');
  await tabTo(page, /^Calle y número/);
  await page.keyboard.type('Ermita 12');
  await tabTo(page, 'Alcaldía o zona');
  await page.keyboard.type('Iztap');
  await press(page, 'Continuar');
  await upTo(page, 'Unos detalles más');
  await tabTo(page, '¿Cuántas lámparas fallan?');
  await page.keyboard.type('2');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await press(page, 'Continuar');
  await upTo(page, '¿Tiene fotos o documentos?');
  await press(page, 'Continuar');
  await upTo(page, '¿Quién presenta la solicitud?');
  await tabTo(page, 'Con mi nombre');
  await page.keyboard.press('ArrowDown');
  await press(page, 'Continuar');
  await upTo(page, 'Revise y envíe');
  await press(page, 'Enviar mi solicitud');
  await upTo(page, 'Su acuse');
});

test('every page fits 320 px, which is a desktop at 400 %', { tag: '@desk' }, async ({ browser }) => {
  test.setTimeout(150_000);
  const context = await browser.newContext({ viewport: { width: 320, height: 256 } });
  const page = await context.newPage();
  const { folio } = await fileAsCitizen(page, product.url, fits);
  const acts = ['', '/retirar', '/unirse', '/clave', '/plazo/reply', '/plazo/resolve'];
  const petition = acts.map((act) => `/seguimiento/${folio}${act}`);
  const open = ['/', '/temas', '/temas/alumbrado', '/buscar?q=bache', '/buscar?q=xyzzy', '/seguimiento'];
  const more = [
    '/recuperar',
    '/recuperar/x',
    '/ayuda',
    '/accesibilidad',
    '/textos/aviso-de-privacidad',
    '/nada',
  ];
  for (const path of [...petition, ...open, ...more, '/?lang=en', ...petition]) {
    await page.goto(product.url + path);
    await fits(page);
  }
  await context.close();
});

test(
  'what stands is told by shape where the system chooses the colours',
  { tag: '@desk' },
  async ({ browser }) => {
    const context = await browser.newContext({
      forcedColors: 'active',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    const { folio } = await fileAsCitizen(page, product.url, () => Promise.resolve());
    await page.goto(`${product.url}/seguimiento/${folio}`);
    const fill = (of: string) =>
      page
        .locator(`.stages ${of}`)
        .first()
        .evaluate((element) => getComputedStyle(element, '::after').backgroundColor);
    expect(await fill('.done')).not.toBe(await fill('.later'));
    expect(await fill('.now')).not.toBe(await fill('.later'));
    await accessible(page);
    await context.close();
  },
);

test(
  'a photo that a browser cannot draw is said to be one, and nothing else is lost',
  { tag: '@phone' },
  async ({ page }) => {
    await page.goto(`${product.url}/solicitud?tema=alumbrado`);
    await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
    await page.getByLabel('Cuéntelo con sus palabras').fill('No hay luz.');
    await next(page);
    await upTo(page, '¿Dónde es?');
    await page.goto(`${product.url}/solicitud/fotos`);
    const parts = [Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)];
    const file = { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: Buffer.concat(parts) };
    await page.getByLabel('Agregar fotos o PDF').setInputFiles(file);
    await page.getByRole('button', { name: 'Subir' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole('alert')).toContainText('No pudimos abrir «IMG_0001.HEIC»');
    await accessible(page);
    await page.goto(`${product.url}/solicitud/que`);
    await expect(page.getByLabel('Cuéntelo con sus palabras')).toHaveValue('No hay luz.');
  },
);

test('a receipt is printed on white paper, whatever the screen is', { tag: '@desk' }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await page.goto(product.url);
  const card = page.locator('.card').first();
  const [ink, paper] = await card.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return [color, backgroundColor];
  });
  expect([ink, paper]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
});
