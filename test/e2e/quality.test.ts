import { expect, test, type Page } from '@playwright/test';
import type { ReviewFormInForce } from '../../src/console/api.generated.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { deskOf, ours, signIn } from './clerk.ts';

const product = productAtDesk();
const supervisor = 'supervision@cdmx.example';
const agent = 'locatel@cdmx.example';

test('interactions are drawn, reviewed with reasons, read and contested by who attended, all by keyboard', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'calidad' });
  const rows = page.locator('.plain-table tbody tr');
  // Of what the demonstration drew two are left.
  await expect(rows).toHaveCount(2);
  await accessible(page);
  await page.getByRole('button', { name: 'Sortear atenciones' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Autoridad').selectOption({ label: 'Gobierno de la Ciudad de México' });
  await dialog.getByRole('button', { name: 'Sortear atenciones' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Salieron \d+ atenciones\.$/)).toBeVisible();
  // The agent of the city attends information, follow-ups and support: two of each.
  await expect(rows).toHaveCount(2 + 6);
  await page.getByRole('link', { name: 'Sorteos' }).click();
  await expect(page.getByText(/^6 de \d+, 0 revisadas$/)).toBeVisible();
  await page.getByRole('link', { name: 'Por revisar' }).click();
  await rows.first().getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Revisión de una atención de Diego/ })).toBeVisible();
  await accessible(page);
  // Five criteria: the first mark of each by the space bar, the last but one criterion only in part.
  for (const name of ['greeting', 'listening', 'right_answer', 'record'])
    await page.locator(`input[name=mark-${name}][value=yes]`).press('Space');
  await page.locator('input[name=mark-clarity][value=partly]').press('Space');
  const send = page.getByRole('button', { name: 'Enviar revisión' });
  await page.getByLabel('Qué estuvo bien y qué puede mejorar').fill('Muy completa');
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Por qué', { exact: true }).fill('Usó una sigla');
  await expect(page.getByText('90 de 100 puntos')).toBeVisible();
  // What was typed comes back.
  await page.reload();
  await expect(page.getByLabel('Por qué', { exact: true })).toHaveValue('Usó una sigla');
  await send.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Se envió la revisión a quien atendió')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Deshacer la revisión' })).toBeVisible();
  await accessible(page);
  const address = new URL(page.url()).pathname.replace('/console/', '');

  const theirs = await deskOf(browser, product, { email: agent, path: 'calidad' });
  await expect(theirs.getByRole('link', { name: 'Por revisar' })).toHaveCount(0);
  await theirs.locator('.plain-table tbody tr').first().getByRole('link').press('Enter');
  expect(theirs.url()).toContain(address);
  await expect(theirs.getByText('Usó una sigla')).toBeVisible();
  await expect(
    theirs.getByText(/^Si no está de acuerdo, puede impugnarla hasta el \w+ \d+ de /),
  ).toBeVisible();
  await theirs.getByLabel('Comentario').fill('No usé ninguna sigla');
  await theirs.getByRole('button', { name: 'Impugnar' }).press('Enter');
  await expect(theirs.getByText('Se guardó su respuesta')).toBeVisible();
  await accessible(theirs);
  await theirs.getByRole('link', { name: 'Revisión de calidad' }).first().click();
  await theirs.getByRole('link', { name: 'Avance' }).click();
  await expect(theirs.getByRole('rowheader', { name: 'Diego Ejemplo Pino (usted)' })).toBeVisible();
  await page.reload();
  // Who reviewed does not settle it.
  await expect(page.getByText('No usé ninguna sigla')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Resolver la impugnación' })).toHaveCount(0);
});

test('the city writes its own form', async ({ browser }) => {
  const page = await deskOf(browser, product, {
    ...{ email: 'administracion@cdmx.example', path: 'administration/quality' },
  });
  await page.getByRole('button', { name: 'Agregar criterio' }).click();
  await page.getByLabel('Criterio 6', { exact: true }).fill('Ofreció encuesta');
  await accessible(page);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Se guardó el formulario')).toBeVisible();
  await page.reload();
  const sixth = page.getByLabel('Criterio 6', { exact: true });
  await expect(sixth).toHaveValue('Ofreció encuesta');

  // Somebody else saves while this one types: what was typed stays, and both can be chosen.
  await sixth.fill('Ofreció la encuesta');
  const address = `${product.url}/api/v1/quality/form`;
  const { version, form } = (await (await page.request.get(address)).json()) as ReviewFormInForce;
  const data = { version, form: { ...form, passes_at: 81 } };
  expect((await page.request.put(address, { data, headers: ours })).ok()).toBe(true);
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Alguien más guardó cambios mientras usted escribía')).toBeVisible();
  await page.reload();
  await expect(sixth).toHaveValue('Ofreció la encuesta');
  await page.getByRole('button', { name: 'Ver lo que guardó y descartar lo mío' }).click();
  await expect(sixth).toHaveValue('Ofreció encuesta');
  await expect(page.getByText('Alguien más guardó cambios')).toHaveCount(0);
});

test('what several judged blind is compared, and what they agree on is kept', async ({ browser }) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'calidad?list=calibration' });
  await page.locator('.plain-table tbody tr').first().getByRole('link').press('Enter');
  await expect(page.getByText('Kappa de Cohen (1960), dos personas.')).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Atención 2', exact: true }).press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Sofía Ejemplo Monte' })).toBeVisible();
  await accessible(page);
  // What both marked alike is filled in: only the reason is missing.
  const keep = page.getByRole('button', { name: 'Guardar como referencia' });
  await expect(keep).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Por qué se acordó así').fill('Las dos coincidimos');
  await keep.press('Enter');
  await expect(page.getByText('Se guardó la referencia')).toBeVisible();
  await expect(page.getByText('Las dos coincidimos')).toBeVisible();
});

/** Marks every criterion of what is on the screen as met, and keeps it. */
async function judge(page: Page): Promise<void> {
  const met = page.locator('input[type=radio][value=yes]');
  await expect(met).not.toHaveCount(0);
  for (const one of await met.all()) await one.press('Space');
  await page.getByRole('button', { name: 'Guardar mi calificación' }).press('Enter');
  await expect(page.getByText('Se guardó su calificación')).toBeVisible();
}

test('two judge one interaction apart and compare; what one typed waits for them and for nobody else', async ({
  browser,
}) => {
  const page = await deskOf(browser, product, { email: supervisor, path: 'calidad?list=calibration' });
  await page.getByRole('button', { name: 'Nueva calibración' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Autoridad').selectOption({ label: 'Gobierno de la Ciudad de México' });
  await dialog.getByLabel('Cuántas atenciones').fill('1');
  await dialog.getByRole('button', { name: 'Sortear y empezar' }).press('Enter');
  await expect(page.getByText('Empezó la calibración')).toBeVisible();
  await judge(page);
  await expect(page.getByText('Bruno Ejemplo Cedro (1 de 1)')).toBeVisible();
  // One alone has nobody to compare with.
  const compare = { name: 'Comparar', exact: true };
  await expect(page.getByRole('button', compare)).toHaveAttribute('aria-disabled', 'true');

  const path = new URL(page.url()).pathname.replace('/console/', '');
  const other = await deskOf(browser, product, { email: 'calidad@cdmx.example', path });
  const mark = other.locator('input[name=mark-greeting][value=partly]');
  await expect(other.locator('input[type=radio]:checked')).toHaveCount(0);
  await mark.press('Space');
  // The session expires: it is as it was when the same person comes back.
  await other.context().clearCookies();
  await other.reload();
  await signIn(other, 'calidad@cdmx.example', product.password);
  await expect(mark).toBeChecked();
  // Somebody else enters at the same window, and then the first again.
  await other.context().clearCookies();
  await other.reload();
  await signIn(other, supervisor, product.password);
  await expect(other.getByText('Bruno Ejemplo Cedro (1 de 1)')).toBeVisible();
  await expect(other.locator('input[name=mark-greeting][value=yes]')).toBeChecked();
  await mark.press('Space');
  await other.getByRole('button', { name: 'Menú de Bruno' }).click();
  await other.getByRole('menuitem', { name: 'Salir' }).click();
  await accessible(other);
  await other.getByRole('button', { name: 'Salir y borrarlo' }).press('Enter');
  await expect(other.getByLabel('Contraseña')).toBeVisible();
  expect(await other.evaluate(() => Object.keys(sessionStorage).join())).not.toContain('draft');
  await signIn(other, 'calidad@cdmx.example', product.password);
  await expect(other.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  await other.goto(page.url());
  await expect(other.locator('input[type=radio]:checked')).toHaveCount(0);

  await judge(other);
  await expect(other.getByRole('button', compare)).not.toHaveAttribute('aria-disabled', 'true');
  await other.getByRole('button', compare).press('Enter');
  const said = other.getByText('Ya puede ver en qué difieren');
  await expect(said).toBeVisible();
  // What is pointed at stays.
  await said.hover();
  await page.reload();
  await expect(page.getByText('Kappa de Cohen (1960), dos personas.')).toBeVisible();

  // In another window of her browser she leaves and somebody else enters: what she began in this one waits for her.
  await other.getByRole('link', { name: 'Atención 1', exact: true }).press('Enter');
  const why = other.getByLabel('Por qué se acordó así');
  await why.fill('Lo acordamos');
  const second = await other.context().newPage();
  await second.goto(new URL('inbox', page.url().replace(/console\/.*/, 'console/')).href);
  const leave = async (name: string) => {
    await second.getByRole('button', { name: `Menú de ${name}` }).click();
    await second.getByRole('menuitem', { name: 'Salir' }).click();
  };
  await expect(said).toBeVisible();
  await leave('Sofía');
  await expect(other.getByLabel('Contraseña')).toBeVisible();
  await expect(said).toHaveCount(0);
  await signIn(second, supervisor, product.password);
  await expect(other.getByRole('heading', { name: 'Ahora está Bruno' })).toBeVisible();
  await accessible(other);
  await expect(other.getByText('Lo acordamos')).toHaveCount(0);
  await leave('Bruno');
  await signIn(second, 'calidad@cdmx.example', product.password);
  await expect(why).toHaveValue('Lo acordamos');
});
