import type { FastifyReply, FastifyRequest } from 'fastify';
import type { City } from '../core/cities/configuration.ts';
import { languageOf, type Language } from '../core/language/sentences.ts';

const cookie = 'atiende_idioma';
const oneYear = 365 * 24 * 3600;

/** A language that the product speaks, or null for whatever else was sent. */
export function languageNamed(word: unknown): Language | null {
  return word === 'es' || word === 'en' ? word : null;
}

/** The language that the person chose in this browser. */
export function chosenLanguage(request: FastifyRequest): Language | null {
  return languageNamed(request.cookies?.[cookie]);
}

export function keepLanguage(request: FastifyRequest, reply: FastifyReply, language: Language): void {
  void reply.setCookie(cookie, language, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: oneYear,
  });
}

/** What the city speaks; where there is no city, whatever the product speaks. */
export function languagesOffered(city: City | null): ReadonlySet<Language> {
  return new Set(city === null ? (['es', 'en'] as const) : city.settings.languages.map(languageOf));
}

/** The person's choice, else the browser's language, each where the city offers it; else the city's own. */
export function languageOfRequest(request: FastifyRequest, city: City | null): Language {
  const offered = languagesOffered(city);
  const chosen = chosenLanguage(request);
  if (chosen !== null && offered.has(chosen)) return chosen;
  return (
    accepted(request.headers['accept-language'] ?? '').find((language) => offered.has(language)) ??
    languageOf(city?.locale ?? 'es')
  );
}

/** The locale of dates and numbers: the city's own, unless another language is spoken than its. */
export function localeOf(language: Language, city: City | null): string {
  const own = city?.locale ?? 'es-MX';
  return languageOf(own) === language ? own : language;
}

/** Languages of `Accept-Language` that the product speaks, the preferred one first (RFC 9110 section 12.5.4). */
function accepted(header: string): Language[] {
  return header
    .slice(0, 200)
    .split(',')
    .map((part) => /^\s*(es|en)(?:-[\w-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*$/i.exec(part))
    .flatMap((match) => {
      const language = languageNamed(match?.[1]?.toLowerCase());
      const weight = Number(match?.[2] ?? 1);
      return language === null || weight === 0 ? [] : [{ language, weight }];
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language);
}
