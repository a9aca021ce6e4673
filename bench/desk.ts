// A status call at the desk, with a real Chromium against the real program: from the number typed to the answer that is
// recorded. What the machine takes is measured; what the agent takes is an estimate, and said to be one.
import { chromium, type Page } from '@playwright/test';
import { chromiumPath } from '../scripts/chromium.ts';
import { filePetition } from '../src/actions/petitions/file-petition.ts';
import { sessionCookie } from '../src/api/staff/session-cookie.ts';
import { openSession } from '../src/actions/identity/sessions.ts';
import { inTransaction } from '../src/store/database.ts';
import type { Installation } from './installation.ts';
import { table } from './report.ts';

const calls = 10;
export const agent = 'locatel@cdmx.example';
const phone = '5550001234';
/** Read aloud at a calm 150 words a minute; each key takes a practised hand about a third of a second. */
const words_per_second = 150 / 60;
const key_s = 0.3;
/** Numbers are typed at three figures a second. */
const figures_per_second = 3;
/** What the design asks for. */
const target = { keys: 4, seconds: 20 };

export interface StatusCalls {
  readonly keys: number;
  readonly machine_ms: readonly number[];
  /** The same console opened with nothing to do in it, in the same run. */
  readonly bare_ms: readonly number[];
  /** Words of the sentence that was read aloud. */
  readonly words: number;
}

/** Ten status calls about a petition that was filed for it, one after the other. */
export async function measureStatusCalls(
  at: Installation,
  note: (line: string) => void,
): Promise<StatusCalls> {
  await somebodyWith(at, phone);
  const cookie = await anAgentSignedIn(at);
  const executablePath = chromiumPath();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args: [...args, '--disable-background-networking', '--disable-component-update'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'es-MX' });
    const { hostname } = new URL(at.url);
    await context.addCookies([{ ...cookie, domain: hostname, path: '/', httpOnly: true }]);
    const page = await context.newPage();
    const bare_ms: number[] = [];
    const machine_ms: number[] = [];
    let [keys, words] = [0, 0];
    for (let n = 0; n < calls; n += 1) {
      note(`  call ${n + 1}`);
      bare_ms.push(await timed(() => opened(page, at.url)));
      const call = await statusCall(page);
      machine_ms.push(call.machine_ms);
      [keys, words] = [Math.max(keys, call.keys), call.words];
    }
    return { keys, machine_ms, bare_ms, words };
  } finally {
    await browser.close();
  }
}

/** Somebody with that number has asked for something. */
export async function somebodyWith({ app, city_id }: Installation, number: string): Promise<void> {
  await filePetition(
    app,
    { kind: 'citizen', petition_id: null },
    {
      ...{ city_id, service_code: 'alumbrado', channel: 'portal', description: 'La lámpara no prende' },
      ...{ answers: { lamps: 1, state: 'dark' }, identity: 'named', privacy_version: 1, notify_by: 'phone' },
      place: { zone_code: 'cuauhtemoc', address_text: 'Calle de la Prueba 12' },
      contact: { name: 'Persona de la Prueba', phone: number },
    },
    { idempotency_key: `bench-call-${number}` },
  );
}

/** The cookie of an agent who is signed in. */
export async function anAgentSignedIn({ app }: Installation): Promise<{ name: string; value: string }> {
  const token = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('id')
      .where('email', '=', agent)
      .executeTakeFirstOrThrow();
    return openSession(tx, { user_id: user.id, now: app.now(), second_factor: true });
  });
  return { name: sessionCookie, value: token };
}

const field = (page: Page) => page.getByRole('searchbox').first();

async function opened(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/atencion`);
  await field(page).waitFor();
}

/** The number is there already when the clock begins: what its typing takes is the agent's. */
async function statusCall(page: Page) {
  await field(page).fill(phone);
  let keys = 0;
  const press = async (key: string) => {
    await page.keyboard.press(key);
    keys += 1;
  };
  const said = page.locator('.desk-said');
  let words = 0;
  const machine_ms = await timed(async () => {
    await press('Enter');
    await page.locator('.desk-petition').first().waitFor();
    await press('s');
    await said.waitFor();
    words = ((await said.textContent()) ?? '').trim().split(/\s+/).length;
    const arrived = page.waitForResponse((answer) => answer.url().endsWith('/interactions/end'));
    await press('f');
    await arrived;
  });
  return { keys, words, machine_ms };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const median = (given: readonly number[]): number =>
  given.toSorted((one, other) => one - other)[Math.floor(given.length / 2)]!;

/** Keys and seconds, the machine's apart from what an agent needs to type, read and press. */
export function printStatusCalls({ keys, machine_ms, bare_ms, words }: StatusCalls): void {
  const [machine, bare] = [median(machine_ms), median(bare_ms)];
  const agent_s = phone.length / figures_per_second + words / words_per_second + keys * key_s;
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  table(
    ['a status call', 'measured', 'asked for'],
    [
      ['keys after the number', String(keys), `at most ${target.keys}`],
      ['the machine, seconds (median)', seconds(machine), ''],
      ['the machine, seconds (worst)', seconds(Math.max(...machine_ms)), ''],
      ['the same console merely opened, seconds (median)', seconds(bare), ''],
      ['the machine, times that', (machine / bare).toFixed(2), ''],
      ['the agent, seconds (estimate)', agent_s.toFixed(1), ''],
      ['together, seconds', (machine / 1000 + agent_s).toFixed(1), `under ${target.seconds}`],
    ],
  );
  console.log(
    `The agent's part is an estimate: ${phone.length} figures typed at ${figures_per_second} a second, ${words} words read aloud at 150 a minute, ${key_s} s a key.`,
  );
}
