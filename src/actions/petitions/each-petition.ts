import type { App } from '../app.ts';
import { Refused } from '../refused.ts';

export interface BatchReport {
  readonly done: number;
  /** What was refused, with its code: another process was faster, or a calendar does not reach that far. */
  readonly refused: readonly { readonly petition_id: string; readonly code: string }[];
}

/** Runs a system action on each petition by itself: one that is refused does not hold up the others. */
export async function eachPetition(
  app: App,
  ids: readonly string[],
  act: (app: App, actor: { kind: 'system' }, input: { petition_id: string }) => Promise<unknown>,
): Promise<BatchReport> {
  const refused: { petition_id: string; code: string }[] = [];
  let done = 0;
  for (const petition_id of ids) {
    try {
      await act(app, { kind: 'system' }, { petition_id });
      done += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ petition_id, code: error.code });
    }
  }
  return { done, refused };
}
