import { expect, test, type Page } from '@playwright/test';
import { inTransaction } from '../../src/store/database.ts';
import { ticketToken } from '../../src/store/tickets.ts';
import { accessible } from './axe.ts';
import { productAtDesk } from './at-desk.ts';
import { deskOf } from './clerk.ts';

const product = productAtDesk();
const clerk = 'turnos.cuauhtemoc@cdmx.example';
const office = '/turnos/sede-demostracion';

const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(product.app.database, { kind: 'system' }, work);

/** The office is open whenever the test runs. */
test.beforeEach(async () => {
  await asSystem(async (tx) => {
    const { settings } = await tx.selectFrom('offices').select('settings').executeTakeFirstOrThrow();
    const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '23:59' }));
    const open = JSON.stringify({ ...(settings as object), hours, stop_minutes: 0 });
    await tx.updateTable('offices').set({ settings: open }).execute();
    // On a holiday too.
    await tx.deleteFrom('calendar_days').execute();
    await tx
      .updateTable('cities')
      .set(({ eb }) => ({ configuration_version: eb('configuration_version', '+', 1) }))
      .execute();
  });
});

async function windowAt(page: Page, path: string, options = {}): Promise<Page> {
  const context = await page.context().browser()!.newContext(options);
  const other = await context.newPage();
  other.on('pageerror', (error) => expect.soft(error.message, other.url()).toBe(''));
  await other.goto(product.url + path);
  return other;
}

/** A kiosk whose clock is ours, with something that was typed there and left. */
async function untouchedKiosk(page: Page): Promise<Page> {
  const kiosk = await windowAt(page, '/');
  await kiosk.clock.install();
  await kiosk.goto(product.url + office);
  await expect(kiosk.getByRole('button', { name: /Reportes y solicitudes/ })).toContainText('0 personas');
  await kiosk.getByRole('searchbox').fill('bache');
  return kiosk;
}

test('a number from the kiosk is called, shown, attended at the desk and counted once', async ({
  page,
  browser,
}) => {
  const display = await windowAt(page, `${office}/pantalla`, { viewport: { width: 1920, height: 1080 } });
  await accessible(display);
  const kiosk = await untouchedKiosk(page);
  await page.goto(product.url + office);
  await accessible(page);
  await page.getByLabel('Persona mayor').check();
  await page.getByRole('button', { name: /Reportes y solicitudes/ }).click();
  await expect(page.getByRole('heading', { name: /Su número B-01/ })).toBeVisible();
  await accessible(page);
  // A kiosk that nobody touches for a minute reads itself again, and what somebody left there is gone.
  await kiosk.clock.fastForward(70_000);
  await expect(kiosk.getByRole('button', { name: /Reportes y solicitudes/ })).toContainText(
    '1 persona espera',
  );
  await expect(kiosk.getByRole('searchbox')).toHaveValue('');
  const link = await ticketLink();
  const phone = await windowAt(page, link, { viewport: { width: 360, height: 740 } });
  await expect(phone).toHaveURL(`${product.url}/turno`);
  await expect(phone.getByText('Usted sigue. Esté cerca de las ventanillas.')).toBeVisible();
  await accessible(phone);

  const desk = await deskOf(browser, product, { email: clerk, path: 'turnos' });
  await desk.getByLabel('Mi ventanilla').selectOption({ label: 'Ventanilla 2' });
  await expect(desk.getByRole('rowheader', { name: 'B-01' })).toBeVisible();
  await accessible(desk);
  await desk.locator('h1').click();
  await desk.keyboard.press('n');
  await expect(desk.locator('.turns-number')).toHaveText('B-01');
  await expect(display.locator('.display-number')).toHaveText('B-01');
  await expect(display.locator('.display-counter')).toHaveText('Ventanilla 2');
  await expect(phone.getByText('¡Es su turno! Pase a: Ventanilla 2')).toBeVisible();
  await desk.keyboard.press('r');
  await expect(desk.getByText('Llamado. Veces: 2')).toBeVisible();

  await desk.keyboard.press('a');
  await expect(desk).toHaveURL(/\/console\/atencion$/);
  await desk.getByLabel('Qué se le dijo').fill('Se explicó el trámite');
  await desk.getByRole('button', { name: 'Terminar' }).click();
  await expect(desk.getByText('Se guardó. Atención registrada.')).toBeVisible();
  await expect(phone.getByText('Ya le atendimos. Gracias por su visita.')).toBeVisible();
  const row = await asSystem((tx) =>
    tx
      .selectFrom('tickets as t')
      .innerJoin('interactions as i', 'i.id', 't.interaction_id')
      .select(['t.state', 't.ended_at', 'i.channel', 'i.wrap_up', 'i.ended_at as over_at'])
      .where('t.prefix', '=', 'B')
      .executeTakeFirstOrThrow(),
  );
  expect(row).toMatchObject({ state: 'done', channel: 'counter', wrap_up: 'answered' });
  expect(row.over_at).toBe(row.ended_at);
});

test('somebody is set aside, comes back, goes to another line and is finished, by keys alone', async ({
  page,
  browser,
}) => {
  await page.goto(`${product.url}${office}?desde=telefono`);
  await page.getByRole('button', { name: /Trámites/ }).click();
  await expect(page).toHaveURL(`${product.url}/turno`);
  const desk = await deskOf(browser, product, { email: clerk, path: 'turnos' });
  await desk.getByLabel('Mi ventanilla').selectOption({ label: 'Ventanilla 3' });
  await desk.locator('h1').click();
  await desk.keyboard.press('n');
  await expect(desk.locator('.turns-number')).toHaveText('T-01');
  // Where the line cannot be read again, who is there stays.
  const line = '**/api/v1/offices/*/line';
  await desk.route(line, (route) => route.fulfill({ status: 500, json: {} }));
  for (let times = 0; times < 2; times += 1) {
    const failed = desk.waitForResponse((answer) => answer.status() === 500);
    await desk.keyboard.press('r');
    await failed;
  }
  await expect(desk.locator('.turns-number')).toHaveText('T-01');
  await desk.unroute(line);
  await desk.keyboard.press('p');
  await desk.keyboard.type('Fue por una copia');
  await desk.keyboard.press('Enter');
  await expect(page.getByText('Le esperamos de vuelta.', { exact: false })).toBeVisible();
  await desk.getByRole('button', { name: 'Volver a pasar' }).press('Enter');
  await expect(desk.locator('.turns-number')).toHaveText('T-01');
  await desk.keyboard.press('t');
  await desk
    .getByRole('dialog')
    .getByRole('combobox', { name: 'Fila' })
    .selectOption({ label: 'Información y seguimiento' });
  await desk.getByRole('dialog').getByRole('button', { name: 'Enviar a otra fila' }).press('Enter');
  await expect(page.getByText('Usted sigue.', { exact: false })).toBeVisible();
  await desk.getByLabel('Mi ventanilla').selectOption({ label: 'Ventanilla 1' });
  await desk.locator('h1').click();
  await desk.keyboard.press('n');
  await expect(desk.locator('.turns-number')).toHaveText('T-01');
  await desk.keyboard.press('f');
  const ending = desk.getByRole('dialog', { name: 'Terminar' });
  await expect(ending.getByRole('button', { name: 'Terminar' })).toBeFocused();
  await ending.getByLabel('Cierre').selectOption('referred');
  await ending.getByRole('button', { name: 'Terminar' }).press('Enter');
  await expect(page.getByText('Ya le atendimos.', { exact: false })).toBeVisible();
});

test('an hour is booked without JavaScript, taken along and cancelled, and booked by telephone', async ({
  page,
  browser,
}) => {
  const plain = await windowAt(page, `${office}/cita`, { javaScriptEnabled: false });
  await plain.getByLabel('¿Qué día?').selectOption({ index: 1 });
  await plain.getByRole('button', { name: 'Ver las horas' }).click();
  await plain.getByRole('button', { name: 'Apartar esta hora' }).click();
  await expect(plain.getByRole('alert')).toContainText('Elija una hora.');
  await page.goto(plain.url());
  await accessible(page);
  await plain.getByRole('radio').first().check();
  await plain.getByRole('button', { name: 'Apartar esta hora' }).click();
  await expect(plain).toHaveURL(`${product.url}/turno`);
  await expect(plain.getByText('Su cita es el', { exact: false })).toBeVisible();
  const entry = await plain.context().request.get(`${product.url}/turno/mio/cita.ics`);
  expect(await entry.text()).toMatch(/BEGIN:VEVENT[\s\S]*DTSTART:\d{8}T\d{6}Z[\s\S]*TRIGGER:-PT2H/);
  await plain.getByRole('button', { name: 'Cancelar mi cita' }).click();
  await expect(plain.getByText('Su lugar quedó cancelado.')).toBeVisible();

  // Who answers the telephone of the city attends at no office.
  const desk = await deskOf(browser, product, { email: 'locatel@cdmx.example', path: 'atencion' });
  await desk.locator('h1').click();
  await desk.keyboard.press('h');
  await expect(desk.getByRole('combobox', { name: 'Oficina' })).toBeFocused();
  const hours = desk.getByRole('combobox', { name: 'Hora', exact: true });
  await hours.selectOption({ index: 1 });
  await accessible(desk);
  await desk.getByRole('button', { name: 'Apartar esta hora' }).press('Enter');
  await expect(desk.locator('.desk-said')).toHaveText(
    /Su cita es el .* Su número es C-\d\d\. .*: \d{3} \d{3}\./,
  );
  await expect(desk.getByLabel('Qué se le dijo')).toHaveValue(/Su cita es el/);
  await expect(hours).toHaveValue('');
  await desk.getByRole('button', { name: 'Número de hoy' }).press('Enter');
  await desk.getByRole('button', { name: 'Dar número' }).press('Enter');
  await expect(desk.locator('.desk-said')).toHaveText(/Su número de hoy es [A-Z]-\d\d, .* antes de usted/);
  const number = await desk.locator('.turns-link strong').innerText();
  await accessible(desk);
  await desk.getByRole('button', { name: 'Cancelar', exact: true }).press('Enter');
  await desk.getByLabel('Número o código').fill(number.toLowerCase().replace('-', ' '));
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: `Cancelar ${number}` }).press('Enter');
  await accessible(desk);
  await desk.getByRole('dialog').getByRole('button', { name: 'Sí, cancelar' }).press('Enter');
  await expect(desk.locator('.desk-said')).toHaveText(`Su número ${number} quedó cancelado.`);
  await desk.locator('h1').click();
  await desk.keyboard.press('f');
  await expect(desk.getByText('Se guardó. Atención registrada.')).toBeVisible();
});

/** What the square on the paper leads to. */
async function ticketLink(): Promise<string> {
  const { id } = await asSystem((tx) =>
    tx.selectFrom('tickets').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  return `/turno/${ticketToken(product.app.keys, id)}`;
}
