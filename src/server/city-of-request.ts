import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../actions/refused.ts';
import type { App } from '../actions/app.ts';
import { languageOf } from '../core/language/sentences.ts';
import { citizenPaths } from '../core/paths.ts';
import { cityConfiguration, type CityConfiguration } from '../store/city-configuration.ts';
import { reading } from '../store/database.ts';

const chosen = new WeakMap<IncomingMessage, string>();

/** `/c/<city>/…` is `…` with the city noted: routes are written once. For Fastify's `rewriteUrl`. */
export function rewriteCityPrefix(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const match = /^\/c\/([a-z0-9-]{1,41})(\/[^?]*)?(\?.*)?$/.exec(url);
  if (!match) return url;
  chosen.set(request, match[1]!);
  return `${match[2] ?? '/'}${match[3] ?? ''}`;
}

interface CityAddress {
  readonly id: string;
  readonly code: string;
  readonly host: string | null;
}

/** Finds the city of each request (prefix, else host name, else the only one) and what follows from it. */
export function resolveCities(server: FastifyInstance, app: App): void {
  server.decorateRequest('cityOrNull', null);
  server.decorateRequest('base', '');
  server.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    if ((config as { city?: boolean }).city === false) return;
    const code = chosen.get(request.raw) ?? null;
    const found = await reading(app.database, { kind: 'public' }, async (reader) => {
      const cities: CityAddress[] = await reader
        .selectFrom('cities')
        .select(['id', 'code', 'host'])
        .orderBy('code')
        .execute();
      const city = pick(cities, code, request.hostname);
      return city === null ? null : cityConfiguration(reader, city.id);
    });
    if (found === null && code !== null) throw new Refused('city_unknown');
    request.cityOrNull = found;
    request.base = code === null ? '' : `/c/${code}`;
    request.paths = citizenPaths(request.base);
    request.language = languageOf(found?.city.locale ?? 'es');
    request.manner = { locale: found?.city.locale ?? 'es-MX', time_zone: found?.city.time_zone ?? 'UTC' };
  });
}

function pick(cities: readonly CityAddress[], code: string | null, host: string): CityAddress | null {
  if (code !== null) return cities.find((city) => city.code === code) ?? null;
  const byHost = cities.find((city) => city.host !== null && city.host === host);
  return byHost ?? (cities.length === 1 ? cities[0]! : null);
}

/** The city of the request. @throws Refused('city_unknown') where none was named and there are several */
export function cityOf(request: { cityOrNull: CityConfiguration | null }): CityConfiguration {
  if (request.cityOrNull === null) throw new Refused('city_unknown');
  return request.cityOrNull;
}
