/** Where a telephone in the browser stands: whether the exchange knows it, and what it is doing. */
export type LineState = 'off' | 'connecting' | 'on' | 'lost' | 'refused';
export type CallPhase = 'none' | 'ringing' | 'dialling' | 'talking' | 'held';
export type SoftphoneCommand =
  'answer' | 'reject' | 'hang_up' | 'hold' | 'resume' | 'mute' | 'dial' | 'keypad' | 'transfer' | 'consult';

const allowed: Readonly<Record<CallPhase, readonly SoftphoneCommand[]>> = {
  none: ['dial'],
  ringing: ['answer', 'reject'],
  dialling: ['hang_up'],
  talking: ['hang_up', 'hold', 'mute', 'keypad', 'transfer', 'consult'],
  held: ['hang_up', 'resume', 'transfer', 'consult'],
};

/** What the telephone can be told in that phase; nothing can be dialled where the exchange does not know it. */
export function softphoneCommands(line: LineState, phase: CallPhase): readonly SoftphoneCommand[] {
  return phase === 'none' && line !== 'on' ? [] : allowed[phase];
}

/**
 * Seconds until the socket is tried again: 2, 4, 8, 16 and then 30.
 * @param attempt 1 for the first
 */
export function reconnectAfterSeconds(attempt: number): number {
  return Math.min(30, 2 ** Math.max(1, Math.floor(attempt)));
}

/** The name under which the exchange knows the telephone of an extension: `PJSIP/501` is 501. */
export function sipUserOf(extension: {
  readonly interface: string;
  readonly sip_user: string | null;
}): string {
  return extension.sip_user ?? extension.interface.slice(extension.interface.indexOf('/') + 1);
}

/** What may be dialled, of what was typed: digits, star and hash, a plus only at the start; null for nothing. */
export function dialable(typed: string): string | null {
  const kept = typed.replaceAll(/[\s().-]/g, '');
  return /^\+?[0-9*#]{1,20}$/.test(kept) ? kept : null;
}

/**
 * What a call may be handed to, of what was typed: a number, or an extension that has letters (`recepcion`); null for what
 * no dial plan takes.
 */
export function transferTarget(typed: string): string | null {
  const name = typed.trim();
  return dialable(typed) ?? (/^[A-Za-z0-9][A-Za-z0-9_-]{1,39}$/.test(name) ? name : null);
}

/** `wss://…`; without TLS only on the machine itself, since passwords and voices would be open to the network. */
export function isSipAddress(text: string): boolean {
  const isPublic = /^wss:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w./-]*)?$/i.test(text);
  return (isPublic || isOwnMachine(text, 'ws')) && hasPort(text);
}

/** `https://…/ari`, or `http://…` on the machine itself or in a private network (RFC 1918). */
export function isAriAddress(text: string): boolean {
  if (!hasPort(text)) return false;
  if (/^https:\/\/[a-z0-9.-]+(:\d{1,5})?\/[\w./-]*$/i.test(text)) return true;
  const private_network = /^http:\/\/(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+(:\d{1,5})?\/[\w./-]*$/;
  return private_network.test(text) || isOwnMachine(text, 'http');
}

function isOwnMachine(text: string, scheme: 'ws' | 'http'): boolean {
  return new RegExp(`^${scheme}://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?/[\\w./-]*$`).test(text);
}

/** Whether the port of an address can be one; none named is fine. */
function hasPort(text: string): boolean {
  const port = /^[a-z]+:\/\/[^/]*:(\d+)(?:\/|$)/i.exec(text)?.[1];
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536);
}
