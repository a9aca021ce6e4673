import type { FastifyInstance } from 'fastify';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string | Buffer;
}

/** Longer than any answer may take: one that never comes is seen by name. */
const hang_ms = 60_000;

/** A browser (`visitor`) whose requests go to one door after the other. */
export function alternating(urls: readonly string[]): FastifyInstance {
  let n = 0;
  const inject = async ({ method, url, headers, payload }: Asked) => {
    const answer = await fetch(`${urls[n++ % urls.length]!}${url}`, {
      ...{ method, headers, redirect: 'manual', signal: AbortSignal.timeout(hang_ms) },
      ...(payload === undefined ? {} : { body: payload as string }),
    });
    const rawPayload = Buffer.from(await answer.arrayBuffer());
    const cookies = answer.headers.getSetCookie().map((line) => {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      return { name, value, ...(/max-age=0/i.test(line) ? { maxAge: 0 } : {}) };
    });
    const told = { statusCode: answer.status, headers: Object.fromEntries(answer.headers) };
    return { ...told, cookies, rawPayload, body: rawPayload.toString() };
  };
  return { inject } as unknown as FastifyInstance;
}
