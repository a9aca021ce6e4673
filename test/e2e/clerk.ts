import { expect, type Browser, type Page } from '@playwright/test';
import type { RunningProduct } from './app.ts';

/** A window of the console of its own, signed in; whatever breaks in it fails the test. */
export async function enter(browser: Browser, product: RunningProduct, email: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => expect.soft(error.message, page.url()).toBe(''));
  await page.goto(`${product.url}/console/inbox?tab=all`);
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña').fill(product.password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bandeja' })).toBeVisible();
  return page;
}
