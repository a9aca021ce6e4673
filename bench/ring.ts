// From the ring to the screen: a stand-in for the exchange says on a real socket that somebody's telephone rings, the real
// program hears it, and a real Chromium with the console open shows who it may be.
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { chromiumPath } from '../scripts/chromium.ts';
import { amiPeer, type AmiPeer } from '../test/telephony/ami-peer.ts';
import { anExchangeOf, isHungUp, rings } from '../test/telephony/ringing-agent.ts';
import { agent, anAgentSignedIn, somebodyWith } from './desk.ts';
import type { Installation } from './installation.ts';
import { table } from './report.ts';

const times = 60;
/** The first ones bring what only the first brings: code, plans of statements, connections. */
const first = 5;
const target_ms = 500;
const longest_ms = 30_000;
/** Each call is somebody else's: what the browser remembers of the last one helps nothing. */
const phoneOf = (n: number) => String(5_550_010_000 + n);

/** Milliseconds from the moment when the exchange said that it rings, for each ring. */
export interface Rings {
  /** Until the bar with the number was painted. */
  readonly bar_ms: readonly number[];
  /** Until who it may be was there too, with the open folios. */
  readonly person_ms: readonly number[];
}

/** Rings one after the other, each at a moment of its own; the console stands at the inbox. */
export async function measureRings(at: Installation, note: (line: string) => void): Promise<Rings> {
  const cookie = await anAgentSignedIn(at);
  const peer = await amiPeer();
  const executablePath = chromiumPath();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args: [...args, '--disable-background-networking', '--disable-component-update'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    for (let n = 0; n < first + times; n += 1) await somebodyWith(at, phoneOf(n));
    await anExchangeOf(at.app, { email: agent, port: peer.port });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'es-MX' });
    await context.addCookies([{ ...cookie, domain: new URL(at.url).hostname, path: '/', httpOnly: true }]);
    const page = await context.newPage();
    await page.addInitScript({ content: notePaints });
    while (peer.connected() === 0) await pause(50);
    await page.goto(`${at.url}/console/inbox`);
    await page.locator('main h1').waitFor();
    const found: { bar: number; person: number }[] = [];
    for (let n = 0; n < first + times; n += 1) {
      if (n % 10 === 0) note(`  ring ${n + 1}`);
      // At no fixed distance from the beats of anything.
      await pause(150 + Math.random() * 400);
      const one = await ring({ page, peer, n });
      if (n >= first) found.push(one);
    }
    return { bar_ms: found.map(({ bar }) => bar), person_ms: found.map(({ person }) => person) };
  } finally {
    await browser.close();
    await peer.close();
  }
}

interface Ringing {
  readonly page: Page;
  readonly peer: AmiPeer;
  readonly n: number;
}

async function ring({ page, peer, n }: Ringing) {
  const linked_id = `${1_700_000_000 + n}.1`;
  await page.evaluate(() => Object.assign(globalThis, { painted: {} }));
  const rang_at = performance.timeOrigin + performance.now();
  rings(peer, linked_id, phoneOf(n));
  const painted = (await (
    await page.waitForFunction(
      () => {
        const { painted: now } = globalThis as unknown as { painted: Record<string, number | null> };
        return now['bar'] != null && now['person'] != null ? now : null;
      },
      undefined,
      { timeout: longest_ms, polling: 50 },
    )
  ).jsonValue()) as { bar: number; person: number };
  isHungUp(peer, linked_id);
  await page.locator('.call-bar').waitFor({ state: 'detached', timeout: longest_ms });
  return { bar: painted.bar - rang_at, person: painted.person - rang_at };
}

/** In the page: when the bar and the person in it were first painted, in milliseconds since 1970. */
const notePaints = `
  globalThis.painted = {};
  const marks = { bar: '.call-bar-number', person: '.call-bar-person .folio' };
  new MutationObserver(() => {
    const { painted } = globalThis;
    for (const [name, selector] of Object.entries(marks)) {
      if (name in painted || document.querySelector(selector) === null) continue;
      painted[name] = null;
      requestAnimationFrame(() => (painted[name] = performance.timeOrigin + performance.now()));
    }
  }).observe(document, { childList: true, subtree: true });
`;

const at = (share: number, given: readonly number[]): string =>
  given.toSorted((one, other) => one - other)[Math.ceil(share * given.length) - 1]!.toFixed(0);

/** Median and the slow ones, beside what the issue asks for. */
export function printRings({ bar_ms, person_ms }: Rings): void {
  const row = (name: string, given: readonly number[]) => [
    ...[name, at(0.5, given), at(0.95, given), at(0.99, given), Math.max(...given).toFixed(0)],
    `within ${target_ms}`,
  ];
  table(
    [`${times} rings, milliseconds`, 'p50', 'p95', 'p99', 'worst', 'asked for'],
    [row('the bar with the number', bar_ms), row('who it may be, with open folios', person_ms)],
  );
}
