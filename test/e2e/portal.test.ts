import { expect, test } from '@playwright/test';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { askCitizen } from '../../src/actions/petitions/ask-citizen.ts';
import { draftReply } from '../../src/actions/petitions/draft-reply.ts';
import { sendReply } from '../../src/actions/petitions/send-reply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible, fileAsCitizen, next } from './citizen.ts';

const system = { kind: 'system' } as const;

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

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
  const { folio } = await fileAsCitizen(page, product.url, accessible);
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

test('all of it works without JavaScript, the photo too', { tag: '@phone' }, async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const { folio, key } = await fileAsCitizen(page, product.url, () => Promise.resolve());
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

test(
  'a pin is placed with the arrow keys, without asking anybody else for a map',
  { tag: '@desk' },
  async ({ page }) => {
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
  },
);

for (const scheme of ['light', 'dark'] as const) {
  test(
    `the open pages are accessible in ${scheme}, down to 320 px`,
    { tag: '@phone' },
    async ({ browser }) => {
      const context = await browser.newContext({
        colorScheme: scheme,
        viewport: { width: 320, height: 640 },
      });
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
    },
  );
}
