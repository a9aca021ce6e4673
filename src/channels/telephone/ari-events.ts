import type { AriEvent } from '../../core/telephony/ari-facts.ts';
import type { Ari } from './softphone-passwords.ts';

/** Name of the application as which the exchange is listened to; only one may have it, and who comes later has it. */
const application = 'atiende';

export interface AriHearing {
  readonly onEvent: (event: AriEvent) => void;
  readonly onOpen: () => void;
  /** It is over, for whatever reason; said once. `replaced`: another listener took the name of the application. */
  readonly onEnd: (why: 'away' | 'replaced') => void;
}

/**
 * Listens to all that happens to channels of an exchange, over WebSocket (docs.asterisk.org "ARI and WebSockets"). The
 * secret goes in a header, since addresses are written into logs. @returns a function that stops listening
 */
export function hearAri({ address, username, secret }: Ari, hearing: AriHearing): () => void {
  const at = `${address.replace(/^http/, 'ws')}/events?app=${application}&subscribeAll=true`;
  const known = Buffer.from(`${username}:${secret}`, 'utf8').toString('base64');
  // Node's own WebSocket takes headers, which the one of browsers does not.
  const options = { headers: { authorization: `Basic ${known}` } } as unknown as string[];
  const socket = new WebSocket(at, options);
  let isOver = false;
  const end = (why: 'away' | 'replaced') => {
    if (isOver) return;
    isOver = true;
    socket.close();
    hearing.onEnd(why);
  };
  socket.addEventListener('open', () => hearing.onOpen());
  socket.addEventListener('error', () => end('away'));
  socket.addEventListener('close', () => end('away'));
  socket.addEventListener('message', ({ data }) => {
    const event = eventIn(data);
    if (event === null || isOver) return;
    if (event.type === 'ApplicationReplaced') end('replaced');
    else hearing.onEvent(event);
  });
  return () => end('away');
}

function eventIn(data: unknown): AriEvent | null {
  try {
    const event = JSON.parse(String(data)) as AriEvent | null;
    return typeof event?.type === 'string' ? event : null;
  } catch {
    return null;
  }
}
