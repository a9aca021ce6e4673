import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { enter } from './clerk.ts';

let product: RunningProduct;
test.skip(({ isMobile }) => isMobile, 'it opens a telephone and a desktop of its own');
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

const photo = () =>
  sharp({ create: { width: 1200, height: 900, channels: 3, background: '#25405b' } })
    .jpeg()
    .toBuffer();

/** Files street lighting in Iztapalapa from a telephone without JavaScript, with a photo and an e-mail address. */
async function file(page: Page): Promise<{ folio: string; key: string }> {
  const next = () => page.getByRole('button', { name: 'Continuar' }).click();
  await page.goto(product.url);
  await page.getByRole('searchbox').fill('no hay luz en mi calle');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await page.locator('.results a').first().click();
  await page.getByRole('link', { name: 'Empezar' }).click();
  await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
  await page.getByLabel('Cuéntelo con sus palabras').fill('La lámpara de la esquina no enciende.');
  await next();
  await page.getByLabel('Calle y número').fill('Calle Ermita 12');
  await page.getByLabel('Alcaldía o zona').selectOption('iztapalapa');
  await next();
  await page.getByLabel('¿Cuántas lámparas fallan?').fill('1');
  await page.getByRole('radio').first().check();
  await next();
  const buffer = await photo();
  await page
    .getByLabel('Agregar fotos o PDF')
    .setInputFiles({ name: 'poste.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: 'Subir' }).click();
  await page.getByLabel('¿Qué se ve en la foto?').fill('Un poste sin luz');
  await next();
  await next();
  await page.getByRole('radio', { name: 'Con mi nombre' }).check();
  await next();
  await page.getByLabel('Nombre completo').fill('Rosa Núñez');
  await page.getByRole('radio', { name: 'Por correo' }).check();
  await page.getByLabel('Correo electrónico').fill('rosa@correo.example');
  await next();
  await page.getByRole('button', { name: 'Enviar mi solicitud' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Su acuse');
  const read = async (name: string) => (await page.locator(name).innerText()).trim();
  return { folio: await read('.folio'), key: await read('.key') };
}

/** The page of one's petition, opened with folio and key on whatever screen. */
async function follow(page: Page, { folio, key }: { folio: string; key: string }): Promise<void> {
  await page.goto(`${product.url}/seguimiento`);
  await page.getByLabel('Folio').fill(folio);
  await page.getByLabel('Clave').fill(key);
  await page.getByRole('button', { name: 'Ver mi solicitud' }).click();
  await expect(page.getByText('La lámpara de la esquina no enciende.')).toBeVisible();
}

/** What was written to the person about it, oldest first, once the queue has dealt with it. */
const noticesOf = (folio: string) =>
  inTransaction(product.app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('outbox')
      .innerJoin('petitions', 'petitions.id', 'outbox.petition_id')
      .where('petitions.folio', '=', folio)
      .select(['outbox.template', 'outbox.state'])
      .orderBy('outbox.created_at')
      .execute(),
  );

async function reply(page: Page, outcome: { value?: string; label?: string }, body: string): Promise<void> {
  await page.getByRole('button', { name: 'Responder', exact: true }).click();
  await page.getByLabel('Resultado').selectOption(outcome);
  await page.getByRole('textbox', { name: 'Respuesta', exact: true }).fill(body);
  await page.getByLabel('Qué sigue').fill('Puede confirmar o inconformarse en su página.');
  await page.getByRole('button', { name: /^Enviar (la|primera) respuesta$/ }).click();
  await expect(page.locator('.reply').filter({ hasText: body })).toBeVisible();
}

test('from a lamp that fails to a reply that the person accepts, on both screens', async ({ browser }) => {
  test.setTimeout(120_000);
  const clerk = await enter(browser, product, 'alumbrado.iztapalapa@cdmx.example');
  await clerk.goto(`${product.url}/console/inbox?tab=to_accept`);
  const telephone = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
  const citizen = await (await browser.newContext(telephone)).newPage();
  // The same pages in a window where axe can run.
  const looking = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const look = async () => {
    await looking.reload();
    await accessible(looking);
  };

  const filed = await file(citizen);
  await citizen.getByRole('link', { name: 'Ver mi solicitud' }).click();
  await expect(citizen.getByText('Le toca a la autoridad')).toBeVisible();
  await expect(citizen.getByRole('img', { name: 'Un poste sin luz' })).toBeVisible();
  await follow(looking, filed);

  // It appears without a reload, and the working day of a term is the same on both screens.
  const row = clerk.locator(`tr:has-text("${filed.folio}")`);
  await expect(row).toBeVisible();
  await accessible(clerk);
  await row.locator('.row-link').press('Enter');
  const head = clerk.locator('.petition-head');
  await expect(head.locator('.folio')).toHaveText(filed.folio);
  await expect(clerk.getByRole('button', { name: 'Ver en grande: Un poste sin luz' })).toBeVisible();
  await clerk.keyboard.press('a');
  await expect(head).toContainText('En atención');
  const clock = clerk.locator('.clock').filter({ hasText: 'Responder' });
  const due = await clock.locator('.clock-due strong').getAttribute('title');
  await citizen.reload();
  await expect(citizen.locator('main')).toContainText(due!);

  await clerk.keyboard.press('q');
  await clerk.getByLabel('Pregunta para la persona').fill('¿Qué número tiene el poste?');
  await clerk.getByRole('dialog').getByRole('button', { name: 'Preguntar a la persona' }).click();
  await expect(head).toContainText('Espera a la persona');
  await expect(clerk.locator('.clock').filter({ hasText: 'En pausa' }).first()).toBeVisible();

  await citizen.reload();
  await expect(citizen.getByText('Le toca a usted')).toBeVisible();
  await look();
  await citizen.getByLabel('Su respuesta').fill('El poste tiene el número 24.');
  await citizen.getByRole('button', { name: 'Enviar mi respuesta' }).click();
  // The clerk hears of it by the live feed alone.
  await expect(clerk.locator('.timeline')).toContainText('El poste tiene el número 24.');
  await expect(head).toContainText('En atención');

  await reply(
    clerk,
    { label: 'Primera respuesta, todavía sin resultado' },
    'La cuadrilla irá el martes al poste 24.',
  );
  await expect(head).toContainText('En atención');
  await citizen.reload();
  await expect(citizen.getByText('La cuadrilla irá el martes al poste 24.')).toBeVisible();
  await look();
  await reply(clerk, { value: 'resolved' }, 'Se cambió la lámpara del poste 24.');
  await expect(head).toContainText('Respondida');
  await accessible(clerk);

  await citizen.reload();
  await expect(citizen.getByText('Se cambió la lámpara del poste 24.')).toBeVisible();
  await look();
  const paper = await citizen
    .locator('.reply')
    .filter({ hasText: 'Se cambió la lámpara' })
    .getByRole('link')
    .getAttribute('href');
  const pdf = await citizen.request.get(new URL(paper!, product.url).href);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await citizen.getByRole('link', { name: 'No estoy de acuerdo' }).click();
  await citizen.getByLabel('¿Por qué no está de acuerdo?').fill('Volvió a apagarse.');
  await citizen.getByRole('button', { name: 'Enviar mi inconformidad' }).click();
  await expect(citizen.getByText('Volvió a apagarse.')).toBeVisible();
  await expect(clerk.locator('.timeline')).toContainText('Volvió a apagarse.');
  await expect(head).toContainText('En atención');
  await reply(clerk, { value: 'resolved' }, 'Se cambió también el cableado.');
  await expect(head).toContainText('Respondida');

  await citizen.reload();
  // Only once can it be contested.
  await expect(citizen.getByRole('link', { name: 'No estoy de acuerdo' })).toHaveCount(0);
  await citizen.getByRole('button', { name: 'Sí, quedó resuelta' }).click();
  await expect(citizen.locator('.stages [aria-current]')).toHaveText('Cerrada');
  await look();
  await expect(head).toContainText('Cerrada');
  await accessible(clerk);

  // The last one asks how it went; a job makes it a moment after the closing.
  await expect
    .poll(async () => {
      const made = await noticesOf(filed.folio);
      const isAsked = made.some(({ template }) => template === 'survey_asked');
      return isAsked && made.every(({ state }) => state !== 'queued');
    })
    .toBe(true);
  const notices = await noticesOf(filed.folio);
  expect(notices.map(({ template }) => template)).toEqual([
    ...['petition_filed', 'petition_accepted', 'question_asked', 'question_answered', 'first_reply_sent'],
    ...['reply_sent', 'closing_contested', 'reply_sent', 'petition_closed', 'survey_asked'],
  ]);
  expect(new Set(notices.map(({ state }) => state))).toEqual(new Set(['kept']));
});
