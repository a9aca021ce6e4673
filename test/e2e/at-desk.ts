import { test } from '@playwright/test';
import { startProduct, type RunningProduct } from './app.ts';

/** The product for all tests of a file about the console; it is there once they run. Telephones skip the file. */
export function productAtDesk(): RunningProduct {
  const product = {} as RunningProduct;
  test.skip(({ isMobile }) => isMobile, 'the console is made for a desktop');
  test.beforeAll(async () => {
    test.setTimeout(240_000);
    Object.assign(product, await startProduct());
  });
  // Windows of one test would go on listening through the next.
  test.afterEach(({ browser }) => Promise.all(browser.contexts().map((one) => one.close())));
  test.afterAll(() => product.stop());
  return product;
}
