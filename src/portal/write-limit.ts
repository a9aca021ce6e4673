import { isIPv6 } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '../actions/refused.ts';

/** How many forms one network address may send in a minute: all of them, and those that may bring files. */
export interface Pace {
  readonly writes: number;
  readonly uploads: number;
}

/**
 * A school, a whole office or the customers of a telephone company stand behind one address: nobody there is to wait for
 * the others. Twenty forms a second are more than people type and less than a process takes.
 */
export const generous: Pace = { writes: 1200, uploads: 240 };

const isUpload = ({ headers }: FastifyRequest): boolean =>
  headers['content-type']?.startsWith('multipart/form-data') === true;

/**
 * Limits what is sent to the pages of this scope, per address; reading is never limited. Counted in the process: it
 * only keeps one address from taking the others' turn. Asked before the body is read, so that a form that came too
 * often can be given back with what was typed.
 */
export async function limitWrites(server: FastifyInstance, pace: Pace): Promise<void> {
  await server.register(rateLimit, {
    hook: 'preHandler',
    timeWindow: 60_000,
    allowList: ({ method }) => method !== 'POST',
    keyGenerator: (request) => `${isUpload(request) ? 'files' : 'words'} ${networkOf(request.ip)}`,
    max: (request) => (isUpload(request) ? pace.uploads : pace.writes),
    errorResponseBuilder: () => new Refused('too_many_attempts', { minutes: 1 }),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
}

/** One household or office has a whole /64 of IPv6; an IPv4 address in IPv6 clothes stays one address. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^.*:/, '');
  const [start = '', end] = address.split('::');
  const [before, after] = [start, end ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - before!.length - after!.length).fill('0');
  return [...before!, ...(end === undefined ? [] : zeros), ...after!].slice(0, 4).join(':');
}
