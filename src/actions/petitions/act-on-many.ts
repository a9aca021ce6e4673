import type { Actor } from '../../core/access/actor.ts';
import type { CallOptions } from '../action.ts';
import type { App } from '../app.ts';
import { Refused } from '../refused.ts';
import type { PetitionResult } from './petition-action.ts';

/** At most as many as a person can have looked at. */
export const MANY = 200;

export interface OneOfMany {
  readonly petition_id: string;
  /** The version that was on the list; without it the newest is acted on. */
  readonly version?: number;
}

export type ResultOfMany =
  | ({ readonly done: true } & PetitionResult)
  | {
      readonly done: false;
      readonly petition_id: string;
      readonly code: string;
      readonly details: Readonly<Record<string, string | number>>;
    };

type OnePetitionAction = (
  ...call: [app: App, actor: Actor, input: never, options?: CallOptions]
) => Promise<PetitionResult>;

export interface ManyActs {
  readonly action: OnePetitionAction;
  readonly on: readonly OneOfMany[];
  /** The rest of the action's input, the same for all. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotency_key?: string;
}

/**
 * The same action on many petitions, each asked, decided and committed by itself: what is refused says why and holds
 * up nothing. Where the action can be reversed, each result carries `undo`.
 * @throws Refused('too_many_at_once') above 200
 */
export async function actOnMany(app: App, actor: Actor, acts: ManyActs): Promise<ResultOfMany[]> {
  if (acts.on.length > MANY) throw new Refused('too_many_at_once', { at_most: MANY });
  const results: ResultOfMany[] = [];
  for (const one of acts.on) {
    results.push(await actOnOne(app, actor, { ...acts, on: [one] }));
  }
  return results;
}

/** Takes back what `actOnMany` did, petition by petition; one that somebody changed since then refuses. */
export async function undoMany(
  app: App,
  actor: Actor,
  { action, results }: { action: OnePetitionAction; results: readonly ResultOfMany[] },
): Promise<ResultOfMany[]> {
  const undone: ResultOfMany[] = [];
  for (const result of results) {
    if (!result.done || result.undo === undefined) continue;
    const { petition_id, version, undo } = result;
    undone.push(await actOnOne(app, actor, { action, on: [{ petition_id, version }], input: undo }));
  }
  return undone;
}

async function actOnOne(app: App, actor: Actor, acts: ManyActs): Promise<ResultOfMany> {
  const one = acts.on[0]!;
  const key = acts.idempotency_key;
  try {
    const options = key === undefined ? {} : { idempotency_key: `${key}/${one.petition_id}` };
    const done = await acts.action(app, actor, { ...acts.input, ...one } as never, options);
    return { done: true, ...done };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { done: false, petition_id: one.petition_id, code: error.code, details: error.details };
  }
}
