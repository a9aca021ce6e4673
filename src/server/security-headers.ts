import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';

/**
 * Puts the security headers on every answer, errors and streams too. They are the same for all, so they are worked out
 * once: the plugin puts them together for each request anew, which takes longer than finding the route.
 */
export async function sendSecurityHeaders(server: FastifyInstance, public_url: string): Promise<void> {
  const headers = await headersOf(public_url);
  server.addHook('onRequest', (_request, reply, next) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    next();
  });
}

async function headersOf(public_url: string): Promise<readonly [string, string][]> {
  const asked = Fastify();
  await asked.register(helmet, policy(public_url));
  asked.get('/', async (_request, reply) => reply.raw.getHeaders());
  const answer = await asked.inject('/');
  await asked.close();
  return [...Object.entries(answer.json<Record<string, string>>()), ['permissions-policy', 'microphone=()']];
}

/**
 * What the page of the console may beside: hear the microphone, reach the exchanges whose telephones it can be, and frame
 * a paper that it fetched itself (`blob:`), to print it at once. Nobody frames the console, and it frames no address.
 * @param policy the header that all answers have
 * @param origins `wss://host:port`, each of a configured exchange
 */
export function consoleHeaders(policy: string, origins: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': policy.replace(
      "connect-src 'self'",
      ["connect-src 'self'", ...origins].join(' ') + ';frame-src blob:',
    ),
    'permissions-policy': 'microphone=(self)',
  };
}

/** Only our own files, no inline code, no framing, no referrer: pages hold folios and keys. */
export function policy(public_url: string) {
  const secure = public_url.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'media-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    xPoweredBy: false,
  } as const;
}
