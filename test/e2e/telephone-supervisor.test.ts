import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { endOrder } from '../../src/actions/telephony/end-order.ts';
import { orderAtExchange } from '../../src/actions/telephony/exchange-orders.ts';
import { recordCall } from '../../src/actions/telephony/record-call.ts';
import { collectRecordings } from '../../src/actions/recordings/collect-recordings.ts';
import { inTransaction } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import { aQueue, aQueueCall, plus, type Place } from '../queue-calls.ts';
import { aWave, leaveCall } from '../recorded-sound.ts';
import { aTelephone } from '../telephony/own-telephone.ts';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf, ours } from './clerk.ts';

const product = productAtDesk();
const supervisor = 'supervision@cdmx.example';
const agent = 'locatel@cdmx.example';
const folder = mkdtempSync(join(tmpdir(), 'atiende-monitor-'));
const linked_id = '1695839374.13';
let user_id: string;
let exchange_id: string;

/** Two calls that are over, one that waits, an agent who is there, and a recording that the exchange left. */
test.beforeAll(async () => {
  const place = await placeOfProduct();
  const queue = await aQueue(place, { authority: 'cdmx', code: 'atencion', name: 'Atención general' });
  ({ exchange_id } = queue);
  const now = new Date().toISOString();
  const answered = { queued_at: plus(now, -600), wait_s: 12, parts: [{ user_id, talk_s: 90, wrap_s: 30 }] };
  await aQueueCall(place, queue, { ...answered, linked_id });
  await aQueueCall(place, queue, { queued_at: plus(now, -500), wait_s: 45 });
  const { city_id } = place;
  const here = { city_id, authority_id: queue.authority_id };
  await place.asSystem(async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        ...{ id: newId(), ...here, exchange_id: queue.exchange_id, queue_id: queue.queue_id },
        ...{ linked_id: '1695839374.99', direction: 'in', started_at: now, queued_at: now, heard_at: now },
      })
      .execute();
    await tx
      .insertInto('agent_states')
      .values({ id: newId(), ...here, user_id, state: 'paused', reason: 'meal', since: plus(now, -1200) })
      .execute();
  });
  leaveCall(folder, linked_id, { at: plus(now, -60), sound: aWave(30), mark: 'announced' });
  expect(await collectRecordings(product.app, folder)).toMatchObject({ kept: 1 });
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('the supervisor sees who waits, what each one does and what every figure means', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'telefonia/supervision' });
  const now = page.getByRole('table', { name: 'Colas en este momento' });
  await expect(now.getByRole('row', { name: /^Atención general 1 \d+:\d\d.* 0$/ })).toBeVisible();
  // Another one calls: the board is told, long before it would ask again.
  const joined = { linked_id: '1695839374.98', at: new Date().toISOString(), kind: 'joined' } as const;
  const facts = [{ ...joined, queue: 'atencion', number: null }];
  await recordCall(product.app, { kind: 'system' }, { exchange_id, facts });
  await expect(now.getByRole('row', { name: /^Atención general 2 / })).toBeVisible();
  await expect(page.getByText('1 persona atiende el teléfono.')).toBeVisible();
  await expect(page.getByText('En pausa (comida)')).toBeVisible();
  const by_queue = page.getByRole('table', { name: 'Por cola' });
  await expect(
    by_queue.getByRole('row', { name: /^Atención general 2 1 1 0 0 0 50\.0 % no cumple/ }),
  ).toBeVisible();
  await page.getByText('Qué significa cada cifra').click();
  await expect(
    page.getByText('Atendidas a tiempo ÷ (atendidas + abandonadas − abandonos cortos).'),
  ).toBeVisible();
  await accessible(page);
});

test('a roster is planned from an address, and says why', async ({ browser }) => {
  const asked = 'aht=180&sl=80&within=20&shrinkage=30&calls=18:100';
  const page = await deskOf(browser, product, { email: supervisor, path: `telefonia/personal?${asked}` });
  const plan = page.getByRole('table', { name: 'Personal por media hora' });
  const line = plan.getByRole('row', { name: /^09:00/ });
  await expect(line.getByRole('cell')).toContainText(['', '10', '14', '20', '88.8 %', '7.8 s']);
  await page.getByRole('button', { name: 'Por qué ese número desde las 09:00' }).press('Enter');
  const why = page.getByRole('table', { name: 'Desde las 09:00, con 10 erlangs' });
  await expect(why.getByRole('row', { name: /^10 inestable/ })).toBeVisible();
  await expect(why.getByRole('row', { name: /^14 0\.1741 88\.8 % 7\.84 s/ })).toBeVisible();
  await accessible(page);
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width, height });
  // What is typed stands in the address, and is there again after a reload.
  await page.getByLabel('Llamadas desde las 09:30').fill('30');
  await expect(page).toHaveURL(/calls=18%3A100(,|%2C)19%3A30|calls=18:100,19:30/);
  await page.reload();
  await expect(plan.getByRole('row', { name: /^09:30/ }).getByRole('cell')).toContainText([
    '',
    '3',
    '5',
    '8',
  ]);
});

test('a recording is heard for a reason that is kept, and by nobody without permission', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'telefonia/grabaciones' });
  await accessible(page);
  await page.getByRole('button', { name: /^Abrir la grabación de/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Grabación' });
  await expect(dialog.getByText('Antes de grabar se avisó a la persona.')).toBeVisible();
  await dialog.getByLabel('¿Para qué la escucha?').fill('Queja por el trato');
  await page.keyboard.press('Enter');
  const player = dialog.locator('audio');
  await expect.poll(() => player.evaluate((one) => (one as HTMLAudioElement).duration)).toBe(30);
  await expect(player).toBeFocused();
  await dialog.getByRole('button', { name: '10 s adelante' }).press('Enter');
  await expect
    .poll(() => player.evaluate((one) => (one as HTMLAudioElement).currentTime))
    .toBeGreaterThanOrEqual(10);
  await expect(dialog.locator('.recording-log')).toContainText('Queja por el trato');
  await accessible(page);
  const id = new URL(page.url()).searchParams.get('id')!;
  const elsewhere = await deskOf(browser, product, { email: agent, path: 'atencion' });
  const address = `${product.url}/api/v1/recordings/${id}/listenings`;
  const refused = await elsewhere.request.post(address, {
    data: { reason: 'Por curiosidad' },
    headers: ours,
  });
  expect(refused.status()).toBe(403);
  await page.reload();
  await expect(dialog.locator('.recording-log')).toContainText('Se negó a quien no tiene permiso');
});

test('an agent is told at once what the exchange would not do', async ({ browser }) => {
  const { city_id, authorities, asSystem } = await placeOfProduct();
  const authority_id = authorities['cdmx']!;
  const own = await aTelephone(product.app, { city_id, authority_id, user_id });
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.locator('.agent-state')).toBeVisible();
  const { app } = product;
  const order = { exchange_id: own.exchange_id, authority_id, user_id, call_id: null, told: {} };
  const ordered = await asSystem(async (tx) => {
    await orderAtExchange({ tx, app, now: app.now() }, { ...order, verb: 'transfer' });
    const waiting = tx.selectFrom('exchange_orders').select('id').where('user_id', '=', user_id);
    return waiting.executeTakeFirstOrThrow();
  });
  await endOrder(app, { kind: 'system' }, { order_id: ordered.id, problem: 'failed' });
  const said = page.getByRole('alert').filter({ hasText: 'La llamada no se pasó' });
  await expect(said).toBeVisible({ timeout: 5_000 });
  await accessible(page);
  await said.getByRole('button', { name: 'Ocultar' }).click();
  await expect(said).toBeHidden();
});

async function placeOfProduct(): Promise<Place> {
  const asSystem: Place['asSystem'] = (work) => inTransaction(product.app.database, { kind: 'system' }, work);
  return asSystem(async (tx) => {
    const city = await tx
      .selectFrom('cities')
      .select('id')
      .where('code', '=', 'cdmx')
      .executeTakeFirstOrThrow();
    const rows = await tx
      .selectFrom('authorities')
      .select(['id', 'code'])
      .where('city_id', '=', city.id)
      .execute();
    const user = await tx
      .selectFrom('users')
      .select('id')
      .where('email', '=', agent)
      .executeTakeFirstOrThrow();
    user_id = user.id;
    const authorities = Object.fromEntries(rows.map(({ id, code }) => [code, id]));
    return { city_id: city.id, authorities, asSystem };
  });
}
