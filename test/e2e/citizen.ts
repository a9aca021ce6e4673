import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** No violation of WCAG 2.2 AA, nothing wider than the screen, nothing asked of another site. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeReport> } }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
    const report = await run({ runOnly: { type: 'tag', values: tags } });
    return report.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
  expect(found, page.url()).toEqual([]);
  await fits(page);
}

/** Nothing stands out of the screen sideways. */
export async function fits(page: Page): Promise<void> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(wider, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

interface AxeReport {
  violations: { id: string; nodes: { html: string }[] }[];
}

const photo = () =>
  sharp({ create: { width: 1800, height: 1200, channels: 3, background: '#25405b' } })
    .jpeg()
    .toBuffer();

export const next = (page: Page) => page.getByRole('button', { name: 'Continuar' }).click();

/** From the first page to the receipt, with a photo; `stop` looks at each page. */
export async function fileAsCitizen(
  page: Page,
  url: string,
  stop: (page: Page) => Promise<void>,
): Promise<{ folio: string; key: string }> {
  await page.goto(url);
  await stop(page);
  await page.getByRole('searchbox').fill('no hay luz en mi calle');
  await page.getByRole('button', { name: 'Buscar' }).click();
  await stop(page);
  await page.locator('.results a').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Alumbrado/);
  await stop(page);
  await page.getByRole('link', { name: 'Empezar' }).click();
  await stop(page);
  await page.getByRole('button', { name: 'Nadie está en peligro' }).click();
  await stop(page);
  await next(page);
  await expect(page).toHaveTitle(/^Error: /);
  await stop(page);
  await page.getByLabel('Cuéntelo con sus palabras').fill('La lámpara de la esquina no enciende.');
  await next(page);
  await stop(page);
  await page.getByLabel('Calle y número').fill('Calle Ermita 12');
  await page.getByLabel('Alcaldía o zona').selectOption('iztapalapa');
  await next(page);
  await stop(page);
  await page.getByLabel('¿Cuántas lámparas fallan?').fill('1');
  await page.getByRole('radio').first().check();
  await next(page);
  await stop(page);
  await page.getByLabel('Agregar fotos o PDF').setInputFiles({
    name: 'poste.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(),
  });
  await page.getByRole('button', { name: 'Subir' }).click();
  await expect(page.locator('.file-row img')).toBeVisible();
  await page.getByLabel('¿Qué se ve en la foto?').fill('Un poste sin luz');
  await stop(page);
  await next(page);
  await stop(page);
  await page.getByRole('radio', { name: 'Con mi nombre' }).check();
  await next(page);
  await stop(page);
  await page.getByLabel('Nombre completo').fill('Rosa Núñez');
  await page.getByRole('radio', { name: 'Por correo' }).check();
  await page.getByLabel('Correo electrónico').fill('rosa@correo.example');
  await next(page);
  await expect(page.getByText('Alcaldía Iztapalapa').first()).toBeVisible();
  await stop(page);
  await page.getByRole('button', { name: 'Enviar mi solicitud' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Su acuse');
  await stop(page);
  return {
    folio: (await page.locator('.folio').textContent())!.trim(),
    key: (await page.locator('.key').textContent())!.trim(),
  };
}
