import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneCity, type OneCity } from './one-city.ts';
import { weighPage, type PageWeight } from './page-weight.ts';
import { fillIn, portalServer, sendIt, visitor, type Visitor } from './portal-visitor.ts';

// What a telephone with a slow line and nothing in its cache has to fetch, compressed, in bytes.
const budget = { html: 30_000, css: 20_000, javascript: 70_000, all: 200_000, requests: 8 };

describe("a citizen's first visit", () => {
  let city: OneCity;
  let server: FastifyInstance;
  let rosa: Visitor;
  let folio: string;
  beforeAll(async () => {
    city = await oneCity();
    server = await portalServer(city.app);
    rosa = visitor(server);
    await fillIn(rosa);
  });
  afterAll(async () => {
    await server.close();
    await city.drop();
  });

  const weigh = (path: string) =>
    weighPage(server, path, [...rosa.cookies].map(([name, value]) => `${name}=${value}`).join('; '));

  function expectWithin(weight: PageWeight): void {
    for (const kind of ['html', 'css', 'javascript', 'all', 'requests'] as const) {
      expect([kind, Math.min(weight[kind], budget[kind])]).toEqual([kind, weight[kind]]);
    }
    expect(weight.elsewhere).toEqual([]);
    expect(weight.fonts).toBe(0);
    // A page without a style is one that was weighed wrongly.
    expect(weight.css).toBeGreaterThan(1_000);
  }

  it.each([
    '/',
    '/temas',
    '/temas/alumbrado',
    '/buscar?q=no+hay+luz',
    '/solicitud?tema=alumbrado',
    '/ayuda',
    '/tablero',
    '/tablero?por=zona',
    '/tablero/mapa',
    '/tablero/atenciones',
    '/tablero/solicitudes',
    '/suscripcion',
    '/que-me-llamen',
  ])('%s keeps to the budget', async (path) => expectWithin(await weigh(path)));

  it.each(['tema', 'que', 'donde', 'cercanas', 'detalles', 'fotos', 'quien', 'contacto', 'revisar'])(
    'the step %s keeps to the budget',
    async (step) => expectWithin(await weigh(`/solicitud/${step}`)),
  );

  it('the step of the photos keeps to it with a photo as telephones make them', async () => {
    const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const;
    const bytes = await sharp({
      create: { width: 2048, height: 1536, channels: 3, background: '#446', noise },
    })
      .jpeg()
      .toBuffer();
    expect(bytes.length).toBeGreaterThan(5 * budget.all);
    await rosa.get('/solicitud/fotos');
    const file = { field: 'archivos', name: 'poste.jpg', type: 'image/jpeg', bytes };
    await rosa.send('/solicitud/fotos', { hacer: 'agregar' }, [file]);
    const step = await weigh('/solicitud/fotos');
    expectWithin(step);
    // The photo is there.
    expect(step.other).toBeGreaterThan(5_000);
  });

  it('receipt and tracking keep to the budget', async () => {
    await rosa.get('/solicitud/revisar');
    ({ folio } = await sendIt(rosa));
    expect(folio).not.toBe('');
    expectWithin(await weigh('/solicitud/acuse'));
    expect((await weigh(`/seguimiento/${folio}`)).other).toBeGreaterThan(5_000);
    for (const rest of ['', '/plazo/reply', '/plazo/resolve']) {
      expectWithin(await weigh(`/seguimiento/${folio}${rest}`));
    }
    expectWithin(await weigh('/seguimiento'));
  });

  it('the sheet of styles is kept for good', async () => {
    const home = await rosa.get('/');
    const sheet = /href="([^"]+portal\.css)"/.exec(home.body)?.[1] ?? '';
    expect((await rosa.get(sheet)).headers['cache-control']).toContain('immutable');
  });
});

describe("the console's first load", () => {
  const folder = join(import.meta.dirname, '..', 'dist', 'console');

  it.each(['SignIn', 'Inbox'])('is under 200 kB compressed with the screen %s', (screen) => {
    if (!existsSync(folder)) throw new Error('The console is not built: npm run build');
    const files = filesOfFirstLoad(folder, screen);
    const sent = [...files].reduce((sum, file) => sum + statSync(join(folder, `${file}.br`)).size, 0);
    expect(files.size).toBeGreaterThan(10);
    expect([...files].filter((file) => /\.(woff2?|ttf|otf)$/.test(file))).toEqual([]);
    expect(sent).toBeLessThan(200_000);
  });
});

/** Files of the built page, and of the screen that it loads with all that Vite says the screen needs. */
function filesOfFirstLoad(folder: string, screen: string): Set<string> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map(([, file]) => file!);
  const entry = readFileSync(
    join(
      folder,
      named.find((file) => /\/index-[^/]+\.js$/.test(file))!,
    ),
    'utf8',
  );
  const list = /m\.f=(\[[^\]]*\])/.exec(entry)?.[1] ?? '[]';
  const needed = JSON.parse(list) as string[];
  const pattern = new RegExp(
    `import\\([\`'"]\\./${screen}-[^)]*\\),__vite__mapDeps\\(\\[([\\d,]*)\\]\\)\\),[\`'"]${screen}`,
  );
  const places = pattern.exec(entry)?.[1];
  if (places === undefined) throw new Error(`No screen ${screen} in the built console`);
  return new Set([...named, ...places.split(',').map((place) => needed[Number(place)]!)]);
}
