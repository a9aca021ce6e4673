import { expect, test, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { storeUpload } from '../../src/actions/files/store-upload.ts';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { deskOf, fromMenu, openPetition, petitionFiled, type Filed } from './clerk.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

const moderator = { email: 'supervision@cdmx.example', path: 'moderation' };
const system = { kind: 'system' } as const;

const photo = (colour: string) =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

/** Filed with photos of one colour each, and open to the public once moderated. */
async function filedWithPhotos(text: string, ...colours: readonly string[]): Promise<Filed> {
  const { app } = product;
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text });
  const { city_id } = await inTransaction(app.database, system, (tx) =>
    tx
      .updateTable('petitions')
      .set({ visibility: 'public' })
      .where('id', '=', filed.id)
      .returning('city_id')
      .executeTakeFirstOrThrow(),
  );
  for (const [index, colour] of colours.entries()) {
    await storeUpload(
      app,
      { kind: 'citizen', petition_id: filed.id },
      {
        ...{ city_id, petition_id: filed.id, uploaded_kind: 'citizen', bytes: await photo(colour) },
        declared_name: `foto-${index + 1}.jpg`,
      },
    );
  }
  return filed;
}

const cardOf = (page: Page, { folio }: Filed): Locator =>
  page.locator('.queue-card').filter({ hasText: folio });

/** The page that anybody may open: without a key. */
async function asStranger(page: Page, { folio }: Filed): Promise<Page> {
  const stranger = await (await page.context().browser()!.newContext()).newPage();
  await stranger.goto(`${product.url}/seguimiento/${folio}`);
  await expect(stranger.locator('main')).toContainText(folio);
  return stranger;
}

/** The colour at a place of a photo as it is served, given as fractions of its sides. */
async function colourAt(page: Page, address: string, [x, y]: readonly [number, number]): Promise<string> {
  const answer = await page.request.get(new URL(address, page.url()).href);
  expect(answer.headers()).toMatchObject({ 'x-content-type-options': 'nosniff' });
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; /);
  const bytes = await answer.body();
  const { width, height } = await sharp(bytes).metadata();
  const at = { left: Math.round(x * width), top: Math.round(y * height), width: 1, height: 1 };
  return (await sharp(bytes).extract(at).removeAlpha().raw().toBuffer()).toString('hex');
}

/** Chooses words of the text of a card as a person does who holds the mouse. */
async function choose(box: Locator, words: string): Promise<void> {
  await box.evaluate((area, wanted) => {
    const field = area as unknown as {
      value: string;
      focus: () => void;
      setSelectionRange: (from: number, to: number) => void;
    };
    field.focus();
    const from = field.value.indexOf(wanted);
    field.setSelectionRange(from, from + wanted.length);
  }, words);
}

test('words and parts of photos are covered in the queue, and the public gets only what is left', async ({
  browser,
}) => {
  // Three photos, each by another way.
  test.slow();
  const filed = await filedWithPhotos(
    'Soy Rosa Lirio. El poste no enciende.',
    '#dd2211',
    '#22bb33',
    '#2244cc',
  );
  const page = await deskOf(browser, product, moderator);
  const card = cardOf(page, filed);
  const text = card.getByLabel('Texto que se publica');
  await choose(text, 'osa Liri');
  await card.getByRole('button', { name: 'Tapar lo seleccionado' }).click();
  await expect(text).toHaveValue('Soy [dato personal]. El poste no enciende.');
  await accessible(page);

  // The first by dragging, after a rectangle that was not meant.
  await card.getByRole('button', { name: 'Tapar partes de foto-1.jpg' }).click();
  const stage = page.locator('.cover-stage');
  await expect(stage.locator('img')).toHaveJSProperty('complete', true);
  await drag(page, [0.05, 0.05], [0.2, 0.2]);
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer', exact: true }).click();
  await expect(stage.locator('.cover-area')).toHaveCount(0);
  await drag(page, [0.5, 0.5], [0.9, 0.9]);
  await accessible(page);
  await page.getByRole('button', { name: 'Guardar foto tapada' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // What was typed is still there, and the copy is chosen.
  await expect(text).toHaveValue('Soy [dato personal]. El poste no enciende.');
  await expect(card.getByRole('checkbox', { name: 'Publicar foto-1.jpg' })).toBeChecked();

  // The second by keys alone, from the large view.
  await card.getByRole('button', { name: 'Ver en grande: foto-2.jpg' }).press('Enter');
  await expect(page.getByText('Foto 1 de 3')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Foto 2 de 3')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Tapar partes de foto-2.jpg' }).press('Enter');
  await page.getByRole('button', { name: 'Agregar rectángulo' }).press('Enter');
  const area = stage.getByRole('button', { name: 'Rectángulo 1' });
  await area.focus();
  // From 35 to 5 percent of the width, and back by one that goes too far.
  for (let press = 0; press < 31; press += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('button', { name: 'Guardar foto tapada' }).press('Enter');
  await expect(stage).toHaveCount(0);
  // The keyboard is given back to the large view a moment after the window on top of it has gone.
  await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
  // A key that comes before the window on top has wholly left the stack of windows is its own.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });

  // The third is taken off.
  await card.getByRole('button', { name: 'Quitar foto-3.jpg' }).click();
  await page.getByRole('dialog').getByLabel('Motivo').fill('Se ve a un niño.');
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar el archivo' }).click();
  await expect(card.getByText('foto-3.jpg')).toHaveCount(0);
  await expect(card.locator('.photo-choice')).toHaveCount(2);
  await card.getByRole('button', { name: 'Publicar', exact: true }).click();
  await expect(card).toHaveCount(0);

  const stranger = await asStranger(page, filed);
  await expect(stranger.locator('main')).toContainText('Soy [dato personal]. El poste no enciende.');
  await expect(stranger.locator('main')).not.toContainText('Rosa');
  const photos = stranger.locator('main a').filter({ has: stranger.locator('img') });
  const shown = await photos.evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
  expect(shown).toHaveLength(2);
  // What the page shows small is drawn from that: black but for what JPEG makes of it.
  expect(await colourAt(stranger, `${shown[0]!}/chica`, [0.7, 0.7])).toMatch(/^(0[0-9a-f]){3}$/);
  expect(await colourAt(stranger, shown[0]!, [0.7, 0.7])).toBe('000000');
  expect(await colourAt(stranger, shown[0]!, [0.1, 0.1])).toMatch(/^d[a-f]/);
  expect(await colourAt(stranger, shown[1]!, [0.07, 0.5])).toBe('000000');
  expect(await colourAt(stranger, shown[1]!, [0.6, 0.5])).not.toBe('000000');
  await accessible(stranger);
});

/** From one place of the photo to another, as fractions of its sides. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const box = (await page.locator('.cover-stage').boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test('several are published at once, each with its own text, and taken back with what was typed', async ({
  browser,
}) => {
  const one = await filedWithPhotos('El poste de Meche no enciende.');
  const two = await filedWithPhotos('El farol no enciende.');
  const page = await deskOf(browser, product, moderator);
  await cardOf(page, one).getByLabel('Texto que se publica').fill('Un poste no enciende.');
  await page.reload();
  for (const filed of [one, two]) await page.getByLabel(`Seleccionar ${filed.folio}`).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Publicar' }).click();
  for (const filed of [one, two]) await expect(cardOf(page, filed)).toHaveCount(0);
  // What has the keyboard stays: the offer is taken up after a look at what the public sees.
  await page.getByRole('button', { name: 'Deshacer', exact: true }).focus();
  const stranger = await asStranger(page, one);
  await expect(stranger.locator('main')).toContainText('Un poste no enciende.');
  await expect(stranger.locator('main')).not.toContainText('Meche');

  await page.getByRole('button', { name: 'Deshacer', exact: true }).click();
  for (const filed of [one, two]) await expect(cardOf(page, filed)).toHaveCount(1);
  await expect(cardOf(page, one).getByLabel('Texto que se publica')).toHaveValue('Un poste no enciende.');
  await stranger.reload();
  await expect(stranger.locator('main')).not.toContainText('Un poste');
});

test('abuse goes to quarantine with a reason, keeps its clock, and comes back', async ({ browser }) => {
  const filed = await filedWithPhotos('Compre barato en mi página.');
  const page = await deskOf(browser, product, { ...moderator, path: 'inbox' });
  const clock = page.locator('.clock').filter({ hasText: 'Responder' }).locator('.clock-due');
  await openPetition(page, filed);
  const due = await clock.innerText();
  const stranger = await asStranger(page, filed);
  await page.goto(new URL('/console/moderation', page.url()).href);
  await cardOf(page, filed).getByRole('button', { name: 'Cuarentena por abuso' }).click();
  await page.getByLabel('Publicidad o engaño').check();
  await accessible(page);
  await page.getByRole('button', { name: 'Poner en cuarentena' }).click();
  await expect(cardOf(page, filed)).toHaveCount(0);
  // Without the key there is no such petition.
  await stranger.reload();
  await expect(stranger.locator('main')).toContainText('No pudimos abrirla');
  await openPetition(page, filed);
  await expect(page.locator('.timeline')).toContainText('Moderación: En cuarentena. Publicidad o engaño');
  await expect(page.locator('.petition-head')).toContainText('En cuarentena');
  expect(await clock.innerText()).toBe(due);
  // Whoever was wrong says so from the page of the petition, any day.
  await fromMenu(page, 'Moderar');
  await page.getByRole('dialog').getByRole('button', { name: 'Moderar' }).click();
  await expect(page.locator('.petition-head')).not.toContainText('En cuarentena');
  await stranger.reload();
  await expect(stranger.locator('main')).toContainText('Compre barato');
});

test('a photo of a petition opens large in its page, with the next one a key away', async ({
  browser,
}, info) => {
  const filed = await filedWithPhotos('El poste de la esquina.', '#dd2211', '#22bb33');
  const page = await deskOf(browser, product, { email: moderator.email, path: `petitions/${filed.id}` });
  await page.getByRole('button', { name: 'Ver en grande: foto-1.jpg' }).click();
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('heading')).toHaveText('foto-1.jpg');
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading')).toHaveText('foto-2.jpg');
  await expect(viewer.locator('img')).toHaveJSProperty('naturalWidth', 800);
  await expect(viewer.getByRole('link', { name: 'Descargar' })).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: info.outputPath('viewer.png') });
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ver en grande: foto-1.jpg' })).toBeFocused();
});
