import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeReport {
  violations: { id: string; nodes: { html: string }[] }[];
}

/**
 * No violation of WCAG 2.2 AA on the page as it is. On a page of a window without JavaScript nothing can run: give
 * the same address open in another window, or look at it with JavaScript in the tests of the portal.
 */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeReport> } }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
    const report = await run({ runOnly: { type: 'tag', values: tags } });
    return report.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
  expect(found, page.url()).toEqual([]);
}
