import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../core/access/actor.ts';
import { permitsAnywhere } from '../core/access/actor.ts';
import { OutsideCalendarCoverage } from '../core/deadlines/calendar.ts';
import type { Permission } from '../core/access/permissions.ts';
import { inTransaction, type DatabaseActor, type Tx } from '../store/database.ts';
import type { EventAuthor } from '../store/petition-history.ts';
import { databaseActor, type App } from './app.ts';
import { once, type Keep } from './idempotency.ts';
import { toCount } from './measures.ts';
import { Refused } from './refused.ts';
import { inSpan } from './tracing.ts';

/** What the body of an action has at hand. */
export interface ActionContext<I> {
  readonly app: App;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: string;
  readonly input: I;
  /** Where the call has an idempotency key: its result as a row, for an action that writes it with its own. */
  readonly keep?: Keep<unknown>;
}

export interface ActionSpec<S extends z.ZodType, R, N = undefined> {
  /** Verb and noun, as the file is called. */
  readonly name: string;
  /** Asked before anything is read; the body asks again for the very place. `public`: anybody may try. */
  readonly permission: Permission | 'public' | 'system' | 'self';
  readonly input: S;
  /** Who the database should believe is asking, where it is not the actor (filing makes the petition it will see). */
  readonly database_actor?: (input: z.output<S>, actor: Actor) => DatabaseActor;
  /** What the body needs in any case: asked in one packet with the idempotency key, which may have come before. */
  needs?(context: ActionContext<z.output<S>>, isNew: RawBuilder<boolean>): Promise<N>;
  run(context: ActionContext<z.output<S>>, needed: N): Promise<R>;
}

export interface CallOptions {
  readonly idempotency_key?: string;
}

export interface Action<S extends z.ZodType, R> {
  (app: App, actor: Actor, input: z.input<S>, options?: CallOptions): Promise<R>;
  readonly spec: ActionSpec<S, R, unknown>;
}

/**
 * One thing the system can do: permission, input, one transaction. Whatever it throws rolls everything back.
 * With an idempotency key the effect happens once and a repeat gets the first answer (so a result must be JSON).
 */
export function defineAction<S extends z.ZodType, R, N = undefined>(spec: ActionSpec<S, R, N>): Action<S, R> {
  const call = async (app: App, actor: Actor, given: z.input<S>, options: CallOptions = {}): Promise<R> => {
    askPermission(spec.permission, actor);
    const input = parseInput(spec.input, given);
    const as = spec.database_actor?.(input, actor) ?? databaseActor(actor);
    const { result, count } = await inTransaction(app.database, as, async (tx) => {
      const context = { app, tx, actor, now: app.now(), input };
      const needs = async (isNew: RawBuilder<boolean>) => (await spec.needs?.(context, isNew)) as N;
      const work = (needed: N, keep?: Keep<R>) => {
        const kept = keep ? { ...context, keep: keep as Keep<unknown> } : context;
        return withinCalendar(() => spec.run(kept, needed));
      };
      const key = options.idempotency_key;
      const scope = scopeOf(spec.name, actor);
      const result =
        key === undefined
          ? await work(await needs(sql`true`))
          : await once<R, N>(tx, { scope, key, input: given, needs }, (keep, needed) => work(needed, keep));
      return { result, count: toCount(tx) };
    });
    count();
    return result;
  };
  const traced: typeof call = (app, actor, given, options) =>
    inSpan(`action ${spec.name}`, { 'atiende.actor': actor.kind }, () => call(app, actor, given, options));
  return Object.assign(traced, { spec });
}

/** A date that the calendar does not cover is a refusal with its sentence, whatever was being done. */
async function withinCalendar<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OutsideCalendarCoverage)) throw error;
    const { calendar, on, covers_from, covers_until } = error;
    throw new Refused('outside_calendar_coverage', { calendar, on, covers_from, covers_until });
  }
}

function askPermission(permission: ActionSpec<z.ZodType, unknown>['permission'], actor: Actor): void {
  if (permission === 'public') return;
  if (actor.kind === 'system') return;
  if (permission === 'system') throw new Refused('forbidden');
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  if (permission !== 'self' && !permitsAnywhere(actor, permission)) throw new Refused('forbidden');
}

/** @throws Refused('invalid_input') with one code per field at fault */
export function parseInput<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= fieldCode(issue);
  throw new Refused('invalid_input', {}, fields);
}

/** A code of our own set by a schema (`message`), else one for the kind of mistake. */
function fieldCode(issue: z.core.$ZodIssue): string {
  if (/^[a-z_]+$/.test(issue.message)) return issue.message;
  if (issue.code === 'too_big') return 'too_long';
  if (issue.code === 'too_small') return 'too_short';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required';
  return 'invalid';
}

function scopeOf(name: string, actor: Actor): string {
  if (actor.kind === 'staff') return `${name}/${actor.user_id}`;
  if (actor.kind === 'api') return `${name}/api/${actor.key_id}`;
  return `${name}/${actor.kind}`;
}

/** How history names the actor. */
export function authorOf(actor: Actor, authority_id: string | null = null): EventAuthor {
  if (actor.kind === 'staff') return { kind: 'staff', user_id: actor.user_id, authority_id };
  if (actor.kind === 'api') return { kind: 'api', user_id: null, authority_id: null };
  if (actor.kind === 'system') return { kind: 'system', user_id: null, authority_id: null };
  return { kind: 'citizen', user_id: null, authority_id: null };
}
