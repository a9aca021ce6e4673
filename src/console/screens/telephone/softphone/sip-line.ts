import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { UAConfiguration } from 'jssip/lib/UA';
import { reconnectAfterSeconds } from '../../../../core/telephony/softphone.ts';
import { chosenDevice, soundWanted } from './devices.ts';

/** What the server gave this browser to be the telephone. */
export interface SipLine {
  readonly sip_address: string;
  readonly sip_domain: string;
  readonly sip_user: string;
  readonly password: string;
}

/** What happens on the line. */
export interface LineListener {
  readonly onLine: (state: 'on' | 'lost') => void;
  /** The exchange did not take the password for a minute. */
  readonly onRefused: () => void;
  readonly onSession: (session: RTCSession, is_incoming: boolean) => void;
}

export interface OpenLine {
  readonly dial: (number: string) => RTCSession;
  /** The address of a number at this exchange. */
  readonly addressOf: (number: string) => string;
  readonly close: () => void;
}

/** The exchange is told the password while the browser tries it already: the first refusals mean nothing. */
const refusals_allowed = 4;

/**
 * Registers with the exchange for five minutes at a time (RFC 7118, RFC 3261); a socket that is lost is tried again after
 * 2 to 30 seconds, and a conversation goes on meanwhile.
 */
export function openLine(given: SipLine, listener: LineListener): OpenLine {
  const settings: UAConfiguration = {
    sockets: new WebSocketInterface(given.sip_address),
    uri: `sip:${given.sip_user}@${given.sip_domain}`,
    ...{ password: given.password, register: true, register_expires: 300, session_timers: false },
    ...{ connection_recovery_min_interval: 2, connection_recovery_max_interval: 30, user_agent: 'Atiende' },
  };
  const agent = new UA(settings);
  let refusals = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  agent.on('registered', () => {
    refusals = 0;
    listener.onLine('on');
  });
  agent.on('disconnected', () => listener.onLine('lost'));
  agent.on('registrationFailed', () => {
    refusals += 1;
    if (!agent.isConnected()) return;
    if (refusals > refusals_allowed) return listener.onRefused();
    clearTimeout(again);
    again = setTimeout(() => agent.register(), reconnectAfterSeconds(refusals) * 1000);
  });
  agent.on('newRTCSession', ({ session, originator }: { session: RTCSession; originator: string }) => {
    prepareSound(session);
    listener.onSession(session, originator === 'remote');
  });
  const stopFollowing = followNetwork(agent);
  agent.start();
  return {
    addressOf: (number) => `sip:${number}@${given.sip_domain}`,
    dial: (number) => agent.call(`sip:${number}@${given.sip_domain}`, callOptions()),
    close: () => {
      clearTimeout(again);
      stopFollowing();
      // Takes leave of the exchange first.
      agent.stop();
    },
  };
}

/** How a call is answered or made: sound only, by the chosen microphone. */
export const callOptions = () => ({ mediaConstraints: soundWanted(), pcConfig: { iceServers: [] } });

// Where the machine changes its network, the sound looks for a new way.
function followNetwork(agent: UA): () => void {
  const renew = () => {
    const sessions = (agent as unknown as { sessions?: Record<string, RTCSession> }).sessions ?? {};
    for (const session of Object.values(sessions))
      if (session.isEstablished()) session.renegotiate({ rtcOfferConstraints: { iceRestart: true } });
  };
  addEventListener('online', renew);
  return () => removeEventListener('online', renew);
}

function prepareSound(session: RTCSession): void {
  const speaker = new Audio();
  speaker.autoplay = true;
  const hear = (connection: RTCPeerConnection) =>
    connection.addEventListener('track', ({ streams, track }) => {
      speaker.srcObject = streams[0] ?? new MediaStream([track]);
      const id = chosenDevice('speaker');
      // Where the chosen one is not plugged in, that of the system speaks.
      if (id !== '') void speaker.setSinkId(id).catch(() => undefined);
    });
  if (session.connection) hear(session.connection);
  else session.on('peerconnection', ({ peerconnection }) => hear(peerconnection));
  // Loopback and office networks give their addresses at once: who waits for more keeps a caller waiting.
  session.on('icecandidate', ({ ready }) => void setTimeout(ready, 500));
  const silence = () => {
    speaker.srcObject = null;
  };
  session.on('ended', silence);
  session.on('failed', silence);
}
