import { expect, test } from 'vitest';
import { complaints } from './check-names.ts';

test.each([
  ['src/actions/utils.ts', ''],
  ['src/portal/helpers/date.ts', ''],
  ['src/api/index.ts', ''],
  ['src/store/petitions.ts', `export class Petition${'Service'} {}`],
  ['src/core/deadlines/clock.ts', 'const now = new Date();'],
])('%s is refused', (path, text) => {
  expect(complaints(path, text)).toHaveLength(1);
});

test.each([
  ['src/actions/petitions/file-petition.ts', 'const received = new Date();'],
  ['src/core/deadlines/plain-date.ts', 'const day = new Date(given);'],
  ['src/core/deadlines/clock.test.ts', 'const now = new Date();'],
])('%s is accepted', (path, text) => {
  expect(complaints(path, text)).toEqual([]);
});
