import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../actions/refused.ts';
import type { App } from '../actions/app.ts';
import { citizenPaths } from '../core/paths.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';
import { cityByAddress } from '../queries/city-by-address.ts';
import { chosenLanguage, languageOfRequest, localeOf } from './language-of-request.ts';

const chosen = new WeakMap<IncomingMessage, string>();

/** `/c/<city>/…` is `…` with the city noted: routes are written once. For Fastify's `rewriteUrl`. */
export function rewriteCityPrefix(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const match = /^\/c\/([a-z0-9-]{1,41})(\/[^?]*)?(\?.*)?$/.exec(url);
  if (!match) return url;
  chosen.set(request, match[1]!);
  return `${match[2] ?? '/'}${match[3] ?? ''}`;
}

/** Finds the city of each request (prefix, else host name, else the only one) and what follows from it. */
export function resolveCities(server: FastifyInstance, app: App): void {
  server.decorateRequest('cityOrNull', null);
  server.decorateRequest('base', '');
  server.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    if ((config as { city?: boolean }).city === false) return;
    const code = chosen.get(request.raw) ?? null;
    // What cannot be found is said in the language of the person too.
    request.language = chosenLanguage(request) ?? request.language;
    const found = await cityByAddress(app.database, { code, host: request.hostname });
    if (found === null && code !== null) throw new Refused('city_unknown');
    request.cityOrNull = found;
    request.base = code === null ? '' : `/c/${code}`;
    request.paths = citizenPaths(request.base);
    const city = found?.city ?? null;
    request.language = languageOfRequest(request, city);
    request.manner = { locale: localeOf(request.language, city), time_zone: city?.time_zone ?? 'UTC' };
  });
}

/** The city of the request. @throws Refused('city_unknown') where none was named and there are several */
export function cityOf(request: { cityOrNull: CityConfiguration | null }): CityConfiguration {
  if (request.cityOrNull === null) throw new Refused('city_unknown');
  return request.cityOrNull;
}
