import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import type { ApiActor } from '../../actions/open311/sender.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { actorOfApiKey } from '../../queries/public/open311/actor-of-api-key.ts';
import { cityOfJurisdiction } from '../../queries/public/open311/jurisdictions.ts';
import { mediaTypes, write, type Document, type Format } from './document.ts';
import { nothingHere, Open311Problem } from './problem.ts';

/** The value of an argument; one that is empty is as good as absent. Of several the last counts. */
export function argument(given: unknown, name: string): string {
  const value = (given as Record<string, unknown> | undefined)?.[name];
  const one = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === 'string' ? one.trim() : '';
}

/** The values of an argument that is a list: repeated, or with commas, or both. */
export function listArgument(given: unknown, name: string): string[] {
  const value = (given as Record<string, unknown> | undefined)?.[name];
  const all = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  return all
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** `xml` or `json`. @throws Open311Problem 404 for any other extension */
export function formatNamed(extension: string): Format {
  if (extension === 'xml' || extension === 'json') return extension;
  throw nothingHere();
}

/** `<id>.<format>`; ids are anything without a slash. @throws Open311Problem 404 */
export function itemNamed(file: string): { id: string; format: Format } {
  const dot = file.lastIndexOf('.');
  if (dot < 1) throw nothingHere();
  return { id: file.slice(0, dot), format: formatNamed(file.slice(dot + 1)) };
}

/**
 * The city of a call: the address's own, or the one that `jurisdiction_id` names where the address names none.
 * Errors are told in its language from here on.
 * @throws Open311Problem 400 when none is named and there are several, 404 for an unknown or another one
 */
export async function cityOfCall(
  app: App,
  request: FastifyRequest,
  jurisdiction_id: string,
): Promise<CityConfiguration> {
  const own = request.cityOrNull;
  if (jurisdiction_id === '') {
    if (own === null) throw new Open311Problem(400, [{ code: 'jurisdiction_missing' }]);
    return own;
  }
  const named = await cityOfJurisdiction(app.database, jurisdiction_id);
  if (named === null || (own !== null && own.city.id !== named.city.id)) {
    const values = { value: jurisdiction_id };
    throw new Open311Problem(404, [{ code: 'jurisdiction_unknown', values }]);
  }
  request.language = languageOf(named.city.locale);
  return named;
}

/** Who the key stands for. @throws Open311Problem 403 when it is missing, unknown, revoked or another city's */
export async function senderOfCall(app: App, city: CityConfiguration, key: string): Promise<ApiActor> {
  const sender = await actorOfApiKey(app.database, { key, city_id: city.city.id });
  if (sender === null) throw new Open311Problem(403, [{ code: 'key_missing' }]);
  return sender;
}

/** Where a city's own addresses begin; with the prefix unless the installation has but this one. */
export function addressOf(app: App, request: FastifyRequest, city: CityConfiguration): string {
  const alone = request.cityOrNull !== null && request.base === '' && city.city.host === null;
  return alone ? app.public_url : `${app.public_url}/c/${city.city.code}`;
}

/** Sends an answer. */
export function answer(reply: FastifyReply, format: Format, document: Document): FastifyReply {
  return reply.type(mediaTypes[format]).send(write(document, format));
}
