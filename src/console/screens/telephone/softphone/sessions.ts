import type { RTCSession } from 'jssip/lib/RTCSession';
import { dialable } from '../../../../core/telephony/softphone.ts';
import { lineView, show, showCall, type CallView } from './line-view.ts';
import { startRinging, stopRinging } from './ring.ts';
import type { OpenLine } from './sip-line.ts';

/** What the title of the tab and the notice say while it rings. */
export interface RingWords {
  readonly title: string;
  readonly body: string;
}

type Which = 'call' | 'consult';
const sessions: Record<Which, RTCSession | null> = { call: null, consult: null };
let line: OpenLine | null = null;
/** The next outgoing session is a question to a colleague. */
let next: Which = 'call';

export function useLine(open: OpenLine | null): void {
  line = open;
}

/** A session that began; a second caller is told that the telephone is busy. */
export function takeSession(session: RTCSession, is_incoming: boolean, words: RingWords): void {
  const which = is_incoming ? 'call' : next;
  if (sessions[which] !== null) {
    session.terminate({ status_code: 486 });
    return;
  }
  sessions[which] = session;
  next = 'call';
  const number = session.remote_identity.uri.user;
  const begun: CallView = {
    phase: is_incoming ? 'ringing' : 'dialling',
    number: /^(anonymous|unknown|restricted)$/i.test(number) ? '' : number,
    ...{ is_incoming, answered_at: null, is_muted: false },
  };
  show({ [which]: begun });
  if (is_incoming) startRinging(words);
  session.on('confirmed', () => {
    if (is_incoming) stopRinging();
    if (lineView()[which]?.answered_at === null)
      showCall(which, { phase: 'talking', answered_at: Date.now() });
  });
  session.on('hold', ({ originator }) => originator === 'local' && showCall(which, { phase: 'held' }));
  session.on('unhold', ({ originator }) => originator === 'local' && showCall(which, { phase: 'talking' }));
  session.on('muted', () => showCall(which, { is_muted: true }));
  session.on('unmuted', () => showCall(which, { is_muted: false }));
  const over = () => {
    if (sessions[which] !== session) return;
    sessions[which] = null;
    show({ [which]: null });
    if (is_incoming) stopRinging();
  };
  session.on('ended', over);
  session.on('failed', over);
}

export function endSessions(): void {
  for (const which of ['consult', 'call'] as const) hangUp(which);
}

export async function answer(): Promise<void> {
  const { callOptions } = await import('./sip-line.ts');
  if (lineView().call?.phase === 'ringing') sessions.call?.answer(callOptions());
}

/** Ends a call, or refuses one that rings: the queue gives it to the next agent. */
export function hangUp(which: Which = 'call'): void {
  const session = sessions[which];
  if (session === null || session.isEnded()) return;
  session.terminate(lineView()[which]?.phase === 'ringing' ? { status_code: 486 } : {});
}

export function toggleHold(): void {
  if (lineView().call?.phase === 'held') sessions.call?.unhold();
  else sessions.call?.hold();
}

export function toggleMute(): void {
  if (lineView().call?.is_muted) sessions.call?.unmute({ audio: true });
  else sessions.call?.mute({ audio: true });
}

/** One key of the keypad, sent beside the sound (RFC 4733). */
export function pressKey(key: string): void {
  (sessions.consult ?? sessions.call)?.sendDTMF(key, {
    transportType: 'RFC2833' as never,
  });
}

/** Whether it could be dialled. */
export function dial(typed: string): boolean {
  const number = dialable(typed);
  if (number === null || line === null || sessions.call !== null) return false;
  line.dial(number);
  return true;
}

/** Hands the call over without asking. @returns whether there was something to hand over, and to whom */
export function transferTo(typed: string): boolean {
  const [number, session] = [dialable(typed), sessions.call];
  if (number === null || line === null || session === null) return false;
  session.refer(line.addressOf(number), { eventHandlers: handedOver(session) } as never);
  return true;
}

/** Asks a colleague first: the caller waits, and then the call is handed over or taken back. */
export function consultWith(typed: string): boolean {
  const [number, session] = [dialable(typed), sessions.call];
  if (number === null || line === null || session === null || sessions.consult !== null) return false;
  if (lineView().call?.phase !== 'held') session.hold();
  next = 'consult';
  line.dial(number);
  return true;
}

/** Hands the waiting caller over to the colleague who was asked. */
export function completeTransfer(): void {
  const { call, consult } = sessions;
  if (call === null || consult === null || line === null) return;
  const number = lineView().consult?.number ?? '';
  call.refer(line.addressOf(number), { replaces: consult, eventHandlers: handedOver(call) } as never);
}

// Once the exchange took it on, it has the caller and needs the agent no more; it does not always say how it went on.
const handedOver = (session: RTCSession) => ({
  requestSucceeded: () => {
    if (!session.isEnded()) session.terminate();
  },
});
