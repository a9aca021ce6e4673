import { expect, type Browser, type Page } from '@playwright/test';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { inTransaction } from '../../src/store/database.ts';
import { accessKeyFor } from '../../src/store/secrets.ts';
import type { RunningProduct } from './app.ts';

const desk = { viewport: { width: 1440, height: 900 } };

/** A window of the console of its own, signed in; whatever breaks in it fails the test. */
export async function enter(browser: Browser, product: RunningProduct, email: string): Promise<Page> {
  const page = await (await browser.newContext(desk)).newPage();
  page.on('pageerror', (error) => expect.soft(error.message, page.url()).toBe(''));
  await page.goto(`${product.url}/console/inbox?tab=all`);
  await signIn(page, email, product.password);
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  return page;
}

/** Fills the form that is on the screen. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

/** The same without the form: signed in by the API, standing at that path of the console. */
export async function deskOf(
  browser: Browser,
  product: RunningProduct,
  who: { email: string; path: string },
): Promise<Page> {
  const context = await browser.newContext(desk);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.soft(error.message, page.url()).toBe(''));
  const data = { email: who.email, password: product.password };
  const answer = await context.request.post(`${product.url}/api/v1/session`, { data, headers: ours });
  expect(answer.status(), await answer.text()).toBe(200);
  await page.goto(`${product.url}/console/${who.path}`);
  await expect(page.locator('main h1').first()).toBeVisible();
  return page;
}

/** What the console's own calls carry. */
export const ours = { 'X-Atiende': '1' };

/** One action by whoever is signed in at that window, without its screen: what comes before the thing under test. */
export async function act(page: Page, petition: Filed, done: readonly [string, object?]): Promise<void> {
  const [action, data = {}] = done;
  const address = new URL(`/api/v1/petitions/${petition.id}/actions/${action}`, page.url()).href;
  const answer = await page.request.post(address, { data, headers: ours });
  expect(answer.ok(), await answer.text()).toBe(true);
}

export interface Filed {
  readonly id: string;
  readonly folio: string;
  readonly key: string;
}

interface Told {
  readonly text: string;
  readonly zone: string;
  readonly service?: string;
  readonly answers?: Record<string, string | number>;
  readonly name?: string;
}

/** A petition that was just filed on the portal, by the same action as the portal's form; where is it: its zone. */
export async function petitionFiled(product: RunningProduct, told: Told): Promise<Filed> {
  const { app } = product;
  const { id: city_id } = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'cdmx').executeTakeFirstOrThrow(),
  );
  const filed = await filePetition(
    app,
    { kind: 'citizen', petition_id: null },
    {
      ...{ city_id, service_code: told.service ?? 'alumbrado', channel: 'portal', description: told.text },
      place: { zone_code: told.zone, address_text: 'Calle de la Prueba 12' },
      answers: told.answers ?? (told.service === undefined ? { lamps: 1, state: 'dark' } : {}),
      ...{ identity: 'named', privacy_version: 1, notify_by: 'email' },
      contact: { name: told.name ?? 'Rosa Ejemplo Lirio', email: 'rosa@correo.example' },
    },
  );
  const key = accessKeyFor(app.keys, filed.petition_id, filed.access_key_issue);
  return { id: filed.petition_id, folio: filed.folio, key };
}

/** Opens its page in that window. */
export async function openPetition(page: Page, { id, folio }: Filed): Promise<void> {
  await page.goto(new URL(`/console/petitions/${id}`, page.url()).href);
  await expect(page.locator('.petition-head .folio')).toHaveText(folio);
}

/** Chooses one act of the menu «Más». */
export async function fromMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Más', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** The page that a citizen follows, opened with folio and key. */
export async function tracking(browser: Browser, product: RunningProduct, filed: Filed): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(`${product.url}/seguimiento`);
  await page.getByLabel('Folio').fill(filed.folio);
  await page.getByLabel('Clave').fill(filed.key);
  await page.getByRole('button', { name: 'Ver mi solicitud' }).click();
  await expect(page.locator('main')).toContainText(filed.folio);
  return page;
}
