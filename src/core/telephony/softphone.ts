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
