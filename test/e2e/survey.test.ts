import { expect, test, type Page } from '@playwright/test';
import { inTransaction } from '../../src/store/database.ts';
import { surveyToken } from '../../src/store/surveys.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { act, deskOf, openPetition, petitionFiled, tracking } from './clerk.ts';

const product = productAtDesk();
const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(product.app.database, { kind: 'system' }, work);

async function reply(page: Page, body: string): Promise<void> {
  await page.getByRole('button', { name: 'Responder', exact: true }).click();
  await page.getByLabel('Resultado').selectOption({ value: 'resolved' });
  await page.getByRole('textbox', { name: 'Respuesta', exact: true }).fill(body);
  await page.getByLabel('Qué sigue').fill('Puede confirmar o inconformarse en su página.');
  await page.getByRole('button', { name: /^Enviar (la|primera) respuesta$/ }).click();
  await expect(page.locator('.reply').filter({ hasText: body })).toBeVisible();
}

const surveyOf = (petition_id: string) =>
  asSystem((tx) =>
    tx
      .selectFrom('surveys')
      .select(['id', 'solved', 'satisfaction'])
      .where('petition_id', '=', petition_id)
      .executeTakeFirst(),
  );

/** An answer of the list that begins with that question. */
const choose = (page: Page, question: string, answer: string) =>
  page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();

test('who says by the link of the mail that it was not solved has it opened again, once, without JavaScript', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'El farol parpadea.' });
  const clerk = await deskOf(browser, product, {
    email: 'alumbrado.iztapalapa@cdmx.example',
    path: 'inbox',
  });
  await act(clerk, filed, ['accept']);
  await openPetition(clerk, filed);
  await reply(clerk, 'Se cambió el foco.');
  const citizen = await tracking(browser, product, filed);
  await citizen.getByRole('button', { name: 'Sí, quedó resuelta' }).click();
  await expect(citizen.locator('.stages [aria-current]')).toHaveText('Cerrada');
  await expect.poll(async () => (await surveyOf(filed.id))?.id, { timeout: 30_000 }).toBeDefined();

  const survey = (await surveyOf(filed.id))!;
  const link = `${product.url}/opinion/${surveyToken(product.app.keys, survey.id)}`;
  const telephone = { javaScriptEnabled: false, viewport: { width: 360, height: 780 } };
  const page = await (await browser.newContext(telephone)).newPage();
  await page.goto(link);
  // The secret leaves the address at once.
  await expect(page).toHaveURL(`${product.url}/opinion`);
  await expect(page.locator('main')).toContainText(filed.folio);
  await page.getByRole('button', { name: 'Enviar mi opinión' }).click();
  await expect(page.getByRole('alert')).toContainText('Diga si se resolvió lo que pidió.');
  await choose(
    page,
    'En general, ¿qué tan satisfecha o satisfecho quedó con la atención?',
    'Insatisfecha o insatisfecho',
  );
  await choose(page, '¿Se resolvió lo que pidió?', 'No');
  await page.getByRole('button', { name: 'Enviar mi opinión' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gracias por su opinión');
  expect(await surveyOf(filed.id)).toMatchObject({ satisfaction: 2, solved: 'no' });

  await page.getByLabel('¿Qué falta?').fill('Volvió a parpadear la misma noche.');
  await page.getByRole('button', { name: 'Reabrir mi solicitud' }).click();
  await expect(page.getByText('Su solicitud está abierta otra vez.')).toBeVisible();
  await expect(clerk.locator('.petition-head')).toContainText('En atención');
  await expect(clerk.locator('.timeline')).toContainText('Volvió a parpadear la misma noche.');
  // A second opening of the link asks nothing any more, and nothing is offered twice.
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Reabrir mi solicitud' })).toHaveCount(0);
});

test('whoever came by telephone is called from the console, and asked for on another day', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, {
    email: 'supervision@cdmx.example',
    path: 'surveys-to-ask',
  });
  const calls = page.getByRole('button', { name: 'Llamar', exact: true });
  await expect(calls.first()).toBeVisible();
  const waiting = await calls.count();
  await calls.first().click();
  const call = page.getByRole('dialog');
  await expect(call).toContainText('queremos saber cómo le fue');
  await expect(call.getByRole('link', { name: '5555' })).toBeVisible();
  await accessible(page);
  const other_day = call.getByRole('button', { name: 'Pidió otro día' });
  await expect(other_day).toHaveAttribute('aria-disabled', 'true');
  const tomorrow = new Date(Date.parse(product.app.now()) + 86_400_000).toISOString().slice(0, 10);
  await call.getByLabel('Llamar otra vez el').fill(tomorrow);
  await other_day.click();
  await expect(call).toHaveCount(0);
  await expect(calls).toHaveCount(waiting - 1);

  await calls.first().click();
  await choose(
    page,
    'En general, ¿qué tan satisfecha o satisfecho quedó con la atención?',
    'Muy satisfecha o satisfecho',
  );
  await choose(page, '¿Se resolvió lo que pidió?', 'Sí');
  await call.getByRole('button', { name: 'Guardar la respuesta' }).click();
  await expect(call).toHaveCount(0);
  await expect(calls).toHaveCount(waiting - 2);
});
