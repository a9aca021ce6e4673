import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../actions/refused.ts';
import { fieldOf, type Form } from './form.ts';

const cookie = 'atiende_form';
const oneYear = 365 * 24 * 3600;

/** The token for a form's hidden `_csrf` field; it belongs to the browser's own cookie. */
export function csrfToken(request: FastifyRequest, reply: FastifyReply): string {
  let secret = request.cookies[cookie] ?? request.formSecret;
  if (secret === undefined || secret.length < 40) {
    secret = randomBytes(32).toString('base64url');
    request.formSecret = secret;
    void reply.setCookie(cookie, secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: oneYear,
    });
  }
  return tokenOf(secret);
}

/** @throws Refused('forbidden') for a form that another site sent or that carries no token of this browser */
export function checkCsrf(request: FastifyRequest, form: Form): void {
  refuseOtherSites(request);
  const secret = request.cookies[cookie];
  const given = Buffer.from(fieldOf(form, '_csrf'));
  const wanted = Buffer.from(secret === undefined ? '' : tokenOf(secret));
  if (wanted.length === 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new Refused('forbidden', { cause: 'form_expired' });
  }
}

/** Browsers say where a request comes from; what says another site is refused. */
export function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refused('forbidden', { cause: 'other_site' });
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') return;
  if (URL.parse(origin)?.host !== request.host) throw new Refused('forbidden', { cause: 'other_site' });
}

function tokenOf(secret: string): string {
  return createHmac('sha256', secret).update('form').digest('base64url');
}
