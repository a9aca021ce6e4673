import type { FastifyInstance, FastifyRequest } from 'fastify';
import { say, type Language } from '../../core/language/sentences.ts';
import { keepLanguage, languageNamed, languagesOffered } from '../../server/language-of-request.ts';
import { html, type Html } from './raw.ts';

type Query = Readonly<Record<string, string | readonly string[]>>;

/** `?lang=en` on any page: the browser keeps the choice and comes back to the same page without it. */
export function switchLanguages(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const { lang, ...rest } = request.query as Query;
    const language = request.method === 'GET' ? languageNamed(lang) : null;
    if (language === null) return;
    keepLanguage(request, reply, language);
    const path = request.originalUrl.replace(/\?.*$/, '');
    // Two slashes would name another site.
    return reply.redirect(`/${path.replace(/^[\\/]+/, '')}${queryOf(rest)}`, 303);
  });
}

/** The link to the same page in the other language, in that language; none where the city does not speak it. */
export function languageLink(request: FastifyRequest, path = ''): Html | null {
  const other: Language = request.language === 'es' ? 'en' : 'es';
  if (!languagesOffered(request.cityOrNull?.city ?? null).has(other)) return null;
  const kept = path === '' && request.method === 'GET' ? (request.query as Query) : {};
  const href = path + queryOf({ ...kept, lang: other });
  return html`<a href="${href}" hreflang="${other}" lang="${other}" rel="nofollow"
    >${say(request.language, 'portal.layout.other_language')}</a
  >`;
}

function queryOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one as string]),
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}
