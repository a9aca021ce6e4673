import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { languageOf, type Language } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityOfActor } from '../../queries/staff/city-of-actor.ts';
import type { Session } from '../../queries/staff/actor-of-session.ts';
import type { RouteName, RouteSpec, RouteTable } from './contract.ts';

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<R, K extends string> = K extends keyof R ? Output<R[K]> : undefined;

/** One request: who asks and through what. */
export interface AnyCall {
  readonly app: App;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly session: Session | null;
}

/** One request as its handler sees it, with what was asked, checked against the contract. */
export interface Call<N extends RouteName = RouteName> extends AnyCall {
  readonly params: Part<RouteTable[N], 'params'>;
  readonly query: Part<RouteTable[N], 'query'>;
  readonly body: Part<RouteTable[N], 'body'>;
  /** Stored with the effect; a repeat gets the first answer. */
  readonly idempotency: { readonly idempotency_key?: string };
}

export type Answer<N extends RouteName> = 'reply' extends keyof RouteTable[N]
  ? RouteTable[N]['reply'] extends z.ZodType
    ? z.input<RouteTable[N]['reply']>
    : FastifyReply
  : FastifyReply;

export type Handlers = {
  readonly [N in RouteName]: (call: Call<N>) => Promise<Answer<N> | FastifyReply>;
};

/** The signed-in member of staff. @throws Refused('sign_in_needed') */
export function actorOf(call: { session: Session | null }): StaffActor {
  const actor = call.session?.actor;
  if (actor === null || actor === undefined) throw new Refused('sign_in_needed');
  return actor;
}

/**
 * The city that the request is about: the header's, else the address's `?city=` (a download or a picture is asked for
 * by a link, which has no headers), else that of the person's first grant.
 */
export async function cityOfCall(call: AnyCall): Promise<CityConfiguration> {
  const actor = actorOf(call);
  const asked = (call.request.query as { city?: unknown } | undefined)?.city;
  const wanted = call.request.headers['x-city'] ?? asked;
  const found = await cityOfActor(call.app, actor, typeof wanted === 'string' ? wanted : undefined);
  if (!found) throw new Refused(wanted === undefined ? 'forbidden' : 'city_unknown');
  return found;
}

export function languageOfCity(city: CityConfiguration): Language {
  return languageOf(city.city.locale);
}

/** How a route is asked for its permission; `pending` and `anybody` ask none. */
export function needsActor({ permission }: Pick<RouteSpec, 'permission'>): boolean {
  return permission !== 'anybody' && permission !== 'pending';
}

/** The person and the city that a query or action is about. */
export async function askerOf(call: AnyCall): Promise<{ actor: StaffActor; city: CityConfiguration }> {
  return { actor: actorOf(call), city: await cityOfCall(call) };
}

/** @throws Refused('not_found') for what is not there or may not be seen */
export function orNotFound<T>(found: T | null): T {
  if (found === null) throw new Refused('not_found');
  return found;
}

/** @throws Refused('invalid_input') for a cursor that no list of this order wrote */
export function orWrongCursor<T>(page: T | null): T {
  if (page === null) throw new Refused('invalid_input', {}, { cursor: 'invalid' });
  return page;
}
