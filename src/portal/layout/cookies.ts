import type { FastifyReply, FastifyRequest } from 'fastify';

const draft = 'atiende_borrador';
const rights = 'atiende_folios';
const survey = 'atiende_opinion';
const campaign = 'atiende_encuesta';
const subscription = 'atiende_suscripcion';
const helped = 'atiende_sirvio';
const month = 30 * 24 * 3600;
const tickets = {
  kiosk: { name: 'atiende_turno_quiosco', seconds: 120 },
  phone: { name: 'atiende_turno', seconds: 91 * 24 * 3600 },
} as const;

const options = (request: FastifyRequest, maxAge: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', maxAge }) as const;

/** The secret of the browser's draft, or null. */
export function draftSecretOf(request: FastifyRequest): string | null {
  const value = request.cookies[draft];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

export function keepDraftSecret(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  void reply.setCookie(draft, secret, options(request, month));
}

export function forgetDraft(reply: FastifyReply): void {
  void reply.clearCookie(draft, { path: '/' });
}

/** What opens the survey that this browser answers, or null. */
export function surveySecretOf(request: FastifyRequest): string | null {
  const value = request.cookies[survey];
  return value !== undefined && isSurveySecret(value) ? value : null;
}

export const isSurveySecret = (text: string): boolean => /^[\w-]{43}$/.test(text);

export function keepSurveySecret(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  void reply.setCookie(survey, secret, options(request, 11 * 24 * 3600));
}

/** What opens the campaign for which whoever uses this browser was drawn, or null. */
export function campaignSecretOf(request: FastifyRequest): string | null {
  const value = request.cookies[campaign];
  return value !== undefined && isSurveySecret(value) ? value : null;
}

export function keepCampaignSecret(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  void reply.setCookie(campaign, secret, options(request, month));
}

/** What opens the subscription that this browser looks at, or null. */
export function subscriptionSecretOf(request: FastifyRequest): string | null {
  const value = request.cookies[subscription];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

export function keepSubscriptionSecret(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  void reply.setCookie(subscription, secret, options(request, 24 * 3600));
}

export function forgetSubscription(reply: FastifyReply): void {
  void reply.clearCookie(subscription, { path: '/' });
}

/** What opens a number of a waiting room: on one's own telephone, or on the kiosk that has just printed it. */
export function ticketSecretOf(request: FastifyRequest, on: 'kiosk' | 'phone'): string | null {
  const value = request.cookies[tickets[on].name];
  return value !== undefined && isSurveySecret(value) ? value : null;
}

export function keepTicketSecret(
  request: FastifyRequest,
  reply: FastifyReply,
  { secret, on }: { readonly secret: string; readonly on: 'kiosk' | 'phone' },
): void {
  const { name, seconds } = tickets[on];
  void reply.setCookie(name, secret, options(request, seconds));
}

/** The rights to petitions that this browser holds, as they were signed; checked where they are used. */
export function rightsOf(request: FastifyRequest): readonly string[] {
  return (request.cookies[rights] ?? '')
    .split('~')
    .filter((right) => right.length > 0 && right.length < 300)
    .slice(0, 10);
}

/** Adds rights, newest first; ten at most, so that the cookie stays small. */
export function keepRights(request: FastifyRequest, reply: FastifyReply, added: readonly string[]): void {
  const subject = (right: string) => right.split('.').slice(0, 2).join('.');
  const known = new Set(added.map(subject));
  const kept = [...added, ...rightsOf(request).filter((right) => !known.has(subject(right)))].slice(0, 10);
  void reply.setCookie(rights, kept.join('~'), options(request, month));
}

/** What this browser said of an article in this session: the cookie holds codes of articles and ends with it. */
export function articleVoteOf(request: FastifyRequest, code: string): 'yes' | 'no' | null {
  const said = votesOf(request).find((vote) => vote.slice(1) === code);
  return said === undefined ? null : said.startsWith('1') ? 'yes' : 'no';
}

const votesOf = (request: FastifyRequest): readonly string[] =>
  (request.cookies[helped] ?? '').split('~').filter((vote) => /^[01][a-z0-9-]{1,61}$/.test(vote));

export function keepArticleVote(
  request: FastifyRequest,
  reply: FastifyReply,
  vote: { readonly code: string; readonly helped: boolean },
): void {
  const kept = [`${vote.helped ? 1 : 0}${vote.code}`, ...votesOf(request)].slice(0, 40);
  const { maxAge: _whileOpen, ...rest } = options(request, month);
  void reply.setCookie(helped, kept.join('~'), rest);
}
