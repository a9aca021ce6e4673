import { expect, test, type Locator, type Page } from '@playwright/test';
import { generate } from 'otplib';
import PostalMime from 'postal-mime';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { startProduct, type RunningProduct } from './app.ts';
import { act, deskOf, openPetition, petitionFiled, ours, signIn, tracking } from './clerk.ts';

let product: RunningProduct;
let mail: MailPeer;
test.skip(({ isMobile }) => isMobile, 'the console is made for a desktop');
test.beforeAll(async () => {
  test.setTimeout(240_000);
  mail = await mailPeer();
  product = await startProduct({ SMTP_URL: mail.url, MAIL_FROM: 'Atiende <avisos@cdmx.example>' });
});
// Windows of one test would go on listening through the next.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
test.afterAll(async () => {
  await product.stop();
  await mail.close();
});

const administrator = 'administracion@cdmx.example';
const supervisor = 'supervision@cdmx.example';
const heads = 'servicios.iztapalapa@cdmx.example';
const attends = 'alumbrado.iztapalapa@cdmx.example';
const windowOf = (page: Page): Locator => page.getByRole('dialog');
const lamp = (text: string) => petitionFiled(product, { zone: 'iztapalapa', text });

/** Opens the window of that colleague. */
async function colleague(page: Page, name: string): Promise<void> {
  await page.goto(`${product.url}/console/administration/users`);
  await page.getByRole('searchbox', { name: /^Filtrar/ }).fill(name);
  await page.getByRole('button', { name, exact: true }).click();
  await expect(windowOf(page)).toBeVisible();
}

/** The field of that label, and what stands in it chosen from its list. */
async function pick(page: Page, label: string, words: string): Promise<void> {
  await windowOf(page).getByRole('combobox', { name: label }).fill(words);
  await page.getByRole('option').first().click();
}

async function save(page: Page, name = 'Guardar'): Promise<void> {
  await windowOf(page).getByRole('button', { name, exact: true }).click();
  await expect(windowOf(page)).toHaveCount(0);
}

test('a day that is declared moves what is due, which everybody is told day by day', async ({ browser }) => {
  const filed = await lamp('La lámpara del quiosco no enciende.');
  const page = await deskOf(browser, product, { email: supervisor, path: 'inbox' });
  const due = async () => {
    const answer = await page.request.get(`${product.url}/api/v1/petitions/${filed.id}`);
    const { clocks } = (await answer.json()) as { clocks: { clock: string; due_on: string }[] };
    return clocks.find(({ clock }) => clock === 'reply')!.due_on;
  };
  const before = await due();
  await page.goto(`${product.url}/console/administration/calendars`);
  await page.getByRole('button', { name: 'Declarar días' }).click();
  const declare = windowOf(page).getByRole('button', { name: 'Declarar días' });
  await windowOf(page).getByLabel('Desde').fill(before);
  await windowOf(page).getByLabel('Nombre').fill('Simulacro general');
  await windowOf(page).getByLabel('Acuerdo o publicación').fill('Gaceta Oficial 1999, 20-11-2026');
  await expect(declare).toHaveAttribute('aria-disabled', 'true');
  await windowOf(page).getByRole('button', { name: 'Ver a cuántas mueve' }).click();
  await expect(windowOf(page).getByText(/cambian de fecha, de \d+ solicitudes? abiertas?\./)).toBeVisible();
  expect(Number(await windowOf(page).locator('.big-number').innerText())).toBeGreaterThan(0);
  await declare.click();
  await expect(windowOf(page)).toHaveCount(0);

  await expect.poll(due).not.toBe(before);
  await openPetition(page, filed);
  const clock = page.locator('.clock').filter({ hasText: 'Responder' });
  const day = (await clock.locator('.clock-due strong').getAttribute('title'))!;
  await clock.getByRole('button', { name: '¿Por qué esta fecha?' }).click();
  await expect(windowOf(page)).toContainText('Simulacro general');
  const citizen = await tracking(browser, product, filed);
  await expect(citizen.locator('main')).toContainText(day);
  await citizen.getByRole('link', { name: '¿Por qué esta fecha?' }).first().click();
  await expect(citizen.locator('main')).toContainText('Simulacro general');
});

test('a forgotten password is set anew by mail', async ({ browser }) => {
  // Nobody writes to the made-up people of a demonstration.
  const email = 'nadia@cdmx.example';
  const admin = await deskOf(browser, product, { email: administrator, path: 'administration/users' });
  const data = {
    ...{ email, name: 'Nadia Ejemplo Sol', job_title: '' },
    grants: [{ role_code: 'supervisor', authority_id: null, unit_id: null }],
  };
  const invited = await admin.request.post(`${product.url}/api/v1/users`, { data, headers: ours });
  expect(invited.ok(), await invited.text()).toBe(true);
  const letters = () => mail.taken.filter(({ to }) => to.includes(email));
  await expect.poll(() => letters().length).toBe(1);
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${product.url}/console/sign-in`);
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByRole('link', { name: 'Olvidé mi contraseña' }).click();
  // Until then the field of the same name is the one of the page before; what was typed there comes along.
  await expect(page.getByRole('button', { name: 'Enviar el enlace' })).toBeVisible();
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(email);
  await page.getByRole('button', { name: 'Enviar el enlace' }).click();
  await expect(page.getByText(`Si ${email} tiene una cuenta`)).toBeVisible();
  await expect.poll(() => letters().length).toBe(2);
  const { text = '' } = await PostalMime.parse(letters()[1]!.raw);
  const { pathname, hash } = new URL(/https?:\/\/\S+#\S+/.exec(text)![0]);
  await page.goto(`${product.url}${pathname}${hash}`);
  await page.getByLabel('Contraseña nueva').fill('una frase que nadie más sabe');
  await page.getByRole('button', { name: 'Guardar y entrar' }).click();
  await expect(page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  await signIn(page, email, 'otra frase que no es');
  await expect(page.getByRole('alert')).toBeVisible();
  await signIn(page, email, 'una frase que nadie más sabe');
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
});

test('who lost the telephone of the second step is let in again by the administrator', async ({
  browser,
}) => {
  const email = 'alumbrado.coyoacan@cdmx.example';
  const page = await deskOf(browser, product, { email, path: 'account' });
  const section = page.locator('section', { hasText: 'Segundo paso al entrar' });
  await section.getByLabel('Contraseña actual').fill(product.password);
  await section.getByRole('button', { name: 'Activar' }).click();
  const secret = await section.locator('.folio').innerText();
  await section.getByLabel('Código de seis cifras').fill(await generate({ secret }));
  await section.getByRole('button', { name: 'Confirmar' }).click();
  await expect(page.locator('.codes li').first()).toBeVisible();

  const lost = await (await browser.newContext()).newPage();
  await lost.goto(`${product.url}/console/inbox?tab=all`);
  await signIn(lost, email, product.password);
  await expect(lost.getByRole('heading', { name: 'Segundo paso' })).toBeVisible();
  const admin = await deskOf(browser, product, { email: administrator, path: 'administration/users' });
  await colleague(admin, 'Óscar Ejemplo Pozo');
  await windowOf(admin).getByRole('button', { name: 'Quitar el segundo paso' }).click();
  await expect(windowOf(admin).getByRole('button', { name: 'Quitar el segundo paso' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await lost.goto(`${product.url}/console/sign-in`);
  await lost.context().clearCookies();
  await lost.reload();
  await signIn(lost, email, product.password);
  await expect(lost.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
});

test('work goes to who stands in, and all of it to others when somebody leaves', async ({ browser }) => {
  const [first, second] = [await lamp('La lámpara de la rampa.'), await lamp('La lámpara del puente.')];
  const clerk = await deskOf(browser, product, { email: attends, path: 'inbox' });
  await act(clerk, first, ['accept']);
  await act(clerk, first, ['take']);
  await clerk.goto(`${product.url}/console/account`);
  const absence = clerk.locator('section', { hasText: 'Ausencia' });
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Mexico_City' }).format(Date.now());
  await absence.getByLabel('Desde').fill(today);
  await absence.getByLabel('Hasta').fill(today);
  await absence.getByLabel('Me suple').selectOption({ label: 'Mónica Ejemplo Peña' });
  await absence.getByRole('button', { name: 'Guardar' }).click();
  await expect(clerk.getByText('Guardado', { exact: true })).toBeVisible();

  const head = await deskOf(browser, product, { email: heads, path: 'inbox' });
  await openPetition(head, second);
  await head.getByRole('button', { name: 'Más', exact: true }).click();
  await head.getByRole('menuitem', { name: 'Asignar' }).click();
  await windowOf(head)
    .getByLabel('Persona', { exact: true })
    .selectOption({ label: 'Luis Ejemplo Piedra (ausente)' });
  await windowOf(head).getByRole('button', { name: 'Asignar' }).click();
  await expect(head.locator('.timeline')).toContainText('Mónica Ejemplo Peña');

  const admin = await deskOf(browser, product, { email: administrator, path: 'administration/users' });
  await colleague(admin, 'Luis Ejemplo Piedra');
  await windowOf(admin)
    .getByLabel(/^Pasar su/)
    .selectOption({ label: 'Mónica Ejemplo Peña' });
  await windowOf(admin).getByRole('button', { name: 'Pasar todo' }).click();
  await expect(admin.getByText(/^Se pas(ó|aron) \d+ solicitud/)).toBeVisible();
  await windowOf(admin).getByLabel('Puede entrar').uncheck();
  await save(admin);
  await openPetition(head, first);
  await expect(head.locator('.petition-side')).toContainText('Mónica Ejemplo Peña');
  // Whoever left is out at once, in the windows that were open too.
  await clerk.reload();
  await expect(clerk.getByRole('heading', { name: 'Entrar' })).toBeVisible();
});

test('what no rule matched is sorted by hand, and a rule that was tried takes the next', async ({
  browser,
}) => {
  const told = { zone: 'iztapalapa', service: 'otro', answers: {} };
  const filed = await petitionFiled(product, { ...told, text: 'Quiero que arreglen el reloj de la plaza.' });
  const sorts = await deskOf(browser, product, { email: 'turnos.iztapalapa@cdmx.example', path: 'triage' });
  const card = sorts.locator('.queue-card').filter({ hasText: 'el reloj de la plaza' });
  await card.getByRole('combobox', { name: 'Unidad' }).fill('obras');
  await sorts.getByRole('option').first().click();
  await card.getByLabel('Motivo').fill('Es obra menor.');
  await card.getByRole('button', { name: 'Turnar a otra unidad' }).click();
  await expect(card).toHaveCount(0);
  await openPetition(sorts, filed);
  await expect(sorts.locator('.petition-side')).toContainText('Obras y Mantenimiento Vial');

  const admin = await deskOf(browser, product, { email: administrator, path: 'administration/routing' });
  await admin.getByRole('button', { name: 'Nueva regla' }).click();
  await pick(admin, 'Tema', 'otro');
  await pick(admin, 'Zona', 'iztapalapa');
  await pick(admin, 'Unidad', 'obras iztapalapa');
  const keep = windowOf(admin).getByRole('button', { name: 'Guardar' });
  await expect(keep).toHaveAttribute('aria-disabled', 'true');
  await windowOf(admin).getByRole('button', { name: 'Probar con las más recientes' }).click();
  await expect(windowOf(admin).getByText(/solicitudes recientes habrían ido a otra unidad/)).toBeVisible();
  await save(admin);
  const next = await petitionFiled(product, { ...told, text: 'Y también la campana.' });
  await openPetition(sorts, next);
  await expect(sorts.locator('.petition-side')).toContainText('Obras y Mantenimiento Vial');
});

test('words of replies and of the city are edited, used, and kept as they were', async ({ browser }) => {
  const admin = await deskOf(browser, product, { email: administrator, path: 'administration/templates' });
  await admin.getByRole('button', { name: 'Luminaria reparada' }).click();
  await windowOf(admin).getByLabel('Texto', { exact: true }).fill('{{unidad}} cambió la lámpara de {folio}.');
  await save(admin);
  const filed = await petitionFiled(product, { zone: 'cuauhtemoc', text: 'La lámpara del mercado.' });
  const clerk = await deskOf(browser, product, { email: 'alumbrado.cuauhtemoc@cdmx.example', path: 'inbox' });
  await act(clerk, filed, ['accept']);
  await openPetition(clerk, filed);
  await clerk.keyboard.press('r');
  await clerk.getByRole('button', { name: 'Plantilla' }).click();
  await clerk.getByRole('menuitem', { name: 'Luminaria reparada' }).click();
  await expect(clerk.getByRole('textbox', { name: 'Respuesta', exact: true })).toHaveValue(
    `Alumbrado Público cambió la lámpara de ${filed.folio}.`,
  );

  await admin.getByRole('link', { name: 'Textos' }).click();
  await expect(admin.getByRole('heading', { name: 'Aviso de privacidad integral' })).toBeVisible();
  const card = admin.locator('.card').filter({ hasText: 'Reporte, pida o pregunte en un solo lugar' });
  await card.getByRole('button', { name: 'Editar' }).click();
  await windowOf(admin).getByLabel('Texto', { exact: true }).fill('Cuéntenos qué hace falta en su calle.');
  await save(admin);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(product.url);
  await expect(stranger.locator('main')).toContainText('Cuéntenos qué hace falta en su calle.');
  await admin.locator('.card').filter({ hasText: 'Cuéntenos qué hace falta' }).getByRole('button').click();
  await windowOf(admin).getByText('Versiones anteriores').click();
  await expect(windowOf(admin)).toContainText('Reporte, pida o pregunte en un solo lugar');
  await admin.keyboard.press('Escape');
  await admin.getByRole('link', { name: 'Historial' }).click();
  await expect(admin.locator('.card').filter({ hasText: 'Plantilla' }).first()).toContainText(
    'Aurora Ejemplo Prado',
  );
});
