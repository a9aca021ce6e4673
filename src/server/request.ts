import type { Manner } from '../core/language/format.ts';
import type { Language } from '../core/language/sentences.ts';
import type { CitizenPaths } from '../core/paths.ts';
import type { CityConfiguration } from '../core/cities/configuration.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on an installation of several cities when the address names none. */
    cityOrNull: CityConfiguration | null;
    /** The city. Reading it where there is none refuses with `city_unknown`. */
    readonly city: CityConfiguration;
    /** Empty, or `/c/<city>`. */
    base: string;
    paths: CitizenPaths;
    language: Language;
    manner: Manner;
    formSecret: string | undefined;
  }
  interface FastifyReply {
    /** Sends a page of the portal. */
    html(page: string): FastifyReply;
  }
  interface FastifyContextConfig {
    /** False for what belongs to no city: health, console, metrics. */
    city?: boolean;
  }
}
