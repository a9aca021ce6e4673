import { expect, test, type Page } from '@playwright/test';
import { inTransaction } from '../../src/store/database.ts';
import { newId } from '../../src/store/ids.ts';
import { productAtDesk } from './at-desk.ts';
import { accessible } from './axe.ts';
import { deskOf, petitionFiled } from './clerk.ts';

const product = productAtDesk();
const heads = 'servicios.iztapalapa@cdmx.example';
const number = (page: Page, words: string) => page.locator('.number-card', { hasText: words });

test('a head begins the day with numbers that are lists, and sees a new petition come in', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: heads, path: '' });
  await expect(page).toHaveURL(/\/console\/my-unit$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Mi unidad hoy' })).toBeVisible();
  await accessible(page);
  const card = number(page, 'Por aceptar');
  const before = Number((await card.locator('strong').textContent())!.trim());
  await petitionFiled(product, { zone: 'iztapalapa', text: 'Una lámpara apagada para el tablero.' });
  await expect(card.locator('strong')).toHaveText(String(before + 1), { timeout: 15_000 });
  await card.click();
  await expect(page).toHaveURL(/tab=to_accept/);
  await expect(page.locator('.rows tbody tr[data-row]')).toHaveCount(before + 1);
  await page.goBack();
  await number(page, 'Respondidas hoy').click();
  await expect(page).toHaveURL(/tab=all&replied_from=\d{4}-\d\d-\d\d&replied_until=/);
});

test('the forecast says what it needs, and the work by person is in the order of names', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: heads, path: 'my-unit' });
  await page.getByRole('link', { name: 'Pronóstico' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pronóstico' })).toBeVisible();
  await expect(page.getByText('Todavía no hay ocho semanas de historia')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Solicitudes vencidas al final de cada día/ })).toBeVisible();
  await page.getByText('Ver como tabla').last().click();
  await accessible(page);
  await page.getByRole('link', { name: 'Carga por persona' }).click();
  await expect(page.getByText(/^En orden de nombre/)).toBeVisible();
  await expect(page.getByRole('table')).toContainText('Sin asignar');
  await accessible(page);
});

test('a critical point is given to somebody with a day, and closed with a result', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: heads, path: 'critical-points' });
  await expect(page.getByText('Todavía no se ha buscado.')).toBeVisible();
  await page.getByRole('button', { name: 'Buscar ahora' }).click();
  await expect(page.getByText(/^Última búsqueda: /)).toBeVisible({ timeout: 30_000 });
  await accessible(page);
  await aGrowingQueue();
  await page.reload();
  await page.getByRole('link', { name: 'Crece la fila: Alumbrado Público' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Crece la fila/ })).toBeVisible();
  await expect(page.getByText('De 10 a 32 abiertas')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Dar a una persona' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Quién lo atiende').selectOption({ label: 'Mónica Ejemplo Peña' });
  await dialog.getByLabel('Días hábiles para atenderlo').fill('3');
  await dialog.getByLabel('Qué se hará').fill('Revisar el circuito completo');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Se acordó qué hacer')).toBeVisible();
  await page.getByRole('button', { name: 'Cerrar el punto' }).click();
  await dialog.getByLabel('Resultado').selectOption({ label: 'Resuelto' });
  await dialog.getByLabel('Qué resultó').fill('Se cambió el transformador');
  await dialog.getByRole('button', { name: 'Cerrar el punto' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Resuelto' })).toBeVisible();
});

/** As the search of a later night would find it; that it does is tested beside the action. */
async function aGrowingQueue(): Promise<void> {
  const { app } = product;
  const [id, at] = [newId(), app.now()];
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const unit = await tx
      .selectFrom('units as u')
      .innerJoin('authorities as a', 'a.id', 'u.authority_id')
      .select(['u.id', 'a.id as authority_id', 'a.city_id'])
      .where('u.name', '=', 'Alumbrado Público')
      .where('a.code', '=', 'iztapalapa')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('critical_points')
      .values({
        ...{ id, city_id: unit.city_id, authority_id: unit.authority_id, unit_id: unit.id },
        ...{ kind: 'queue_rising', key: `queue_rising/${id}`, state: 'open', compared: 'weeks' },
        ...{ found_at: at, last_found_at: at, since: '2026-02-01', before_value: 10, after_value: 32 },
        ...{ weekly: [10, 12, 15, 14, 19, 24, 27, 32], chance: 0.01, petitions: 0, petition_ids: [] },
      })
      .execute();
  });
}
