import { XMLParser, XMLValidator } from 'fast-xml-parser';
import PostalMime from 'postal-mime';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { sendDigests } from '../../src/actions/subscriptions/send-digests.ts';
import { inTransaction } from '../../src/store/database.ts';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible, fits } from './citizen.ts';

let product: RunningProduct;
let peer: MailPeer;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  peer = await mailPeer();
  product = await startProduct({ SMTP_URL: peer.url, MAIL_FROM: 'Atiende <avisos@ciudad.example>' });
});
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
test.afterAll(async () => {
  await product.stop();
  await peer.close();
});

/** A narrow window in which nothing runs. */
async function withoutScripts(browser: Browser): Promise<Page> {
  const viewport = { width: 360, height: 780 };
  return (await browser.newContext({ javaScriptEnabled: false, viewport })).newPage();
}

test(
  'the list is narrowed, paged and taken along without JavaScript',
  { tag: '@phone' },
  async ({ browser, page, request }) => {
    const narrow = await withoutScripts(browser);
    await narrow.goto(`${product.url}/tablero`);
    await narrow.getByRole('link', { name: 'Solicitudes públicas', exact: true }).click();
    const first = await narrow.locator('.petitions h2 a').first().textContent();
    await narrow.getByRole('link', { name: 'Ver las siguientes' }).click();
    await expect(narrow).toHaveURL(/despues=/);
    expect(await narrow.locator('.petitions h2 a').first().textContent()).not.toBe(first);
    await narrow.getByText('Elegir tema, lugar, estado y fechas').click();
    await narrow.getByLabel('Zona').selectOption({ label: 'Iztapalapa' });
    await narrow.getByLabel('Estado').selectOption({ label: 'Abiertas' });
    await narrow.getByLabel('Orden').selectOption({ label: 'Primero las que más esperan' });
    await narrow.getByRole('button', { name: 'Ver estas solicitudes' }).click();
    await expect(narrow).toHaveURL(/zona=iztapalapa.*estado=abiertas.*orden=espera/);
    await expect(narrow.getByRole('link', { name: 'Quitar: Iztapalapa' })).toBeVisible();
    await expect(narrow.locator('.petitions li').first()).toContainText('Iztapalapa');
    await fits(narrow);
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(narrow.url());
    await accessible(page);
    const feed = await page.locator('link[rel="alternate"]').getAttribute('href');
    const answer = await request.get(product.url + feed!);
    const body = await answer.text();
    expect(XMLValidator.validate(body)).toBe(true);
    const { rss } = new XMLParser({ isArray: (name) => name === 'item' }).parse(body) as Rss;
    const folios = await page
      .locator('.petitions h2 a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/').at(-1)));
    const told = rss.channel.item.map(({ guid }) => guid);
    expect(folios.every((folio) => told.includes(folio!) || told.length === 50)).toBe(true);
    const etag = answer.headers()['etag']!;
    expect((await request.get(product.url + feed!, { headers: { 'if-none-match': etag } })).status()).toBe(
      304,
    );
  },
);

interface Rss {
  readonly rss: { readonly channel: { readonly item: readonly { readonly guid: string }[] } };
}

/** The newest mail that arrived with that subject. */
async function mailAbout(subject: string) {
  const found = async () => {
    const mails = await Promise.all(peer.taken.map(({ raw }) => PostalMime.parse(raw)));
    return mails.findLast((mail) => mail.subject === subject);
  };
  await expect.poll(async () => (await found()) !== undefined, { timeout: 30_000 }).toBe(true);
  return (await found())!;
}

const pathIn = (text: string, part: string): string =>
  new RegExp(`http://localhost(/c/cdmx/suscripcion/${part}/[\\w-]{43})`).exec(text)![1]!;

test('somebody follows a place by e-mail, gets what is new, and stops it', async ({
  browser,
  page,
  request,
}) => {
  const narrow = await withoutScripts(browser);
  await narrow.goto(`${product.url}/tablero/solicitudes?zona=iztapalapa`);
  await narrow.getByRole('link', { name: 'Avíseme por correo' }).click();
  await expect(narrow.getByLabel('Zona')).toHaveValue('iztapalapa');
  await narrow.getByLabel('Cada día, si hay algo nuevo').check();
  await narrow.getByLabel('Correo').fill('vecina@correo.example');
  await narrow.getByRole('button', { name: 'Quiero recibir avisos' }).click();
  await expect(narrow.getByRole('heading', { name: 'Revise su correo' })).toBeVisible();
  const confirm = await mailAbout('Confirme que quiere recibir avisos de Ciudad de México');
  await narrow.goto(product.url + pathIn(confirm.text!, 'abrir'));
  expect(new URL(narrow.url()).pathname).toBe('/c/cdmx/suscripcion/mia');
  await fits(narrow);
  await narrow.getByRole('button', { name: 'Sí, quiero recibirlos' }).click();
  await expect(narrow.getByText('Desde ahora le escribimos')).toBeVisible();

  await confirmedLongAgo();
  await sendDigests(product.app);
  const digest = await mailAbout('Solicitudes nuevas en Ciudad de México');
  expect(digest.text).toMatch(
    /Iztapalapa\nFolio \S+, recibida el .*\nhttp:\/\/localhost\/c\/cdmx\/seguimiento\//,
  );
  await page.goto(product.url + pathIn(digest.text!, 'abrir'));
  await expect(page.getByText('vecina@correo.example')).toBeVisible();
  await accessible(page);
  const leave = digest.headers.find(({ key }) => key === 'list-unsubscribe')!.value;
  const form = { 'List-Unsubscribe': 'One-Click' };
  expect((await request.post(product.url + pathIn(leave, 'baja'), { form })).status()).toBe(200);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Esos avisos ya no existen' })).toBeVisible();
});

/** What the demonstration received since is new. */
async function confirmedLongAgo(): Promise<void> {
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  await inTransaction(product.app.database, { kind: 'system' }, async (tx) => {
    await tx
      .updateTable('subscriptions')
      .set({ told_until: ago(24 * 60), next_at: ago(1) })
      .execute();
  });
}
