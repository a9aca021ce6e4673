import { expect, test } from '@playwright/test';
import { startProduct, type RunningProduct } from './app.ts';
import { accessible } from './axe.ts';
import { deskOf, fromMenu, openPetition, petitionFiled } from './clerk.ts';

let product: RunningProduct;
test.skip(({ isMobile }) => isMobile, 'the console is made for a desktop');
test.beforeAll(async () => {
  test.setTimeout(240_000);
  product = await startProduct();
});
test.afterAll(() => product.stop());

test('who transferred a petition reads it as it was, and is told who has it now', async ({ browser }) => {
  const filed = await petitionFiled(product, { zone: 'iztapalapa', text: 'El poste está del otro lado.' });
  const sorts = await deskOf(browser, product, { email: 'turnos.iztapalapa@cdmx.example', path: 'inbox' });
  await openPetition(sorts, filed);
  await fromMenu(sorts, 'Trasladar a otra autoridad');
  const dialog = sorts.getByRole('dialog');
  await dialog.getByLabel('Autoridad', { exact: true }).selectOption({ label: 'Alcaldía Coyoacán' });
  await dialog.getByLabel('Motivo').fill('El poste está en Coyoacán.');
  await dialog.getByRole('button', { name: 'Trasladar a otra autoridad', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(sorts.locator('.petition > .notice')).toContainText('Su autoridad tuvo esta solicitud');
  await expect(sorts.locator('.petition-head')).toContainText('Ahora la tiene Coyoacán');

  const receives = await deskOf(browser, product, {
    ...{ email: 'turnos.coyoacan@cdmx.example', path: 'inbox?tab=to_accept' },
  });
  await openPetition(receives, filed);
  await receives.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await expect(receives.locator('.petition-head')).toContainText('En atención');

  await sorts.reload();
  const accept = sorts.getByRole('button', { name: 'Aceptar', exact: true });
  await expect(accept).toHaveAttribute('aria-disabled', 'true');
  await expect(sorts.locator('.timeline')).toContainText('Motivo: El poste está en Coyoacán.');
  await expect(sorts.locator('.timeline')).not.toContainText('La unidad la aceptó.');
  await accessible(sorts);
});
