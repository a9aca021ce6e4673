import { z } from 'zod';
import { defineAction } from '../action.ts';
import { note, pageInput } from './anchor-paging.ts';

/**
 * Notes where a page begins: behind the last petition of the page before it. The next page is then read from there and
 * not counted to, however far it is.
 */
export const markPage = defineAction({
  name: 'mark-page',
  permission: 'public',
  input: pageInput.extend({ before: z.iso.datetime(), after: z.object({ at: z.string(), id: z.uuid() }) }),
  async run({ tx, input, now }): Promise<void> {
    const { before, after, ...page } = input;
    await note(tx, { page, what: { before, after }, now });
  },
});
