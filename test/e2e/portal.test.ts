import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { askCitizen } from '../../src/actions/petitions/ask-citizen.ts';
import { draftReply } from '../../src/actions/petitions/draft-reply.ts';
import { sendReply } from '../../src/actions/petitions/send-reply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const system = { kind: 'system' } as const;

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

/** No violation of WCAG 2.2 AA, nothing wider than the screen, nothing asked of another site. */
async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeReport> } }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
    const report = await run({ runOnly: { type: 'tag', values: tags } });
    return report.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
  expect(found, page.url()).toEqual([]);
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

interface AxeReport {
  violations: { id: string; nodes: { html: string }[] }[];
}

const photo = () =>
  sharp({ create: { width: 1800, height: 1200, channels: 3, background: '#25405b' } })
    .jpeg()
    .toBuffer();

const next = (page: Page) => page.getByRole('button', { name: 'Continuar' }).click();

/** From the first page to the receipt, with a photo; `stop` looks at each page. */
async function file(
  page: Page,
  stop: (page: Page) => Promise<void>,
): Promise<{ folio: string; key: string }> {
  await page.goto(product.url);
  await stop(page);
  await page.getByRole('searchbox').fill('no hay luz en mi calle');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await stop(page);
  await page.locator('.results a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Alumbrado/);
  await stop(page);
  await page.getByRole('link', { name: 'Empezar' }).click();
  await stop(page);
  await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
  await stop(page);
  await next(page);
  await expect(page).toHaveTitle(/^Error: /);
  await stop(page);
  await page.getByLabel('Cuéntelo con sus palabras').fill('La lámpara de la esquina no enciende.');
  await next(page);
  await stop(page);
  await page.getByLabel('Calle y número').fill('Calle Ermita 12');
  await page.getByLabel('Alcaldía o zona').selectOption('iztapalapa');
  await next(page);
  await stop(page);
  await page.getByLabel('¿Cuántas lámparas fallan?').fill('1');
  await page.getByRole('radio').first().check();
  await next(page);
  await stop(page);
  await page.getByLabel('Agregar fotos o PDF').setInputFiles({
    name: 'poste.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(),
  });
  await page.getByRole('button', { name: 'Subir' }).click();
  await expect(page.locator('.file-row img')).toBeVisible();
  await page.getByLabel('¿Qué se ve en la foto?').fill('Un poste sin luz');
  await stop(page);
  await next(page);
  await stop(page);
  await page.getByRole('radio', { name: 'Con mi nombre' }).check();
  await next(page);
  await stop(page);
  await page.getByLabel('Nombre completo').fill('Rosa Núñez');
  await page.getByRole('radio', { name: 'Por correo' }).check();
  await page.getByLabel('Correo electrónico').fill('rosa@correo.example');
  await next(page);
  await expect(page.getByText('Alcaldía Iztapalapa').first()).toBeVisible();
  await stop(page);
  await page.getByRole('button', { name: 'Enviar mi solicitud' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Su acuse');
  await stop(page);
  return {
    folio: (await page.locator('.folio').textContent())!.trim(),
    key: (await page.locator('.key').textContent())!.trim(),
  };
}

const idOf = (folio: string) =>
  inTransaction(product.app.database, system, async (tx) => {
    const row = await tx
      .selectFrom('petitions')
      .select('id')
      .where('folio', '=', folio)
      .executeTakeFirstOrThrow();
    return row.id;
  });

async function reply(petition_id: string): Promise<void> {
  const draft = await draftReply(product.app, system, {
    petition_id,
    outcome_code: 'resolved',
    body: 'Cambiamos la lámpara el lunes.',
    next_step: 'No tiene que hacer nada.',
    means_of_appeal: 'Puede inconformarse en diez días hábiles.',
  });
  await sendReply(product.app, system, { petition_id, reply_id: draft.reply_id! });
}

test('a person files with a photo, answers a question, reads the reply and contests it', async ({ page }) => {
  const { folio } = await file(page, accessible);
  const petition_id = await idOf(folio);
  await page.getByRole('link', { name: 'Ver mi solicitud' }).click();
  await expect(page.getByText('Le toca a la autoridad')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Un poste sin luz' })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: '¿Por qué esta fecha?' }).first().click();
  await expect(page.getByRole('table')).toBeVisible();
  await accessible(page);

  await acceptPetition(product.app, system, { petition_id });
  await askCitizen(product.app, system, { petition_id, body: '¿Qué número tiene el poste?' });
  await page.goto(`${product.url}/seguimiento/${folio}`);
  await expect(page.getByText('Le toca a usted')).toBeVisible();
  await accessible(page);
  await page.getByLabel('Su respuesta').fill('El 24.');
  await page.getByRole('button', { name: 'Enviar mi respuesta' }).click();
  await expect(page.getByText('El 24.')).toBeVisible();

  await reply(petition_id);
  await page.reload();
  await expect(page.getByText('Cambiamos la lámpara el lunes.')).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'No estoy de acuerdo' }).click();
  await accessible(page);
  await page.getByLabel('¿Por qué no está de acuerdo?').fill('Sigue apagada.');
  await page.getByRole('button', { name: 'Enviar mi inconformidad' }).click();
  await expect(page.getByText('Sigue apagada.')).toBeVisible();
  await expect(page.getByText('Le toca a la autoridad')).toBeVisible();
  await accessible(page);
});

test('all of it works without JavaScript, the photo too', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const { folio, key } = await file(page, () => Promise.resolve());
  const other = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await other.goto(`${product.url}/seguimiento`);
  await other.getByLabel('Folio').fill(folio.toLowerCase());
  await other.getByLabel('Clave').fill(key.toLowerCase());
  await other.getByRole('button', { name: 'Ver mi solicitud' }).click();
  await expect(other.getByText('La lámpara de la esquina no enciende.')).toBeVisible();
  expect(other.url()).not.toContain(key);
  await other.getByRole('link', { name: 'Retirar la solicitud' }).click();
  await other.getByRole('button', { name: 'Retirar la solicitud' }).click();
  await expect(other.getByText('Usted retiró la solicitud.')).toBeVisible();
  await context.close();
});

test('a pin is placed with the arrow keys, without asking anybody else for a map', async ({ page }) => {
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(product.url) && !/^(blob|data):/.test(url)) strangers.push(url);
  });
  await page.goto(`${product.url}/solicitud?tema=alumbrado`);
  await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
  await page.getByLabel('Cuéntelo con sus palabras').fill('No hay luz.');
  await next(page);
  await page.getByRole('button', { name: 'Marcar en el mapa' }).click();
  const canvas = page.locator('.map canvas');
  await expect(canvas).toBeVisible();
  await expect(canvas).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Punto marcado.')).toBeVisible();
  await expect(page.getByLabel('Latitud')).not.toHaveValue('');
  await accessible(page);
  expect(strangers).toEqual([]);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the open pages are accessible in ${scheme}, down to 320 px`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const paths = [
      '/',
      '/temas',
      '/temas/alumbrado',
      '/buscar?q=bache',
      '/buscar?q=xyzzy',
      '/solicitud?tema=alumbrado',
    ];
    const more = [
      '/seguimiento',
      '/recuperar',
      '/ayuda',
      '/accesibilidad',
      '/textos/aviso-de-privacidad',
      '/nada',
    ];
    for (const path of [...paths, ...more]) {
      await page.goto(product.url + path);
      await accessible(page);
    }
    await context.close();
  });
}

test('a petition is filed with the keyboard alone', async ({ page }) => {
  await page.goto(`${product.url}/solicitud?tema=alumbrado`);
  await page.getByRole('button', { name: 'Nadie está en peligro' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('¿Qué pasa?');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Ir al contenido' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('No hay luz.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('¿Dónde es?');
});
