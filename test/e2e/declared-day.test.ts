import { expect, test, type Page } from '@playwright/test';
import { sql } from 'kysely';
import { inTransaction } from '../../src/store/database.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { deskOf } from './clerk.ts';

let product: RunningProduct;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

const system = { kind: 'system' } as const;
const administrator = { email: 'administracion@cdmx.example', path: 'administration/calendars' };

/** Weekdays that come, as the form and as the list say them. */
const dayAhead = (days: number): string => {
  const at = new Date(Date.now() + days * 86_400_000);
  if (at.getUTCDay() % 6 === 0) return dayAhead(days + 2);
  return at.toISOString().slice(0, 10);
};

async function declare(page: Page, { day, name }: { day: string; name: string }): Promise<number> {
  await page.getByRole('button', { name: 'Declarar días' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Desde').fill(day);
  await dialog.getByLabel('Nombre').fill(name);
  await dialog.getByLabel('Acuerdo o publicación').fill('Gaceta 1, de prueba');
  // It is not declared before it was seen how many move.
  await expect(dialog.getByRole('button', { name: 'Declarar días' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Ver a cuántas mueve' }).click();
  const moves = dialog.locator('.big-number');
  await expect(moves).toBeVisible();
  await accessible(page);
  const moved = Number(await moves.textContent());
  await dialog.getByRole('button', { name: 'Declarar días' }).click();
  await expect(dialog).toHaveCount(0);
  return moved;
}

/** As it is halfway: the rest is left for who looks. */
const rewrite = (change: { seen: number; finished_at: string | null; refused?: number }) =>
  inTransaction(product.app.database, system, async (tx) => {
    const { id } = await tx
      .selectFrom('recounts')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('recount_lanes')
      .set(change)
      .where('recount_id', '=', id)
      .where('lane', '=', 0)
      .execute();
    await tx
      .updateTable('recount_lanes')
      .set({ seen: 0 })
      .where('recount_id', '=', id)
      .where('lane', '=', 1)
      .execute();
    return id;
  });

/** Two petitions that a recount left as they were. @returns their folios */
const refuse = (recount_id: string) =>
  inTransaction(product.app.database, system, async (tx) => {
    const petitions = await tx
      .selectFrom('petitions')
      .select(['id', 'folio'])
      // Who keeps the calendars does not read what is private.
      .where('visibility', '=', 'masked')
      .orderBy('folio')
      .limit(2)
      .execute();
    const rows = petitions.map(({ id }) => ({ recount_id, petition_id: id, needed_on: '2031-01-07' }));
    await tx.insertInto('recount_refusals').values(rows).execute();
    return petitions.map(({ folio }) => folio);
  });

test('a declared day is seen beforehand, counted before one’s eyes, and told at the end; its calendar has an address', async ({
  browser,
}, info) => {
  test.slow();
  const page = await deskOf(browser, product, administrator);
  // A year is one click away, has an address of its own and stays where it is.
  const years = page.locator('.tabs').getByRole('button');
  const other = (await years.last().textContent())!;
  await years.last().click();
  await expect(page).toHaveURL(new RegExp(`calendar=[a-z-]+&year=${other}`));
  await page.reload();
  await expect(page.getByRole('button', { name: other, pressed: true })).toBeVisible();

  const day = dayAhead(4);
  const moved = await declare(page, { day, name: 'Cierre de prueba' });
  expect(moved).toBeGreaterThan(0);
  const said = page.locator('output.notice');
  await expect(said).toContainText(`Plazos recalculados por «Cierre de prueba»`, { timeout: 60_000 });
  await expect(said).toContainText(`${moved} solicitudes cambiaron de fecha`);
  await accessible(page);
  await page.screenshot({ path: info.outputPath('done.png') });

  // Halfway, as it stands for minutes in a big city.
  const id = await rewrite({ seen: 3, finished_at: null });
  await page.reload();
  await expect(said).toContainText(
    /Los plazos se recalculan por «Cierre de prueba»: 3 de [\d,]+ solicitudes. Faltan/,
  );
  await expect(page.getByRole('progressbar')).toHaveJSProperty('value', 3);
  await accessible(page);
  await page.screenshot({ path: info.outputPath('running.png') });

  // Its job failed: said, and what becomes of it.
  await inTransaction(product.app.database, system, async (tx) => {
    await sql`select graphile_worker.add_job('recompute_clocks', payload := ${JSON.stringify({ recount_id: id })}::json,
      run_at := now() + interval '1 hour', job_key := ${`recount/${id}`}, max_attempts := 17)`.execute(tx);
    await sql`update graphile_worker._private_jobs set last_error = 'prueba', attempts = 1 where key = ${`recount/${id}`}`.execute(
      tx,
    );
  });
  await expect(said).toContainText('se detuvo por una falla en 3 de', { timeout: 15_000 });
  await expect(said).toContainText('se vuelve a intentar solo');
  await accessible(page);
  await page.screenshot({ path: info.outputPath('held-up.png') });

  // The end comes without a touch.
  await rewrite({ seen: 3, finished_at: product.app.now() });
  await expect(said).toContainText('Plazos recalculados', { timeout: 15_000 });

  // Two of three that stayed as they were are there to be opened, each with its reason.
  await rewrite({ seen: 3, finished_at: product.app.now(), refused: 3 });
  const [first] = await refuse(id);
  await page.reload();
  await expect(said).toContainText('3 solicitudes quedaron como estaban');
  const left = page.locator('details').filter({ hasText: 'Cuáles son y por qué' });
  await expect(left.getByRole('listitem')).toHaveCount(2);
  await expect(left).toContainText('y el calendario solo va del');
  await expect(left).toContainText('necesita el martes 7 de enero de 2031');
  await expect(left).toContainText('Hay 1 más que no está en esta lista');
  await accessible(page);
  await page.screenshot({ path: info.outputPath('refused.png') });
  await left.getByRole('link', { name: first! }).click();
  await expect(page.getByText(first!).first()).toBeVisible();
  await page.goBack();

  await page.getByRole('link', { name: 'Historial' }).click();
  const change = page.locator('li.card').filter({ hasText: 'Calendario' }).first();
  await expect(change).toContainText(/Cambió: .*Fuente/);
  await change.getByText('Cambió').click();
  await expect(change).toContainText('— → Gaceta 1, de prueba');
  await expect(change).toContainText('— → Cierre');
  await expect(change).not.toContainText('closure');
  await page.screenshot({ path: info.outputPath('history.png') });
});

test('a day that moves nothing says so', async ({ browser }, info) => {
  const page = await deskOf(browser, product, administrator);
  const far = dayAhead(300);
  expect(await declare(page, { day: far, name: 'Día lejano' })).toBe(0);
  await expect(page.locator('output.notice')).toContainText('ninguna solicitud abierta cambió de fecha', {
    timeout: 60_000,
  });
  await page.screenshot({ path: info.outputPath('none.png') });
});
