import { z } from 'zod';
import { addUpSurveys, recountSurveys } from '../../store/survey-cells.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';

/** Adds some of what changed to the counts of the figures; they are right before and after. */
export const addUpSome = defineAction({
  name: 'add-up-surveys',
  permission: 'system',
  input: z.object({}),
  run: async ({ tx }): Promise<{ lines: number }> => ({ lines: await addUpSurveys(tx) }),
});

/** All that changed, in short transactions. */
export async function addUpAll(app: App): Promise<void> {
  for (;;) {
    const { lines } = await addUpSome(app, { kind: 'system' }, {});
    if (lines === 0) return;
  }
}

/** Throws the counts of the figures away and counts every survey again. */
export const recount = defineAction({
  name: 'recount-surveys',
  permission: 'system',
  input: z.object({}),
  async run({ tx }): Promise<{ done: true }> {
    await recountSurveys(tx);
    return { done: true };
  },
});
