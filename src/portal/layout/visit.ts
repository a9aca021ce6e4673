import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import type { Manner } from '../../core/language/format.ts';
import {
  languageOf,
  say,
  sayCount,
  type CountedKey,
  type Language,
  type SentenceKey,
  type Values,
} from '../../core/language/sentences.ts';
import type { CitizenPaths } from '../../core/paths.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { csrfToken } from '../../server/csrf.ts';
import { languageLink } from './language-switch.ts';
import { html, type Html } from './raw.ts';
import '../../server/request.ts';

/** What every page needs to know of who asks and where; built once per request. */
export interface Visit {
  readonly app: App;
  readonly city: CityConfiguration;
  readonly paths: CitizenPaths;
  readonly language: Language;
  readonly manner: Manner;
  readonly now: string;
  readonly path: string;
  readonly say: (key: SentenceKey, values?: Values) => string;
  readonly sayCount: (key: CountedKey, count: number, values?: Values) => string;
  /** The hidden field that every form carries; asking for it sets the browser's form cookie. */
  readonly csrf: () => Html;
  /** The way to the same page in the other language, where the city speaks it. */
  readonly otherLanguage: () => Html | null;
  /** ` lang="es-MX"` for words of the city's own, where the page speaks another language. */
  readonly cityWords: Html | null;
}

/** @throws Refused('city_unknown') where the address names no city and there are several */
export function visitOf(app: App, request: FastifyRequest, reply: FastifyReply): Visit {
  const { city, paths, language, manner } = request;
  return {
    app,
    city,
    paths,
    language,
    manner,
    now: app.now(),
    path: request.base + request.url.replace(/\?.*$/, ''),
    say: (key, values) => say(language, key, values),
    sayCount: (key, count, values) => sayCount(language, key, count, values),
    otherLanguage: () => languageLink(request),
    cityWords: languageOf(city.city.locale) === language ? null : html` lang="${city.city.locale}"`,
    csrf: () => html`<input type="hidden" name="_csrf" value="${csrfToken(request, reply)}" />`,
  };
}
