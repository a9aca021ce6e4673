// `node bench/slow-network.ts`: a citizen's path over slow 3G on a weak telephone, with a real Chromium against the real
// program. Times of a busy machine mean little; what is asked for is that each page is of use within five seconds.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type CDPSession, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumPath } from '../scripts/chromium.ts';
import { startProgram } from './program.ts';
import { table } from './report.ts';

/** 400 kbit/s each way, 400 ms there and back, and a processor four times slower than this one. */
const line = { bytes_per_second: 400_000 / 8, round_trip_ms: 400, slower: 4 };
const target_ms = 5_000;
const longest_ms = 120_000;

/** One page of the path: from the touch that asks for it until it can be read and touched. */
export interface PageVisit {
  readonly name: string;
  /** Until something is painted, as the browser tells it; null where nothing new was painted. */
  readonly painted_ms: number | null;
  readonly usable_ms: number;
  readonly requests: number;
  /** On the wire, both what the page is and what it brings along. */
  readonly kilobytes: number;
}

interface Step {
  readonly name: string;
  readonly act: (page: Page) => Promise<unknown>;
  /** What the person came for. */
  readonly shown: (page: Page) => Locator;
}

const next = (page: Page) => page.getByRole('button', { name: 'Continuar' }).click();
const headed = (words: RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name: words });

/** @param url of the portal, with the demonstration of Mexico City */
export async function measureSlowNetwork(url: string, note: (line: string) => void): Promise<PageVisit[]> {
  const executablePath = chromiumPath();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args: [...args, '--disable-background-networking', '--disable-component-update'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'es-MX' });
    const page = await context.newPage();
    page.setDefaultTimeout(longest_ms);
    const session = await slowed(page);
    const traffic = countTraffic(session);
    const visits: PageVisit[] = [];
    for (const step of steps(url, await aPhoto())) {
      note(`  ${step.name}`);
      visits.push(await measured(page, step, traffic));
    }
    return visits;
  } finally {
    await browser.close();
  }
}

async function slowed(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: line.round_trip_ms },
    ...{ downloadThroughput: line.bytes_per_second, uploadThroughput: line.bytes_per_second },
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: line.slower });
  return session;
}

interface Traffic {
  requests: number;
  bytes: number;
}

function countTraffic(session: CDPSession): Traffic {
  const traffic = { requests: 0, bytes: 0 };
  const cached = new Set<string>();
  session.on('Network.requestServedFromCache', ({ requestId }) => cached.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (cached.has(requestId) || encodedDataLength === 0) return;
    traffic.requests += 1;
    traffic.bytes += encodedDataLength;
  });
  return traffic;
}

async function measured(page: Page, { name, act, shown }: Step, traffic: Traffic): Promise<PageVisit> {
  const before = { ...traffic };
  const began = performance.now();
  await act(page);
  await shown(page).first().waitFor({ state: 'visible' });
  // The page answers a touch: what scripts had to do at once is done.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
  const usable_ms = performance.now() - began;
  // What it still fetches belongs to it.
  await page.waitForLoadState('load');
  const painted_ms = await page.evaluate<number | null>(
    `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null`,
  );
  const kilobytes = (traffic.bytes - before.bytes) / 1000;
  return { name, painted_ms, usable_ms, requests: traffic.requests - before.requests, kilobytes };
}

const field = (label: string) => (page: Page) => page.getByLabel(label);

const steps = (url: string, photo: Buffer): Step[] => [
  ...arriving(url),
  ...telling,
  ...sending(photo),
  ...naming,
  ...tracking(url),
];

const arriving = (url: string): Step[] => [
  {
    name: 'home, for the first time',
    act: (page) => page.goto(url),
    shown: (page) => page.getByRole('searchbox'),
  },
  {
    name: 'search «no hay luz»',
    act: async (page) => {
      await page.getByRole('searchbox').fill('no hay luz en mi calle');
      await page.getByRole('button', { name: 'Buscar' }).click();
    },
    shown: (page) => page.locator('.results a'),
  },
  {
    name: 'the service',
    act: (page) => page.locator('.results a').first().click(),
    shown: (page) => page.getByRole('link', { name: 'Empezar' }),
  },
];

const telling: Step[] = [
  {
    name: 'file: safety',
    act: (page) => page.getByRole('link', { name: 'Empezar' }).click(),
    shown: (page) => page.getByRole('button', { name: 'Nadie está en peligro' }),
  },
  {
    name: 'file: what',
    act: (page) => page.getByRole('button', { name: 'Nadie está en peligro' }).click(),
    shown: field('Cuéntelo con sus palabras'),
  },
  {
    name: 'file: where',
    act: async (page) => {
      await page.getByLabel('Cuéntelo con sus palabras').fill('La lámpara de la esquina no enciende.');
      await next(page);
    },
    shown: field('Calle y número'),
  },
  {
    name: 'file: details',
    act: async (page) => {
      await page.getByLabel('Calle y número').fill('Calle Ermita 12');
      await page.getByLabel('Alcaldía o zona').selectOption('iztapalapa');
      await next(page);
    },
    shown: field('¿Cuántas lámparas fallan?'),
  },
  {
    name: 'file: photos',
    act: async (page) => {
      await page.getByLabel('¿Cuántas lámparas fallan?').fill('1');
      await page.getByRole('radio').first().check();
      await next(page);
    },
    shown: field('Agregar fotos o PDF'),
  },
];

const sending = (photo: Buffer): Step[] => [
  {
    name: `one photo of ${(photo.length / 1_000_000).toFixed(1)} MB is sent`,
    act: async (page) => {
      const file = { name: 'poste.jpg', mimeType: 'image/jpeg', buffer: photo };
      await page.getByLabel('Agregar fotos o PDF').setInputFiles(file);
      await page.getByRole('button', { name: 'Subir' }).click();
    },
    shown: field('¿Qué se ve en la foto?'),
  },
  {
    name: 'file: who',
    act: async (page) => {
      await page.getByLabel('¿Qué se ve en la foto?').fill('Un poste sin luz');
      await next(page);
    },
    shown: (page) => page.getByRole('radio', { name: 'Con mi nombre' }),
  },
];

const naming: Step[] = [
  {
    name: 'file: contact',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Con mi nombre' }).check();
      await next(page);
    },
    shown: field('Nombre completo'),
  },
  {
    name: 'file: review',
    act: async (page) => {
      await page.getByLabel('Nombre completo').fill('Rosa Núñez');
      await page.getByRole('radio', { name: 'Por correo' }).check();
      await page.getByLabel('Correo electrónico').fill('rosa@correo.example');
      await next(page);
    },
    shown: (page) => page.getByRole('button', { name: 'Enviar mi solicitud' }),
  },
  {
    name: 'receipt',
    act: (page) => page.getByRole('button', { name: 'Enviar mi solicitud' }).click(),
    shown: headed(/Su acuse/),
  },
];

/** What the receipt said is typed again: on another day, with the files of the portal still in the browser. */
function tracking(url: string): Step[] {
  let [folio, key] = ['', ''];
  return [
    {
      name: 'track: the form',
      act: async (page) => {
        folio = (await page.locator('.folio').first().textContent())!.trim();
        key = (await page.locator('.key').first().textContent())!.trim();
        await page.context().clearCookies();
        await page.goto(new URL('/seguimiento', url).href);
      },
      shown: field('Folio'),
    },
    {
      name: 'track: the petition',
      act: async (page) => {
        await page.getByLabel('Folio').fill(folio);
        await page.getByLabel('Clave').fill(key);
        await page.locator('main form button[type=submit], main form button:not([type])').first().click();
      },
      shown: (page) => page.locator('main').getByText(folio),
    },
  ];
}

/** As a telephone of some years ago makes it: twelve megapixels with fine grain. */
function aPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 24 } as const;
  return sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#446', noise } })
    .blur(1.2)
    .jpeg({ quality: 82 })
    .toBuffer();
}

/** Prints the path as a table, with what is over the target. */
export function printSlowNetwork(visits: readonly PageVisit[]): void {
  const milliseconds = (found: number | null) => (found === null ? '' : found.toFixed(0));
  const rows = visits.map(({ name, painted_ms, usable_ms, requests, kilobytes }) => [
    ...[name, milliseconds(painted_ms), milliseconds(usable_ms), String(requests), kilobytes.toFixed(1)],
    usable_ms > target_ms ? 'over' : '',
  ]);
  table(['', 'painted ms', 'usable ms', 'requests', 'kB', `${target_ms / 1000} s`], rows);
}

if (import.meta.main) {
  const folder = await mkdtemp(join(tmpdir(), 'atiende-bench-'));
  const note = (words: string) => void process.stderr.write(`${words}\n`);
  note('the program…');
  const program = await startProgram(folder);
  try {
    printSlowNetwork(await measureSlowNetwork(program.url, note));
  } finally {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
