import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test, type Page, type Request } from '@playwright/test';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, petitionFiled, type Filed } from './clerk.ts';

const product = productAtDesk();

const heads = 'servicios.iztapalapa@cdmx.example';
const path = 'inbox?tab=to_accept&order=received';
const row = (page: Page, { folio }: Filed) => page.locator(`tr:has-text("${folio}")`);
const lamp = (text: string) => petitionFiled(product, { zone: 'iztapalapa', text });

async function lamps(count: number, name: string): Promise<Filed[]> {
  const filed: Filed[] = [];
  for (let n = 0; n < count; n += 1) filed.push(await lamp(`La lámpara ${name} ${n}.`));
  return filed;
}

/** A way to the product that can be cut, with everything that is under way, and put back. */
async function aWay() {
  const open = new Set<Socket>();
  const positions: string[] = [];
  const server = createServer((near) => {
    near.on('data', (bytes) => {
      // As a new source of the page asks, or as the browser does by itself.
      const found = /(?:events\?[^ ]*since=|last-event-id: )([^ &\r]+)/i.exec(bytes.toString('latin1'));
      if (found) positions.push(decodeURIComponent(found[1]!));
    });
    const far = connect(Number(new URL(product.url).port), '127.0.0.1');
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      open.add(one);
      one.on('error', () => undefined).on('close', () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    url: `http://localhost:${port}`,
    /** From where those who listen through it said that they go on. */
    positions,
    async cut() {
      server.close();
      for (const one of open) one.destroy();
      await once(server, 'close');
    },
    putBack: () => listen(port),
  };
}

test('whoever comes back after an absence finds what came and went, and the row at hand where it was', async ({
  browser,
}) => {
  const filed = await lamps(24, 'de antes');
  const way = await aWay();
  const page = await deskOf(browser, { ...product, url: way.url }, { email: heads, path });
  const [gone, kept] = [filed[20]!, filed[6]!];
  await expect(row(page, gone)).toBeVisible();
  await row(page, kept).scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 300);
  await row(page, kept).evaluate((one: Element & { same?: boolean }) => (one.same = true));
  await way.cut();
  await expect(page.getByText('Sin avisos en vivo')).toBeVisible();
  const top = () => row(page, kept).evaluate((one) => Math.round(one.getBoundingClientRect().top));
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(0);
  const before = await top();
  const came = await lamps(4, 'de mientras');
  const colleague = await deskOf(browser, product, { email: heads, path: 'account' });
  await act(colleague, gone, ['accept']);
  await expect(row(page, gone)).toHaveCount(1);

  await way.putBack();
  for (const one of came) await expect(row(page, one)).toHaveCount(1, { timeout: 30_000 });
  await expect(row(page, gone)).toHaveCount(0);
  expect(await top()).toBe(before);
  expect(await row(page, kept).evaluate((one: Element & { same?: boolean }) => one.same)).toBe(true);
  // It went on from where it was, and did not begin anew.
  expect(way.positions.at(-1)).toMatch(/^\d+\.\d+\.[0-9A-F]{8}~/);
  await page.context().close();
  await way.cut();
});

test('a window that nobody looks at stops listening, and goes on when it is looked at', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: heads, path });
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const stopped = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/v1/events'));
  await show('hidden');
  await stopped;
  const filed = await lamp('La lámpara que nadie miraba.');
  const listening = page.waitForRequest((request) => /\/api\/v1\/events.*since=/.test(request.url()));
  await show('visible');
  await listening;
  await expect(row(page, filed)).toHaveCount(1);
});

test('told that too much has changed, the console reads its lists again', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: heads, path: 'account' });
  const isList = (request: Request) => {
    const { pathname, searchParams } = new URL(request.url());
    return pathname === '/api/v1/petitions' && !searchParams.has('ids');
  };
  const readings = { all: 0, before: Infinity };
  page.on('request', (request) => (readings.all += isList(request) ? 1 : 0));
  const shown = page.waitForResponse((response) => isList(response.request()));
  await page.route('**/api/v1/events*', async (route) => {
    if (readings.before !== Infinity) return route.abort();
    await shown;
    readings.before = readings.all;
    const headers = { 'content-type': 'text/event-stream' };
    return route.fulfill({ headers, body: 'retry: 60000\n\nevent: reset\ndata: {"within_ms":3000}\n\n' });
  });
  await page.goto(`${product.url}/console/${path}`);
  await expect.poll(() => readings.all - readings.before).toBeGreaterThan(0);
});
