import { call as ask, ApiError, screenOf } from '../../../api/client.ts';
import { checkMicrophone } from './devices.ts';
import { lineView, show, type LineProblem } from './line-view.ts';
import { askForNotices, stopRinging } from './ring.ts';
import { endSessions, takeSession, useLine, type RingWords } from './sessions.ts';
import type { OpenLine } from './sip-line.ts';
import { holdTelephone } from './tab-lock.ts';

interface Connected {
  readonly line: OpenLine;
  readonly softphone_id: string;
  /** Whose telephone it is, also when their screen has gone. */
  readonly as: string | null;
  readonly giveBack: () => void;
}
let connected: Connected | null = null;

const key = 'atiende.softphone';
/** Whether this tab was the telephone when its page was left. */
export const wasConnected = (): boolean => sessionStorage.getItem(key) !== null;

interface How {
  /** Also where another tab is the telephone. */
  readonly take?: boolean;
  /** The page was read again: what the agent said of themselves stays. */
  readonly isAgain?: boolean;
}

/**
 * Makes this tab the telephone: the microphone is tried first, then the tab is made the only one, then the server gives a
 * password and the exchange is asked to take it.
 * Whoever connects it is available for calls, and who disconnects it is not.
 */
export async function connectTelephone(
  words: RingWords,
  { take = false, isAgain = false }: How = {},
): Promise<void> {
  if (connected !== null || lineView().line === 'connecting') return;
  show({ line: 'connecting', problem: null });
  askForNotices();
  const microphone = await checkMicrophone();
  if (microphone !== 'fine') return show({ line: 'off', problem: microphone });
  const as = screenOf();
  const giveBack = await holdTelephone(take, () => void disconnectTelephone('taken'));
  if (giveBack === null) return show({ line: 'off', problem: 'elsewhere' });
  let hasSaid = isAgain;
  try {
    const [given, { openLine }] = await Promise.all([
      ask('start_softphone', { as }),
      // The library of the protocol is read when somebody connects, not before.
      import('./sip-line.ts'),
    ]);
    show({ extension: given.extension });
    const line = openLine(given, {
      onLine: (state) => {
        show({ line: state });
        if (state === 'on' && !hasSaid) say('available', as);
        hasSaid ||= state === 'on';
      },
      onRefused: () => void disconnectTelephone('refused'),
      onSession: (session, is_incoming) => takeSession(session, is_incoming, words),
    });
    useLine(line);
    connected = { line, softphone_id: given.id, as, giveBack };
    sessionStorage.setItem(key, 'on');
  } catch (problem) {
    giveBack();
    show({ line: 'off', problem: problem instanceof ApiError && problem.status > 0 ? 'refused' : 'away' });
  }
}

/** Ends the telephone of this tab, with a call that goes on; the server takes its password back. */
export async function disconnectTelephone(problem: LineProblem | null = null): Promise<void> {
  const was = connected;
  connected = null;
  sessionStorage.removeItem(key);
  stopRinging();
  endSessions();
  was?.line.close();
  useLine(null);
  was?.giveBack();
  show({ line: problem === 'refused' ? 'refused' : 'off', problem, call: null, consult: null });
  // Another tab took it over: the server ended it with that.
  if (was === null || problem === 'taken') return;
  say('away', was.as);
  await ask('end_softphone', { params: { id: was.softphone_id }, as: was.as }).catch(() => undefined);
}

function say(state: 'available' | 'away', as: string | null): void {
  void ask('say_agent_state', { body: { state, reason: null }, as }).catch(() => undefined);
}
