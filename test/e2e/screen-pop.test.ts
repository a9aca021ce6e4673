import { expect, test } from '@playwright/test';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { saveExchange } from '../../src/actions/telephony/save-exchange.ts';
import { setExtension } from '../../src/actions/telephony/set-extension.ts';
import { inTransaction } from '../../src/store/database.ts';
import { amiPeer, type AmiPeer } from '../telephony/ami-peer.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const agent = 'locatel@cdmx.example';
const phone = '55 2058 0611';

let peer: AmiPeer;
test.beforeAll(async () => {
  peer = await amiPeer();
});
test.afterAll(() => peer.close());

/** An exchange of the city whose extension 101 is the agent's. */
async function anExchange(): Promise<void> {
  const { app } = product;
  const found = await inTransaction(app.database, { kind: 'system' }, async (tx) => ({
    user: await tx.selectFrom('users').select('id').where('email', '=', agent).executeTakeFirstOrThrow(),
    authority: await tx
      .selectFrom('authorities')
      .select(['id', 'city_id'])
      .where('level', '=', 'city')
      .executeTakeFirstOrThrow(),
  }));
  const { id: authority_id, city_id } = found.authority;
  const where = { exchange_id: null, city_id, authority_id, name: 'Conmutador', host: '127.0.0.1' };
  const spoken = { port: peer.port, is_tls: false, username: 'atiende', secret: 'secreto' };
  const given = { ...where, ...spoken, dial_context: 'atiende-salida', is_enabled: true };
  const system = { kind: 'system' } as const;
  const { exchange_id } = await saveExchange(app, system, given);
  await setExtension(app, system, { exchange_id, user_id: found.user.id, extension: '101' });
}

/** Something that who has that number reported. */
async function aLeak(): Promise<{ folio: string }> {
  const { app } = product;
  const { id: city_id } = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('cities').select('id').where('code', '=', 'cdmx').executeTakeFirstOrThrow(),
  );
  const about = { service_code: 'alumbrado', answers: { lamps: 1, state: 'dark' } };
  return filePetition(
    app,
    { kind: 'citizen', petition_id: null },
    {
      ...{ city_id, ...about, channel: 'portal', description: 'El farol no prende' },
      ...{ identity: 'named', privacy_version: 1, notify_by: 'phone' },
      place: { zone_code: 'cuauhtemoc', address_text: 'Calle de la Prueba 12' },
      contact: { name: 'Rosa Ejemplo Lirio', phone },
    },
  );
}

/** It rings at the agent's telephone; the call is there until it is hung up. */
function rings(linked_id: string, number: string): void {
  const base = { Uniqueid: linked_id, Linkedid: linked_id, CallerIDNum: number };
  const leg = { Interface: 'PJSIP/101', DestUniqueid: `${linked_id}9`, DestChannel: 'PJSIP/101-0000000a' };
  peer.channels.set(linked_id, {
    Channel: 'PJSIP/troncal-00000001',
    Uniqueid: linked_id,
    Linkedid: linked_id,
  });
  peer.say({ Event: 'QueueCallerJoin', Queue: 'atencion', ...base });
  peer.say({ Event: 'AgentCalled', Queue: 'atencion', ...base, ...leg });
}

test('who calls is shown from the first ring, and one key takes the call to the desk', async ({
  browser,
}) => {
  const { folio } = await aLeak();
  const page = await deskOf(browser, product, { email: agent, path: 'atencion' });
  await expect(page.getByText(/Sin central telefónica conectada/)).toBeVisible();
  await anExchange();
  await expect.poll(() => peer.connected(), { timeout: 15_000 }).toBe(1);
  await page.reload();
  await expect(page.getByText('Telefonía conectada, extensión 101')).toBeVisible();

  // Keys do not stand in the way of typing: the field is left first.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('e');
  await page.keyboard.press('d');
  await expect(page.getByRole('button', { name: /Disponible/ })).toBeVisible();
  rings('7.1', '044 55 20580611');
  const bar = page.getByRole('region', { name: 'Llamada' });
  await expect(bar).toContainText('+525520580611');
  await expect(bar).toContainText(folio);
  await accessible(page);
  await page.keyboard.press('F8');
  await expect(bar).toBeHidden();
  await expect(page.getByRole('button', { name: 'Terminar' })).toBeVisible();
  await expect(page.locator('.desk-petitions')).toContainText(folio);

  // The call and what was done in it are one.
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('s');
  await page.keyboard.press('f');
  const call = () =>
    inTransaction(product.app.database, { kind: 'system' }, (tx) =>
      tx
        .selectFrom('calls as c')
        .innerJoin('interactions as i', 'i.id', 'c.interaction_id')
        .select(['i.kind', 'i.ended_at', 'i.direction'])
        .where('c.linked_id', '=', '7.1')
        .executeTakeFirst(),
    );
  await expect.poll(async () => (await call())?.kind, { timeout: 10_000 }).toBe('follow_up');

  // The line goes away, and everything else goes on.
  await peer.close();
  await expect(page.getByText(/Telefonía sin conexión/)).toBeVisible({ timeout: 10_000 });
});
