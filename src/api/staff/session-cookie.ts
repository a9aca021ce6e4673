import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookie of a session of staff; only its hash is known to the database. */
export const sessionCookie = 'atiende_session';

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie];
}

export function setSessionCookie(reply: FastifyReply, token: string, public_url: string): void {
  void reply.setCookie(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: public_url.startsWith('https:'),
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, { path: '/' });
}
