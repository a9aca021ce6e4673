import { createHash, randomUUID } from 'node:crypto';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import type { AmiEvent } from '../../core/telephony/call-fact.ts';
import { amiBlocks, writeBlock } from './ami-blocks.ts';

/** Where the manager interface of an exchange is, and as whom one speaks with it. */
export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly is_tls: boolean;
  /** PEM of whom to believe that it is the exchange, in place of those that every machine knows; null: these. */
  readonly tls_certificate: string | null;
  readonly username: string;
  readonly secret: string;
}

export interface AmiHearing {
  readonly onEvent: (event: AmiEvent) => void;
  /** The connection is over, for whatever reason; said once. */
  readonly onEnd: () => void;
}

/** A connection that is logged in. */
export interface AmiConnection {
  /**
   * Sends an action and waits for its response, and for the list where the response announces one. An `ActionID` of its
   * own comes back with what is told of it later.
   * @throws AmiProblem
   */
  readonly ask: (action: Readonly<Record<string, string>>) => Promise<AmiAnswer>;
  readonly close: () => void;
}

export interface AmiAnswer {
  readonly response: AmiEvent;
  readonly events: readonly AmiEvent[];
}

/**
 * `refused`: user or secret are wrong; `untrusted`: it shows a certificate that proves nothing; `away`: it cannot be reached,
 * or says nothing; `unknown`: it knows no such channel or member; `failed`: it would not do it.
 */
export class AmiProblem extends Error {
  readonly code: 'refused' | 'untrusted' | 'away' | 'unknown' | 'failed';
  constructor(code: AmiProblem['code']) {
    super(`ami_${code}`);
    this.code = code;
  }
}

const patience_ms = 5_000;

interface Waiting {
  readonly events: AmiEvent[];
  response: AmiEvent | null;
  readonly done: (answer: AmiAnswer) => void;
  readonly failed: (problem: AmiProblem) => void;
}

interface Line {
  readonly socket: Socket;
  readonly waiting: Map<string, Waiting>;
  isOver: boolean;
}

/**
 * Connects to an exchange and logs in by challenge (MD5), so that the secret itself does not travel.
 * docs.asterisk.org "AMI v2 Specification".
 * @throws AmiProblem `refused`, `untrusted`, `away`
 */
export async function connectAmi(at: AmiAddress, hearing: AmiHearing): Promise<AmiConnection> {
  const socket = openSocket(at);
  const line: Line = { socket, waiting: new Map(), isOver: false };
  const greeted = Promise.withResolvers<void>();
  const end = () => {
    if (line.isOver) return;
    line.isOver = true;
    socket.destroy();
    greeted.reject(new AmiProblem(isUntrusted(socket) ? 'untrusted' : 'away'));
    for (const { failed } of line.waiting.values()) failed(new AmiProblem('away'));
    line.waiting.clear();
    hearing.onEnd();
  };
  const silence = setTimeout(end, patience_ms);
  hear(line, { greeted: greeted.resolve, event: hearing.onEvent, end });
  try {
    await greeted.promise;
    const ask = (action: Readonly<Record<string, string>>) => send(line, action);
    await logIn(at, ask);
    return { ask, close: end };
  } catch (problem) {
    end();
    throw problem;
  } finally {
    clearTimeout(silence);
  }
}

/** Nothing is said, and no secret shown, before the certificate is proved. */
function openSocket({ host, port, is_tls, tls_certificate }: AmiAddress): Socket {
  const given = { host, port, timeout: patience_ms };
  if (!is_tls) return connectPlain(given);
  const believed = tls_certificate === null ? {} : { ca: tls_certificate };
  // An address of figures is no name to ask for.
  const named = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ ...given, ...believed, ...named, minVersion: 'TLSv1.2' });
}

const isUntrusted = (socket: Socket): boolean =>
  socket instanceof TLSSocket && socket.authorizationError != null;

interface Ears {
  readonly greeted: () => void;
  readonly event: (event: AmiEvent) => void;
  readonly end: () => void;
}

function hear(line: Line, { greeted, event, end }: Ears): void {
  const { socket } = line;
  const read = amiBlocks();
  let banner: string | null = '';
  socket.setEncoding('utf8').setNoDelay(true);
  socket.setKeepAlive(true, 10_000);
  socket.on('timeout', () => line.waiting.size > 0 && end());
  socket.on('error', end);
  socket.on('close', end);
  socket.on('data', (piece: string) => {
    let text = piece;
    if (banner !== null) {
      banner += piece;
      const rest = /^Asterisk Call Manager\/[^\n]*\n/.exec(banner);
      if (rest === null) return banner.length > 200 ? end() : undefined;
      text = banner.slice(rest[0].length);
      banner = null;
      greeted();
    }
    try {
      for (const block of read(text)) take(line, block, event);
    } catch {
      end();
    }
  });
}

function take(line: Line, block: AmiEvent, tell: (event: AmiEvent) => void): void {
  const asked = line.waiting.get(block['ActionID'] ?? '');
  // What became of a call that was begun bears the id of its action, whether or not that was answered yet.
  if (asked === undefined || block['Event'] === 'OriginateResponse') {
    if (block['Event'] !== undefined) tell(block);
    return;
  }
  if (block['Response'] !== undefined) {
    if (block['Response'] === 'Error') return asked.failed(new AmiProblem(whyNot(block['Message'])));
    asked.response = block;
    if (block['EventList']?.toLowerCase() !== 'start') asked.done({ response: block, events: [] });
    return;
  }
  const isLast = block['EventList']?.toLowerCase() === 'complete';
  if (!isLast) asked.events.push(block);
  else asked.done({ response: asked.response ?? block, events: asked.events });
}

/** Asterisk says it in words alone: «No such channel», «Channel specified does not exist», «Interface not found». */
const whyNot = (words = ''): 'unknown' | 'failed' =>
  /no such|not found|does not exist/i.test(words) ? 'unknown' : 'failed';

function send(line: Line, action: Readonly<Record<string, string>>): Promise<AmiAnswer> {
  if (line.isOver) return Promise.reject(new AmiProblem('away'));
  const id = action['ActionID'] ?? randomUUID();
  const { promise, resolve, reject } = Promise.withResolvers<AmiAnswer>();
  const over = () => {
    clearTimeout(patience);
    line.waiting.delete(id);
  };
  const failed = (problem: AmiProblem) => (over(), reject(problem));
  const patience = setTimeout(() => failed(new AmiProblem('away')), patience_ms);
  const done = (answer: AmiAnswer) => (over(), resolve(answer));
  line.waiting.set(id, { events: [], response: null, done, failed });
  line.socket.write(writeBlock({ ...action, ActionID: id }));
  return promise;
}

async function logIn({ username, secret }: AmiAddress, ask: AmiConnection['ask']): Promise<void> {
  try {
    const { response } = await ask({ Action: 'Challenge', AuthType: 'MD5' });
    const challenge = response['Challenge'] ?? '';
    const key = createHash('md5').update(challenge).update(secret).digest('hex');
    await ask({ Action: 'Login', AuthType: 'MD5', Username: username, Key: key, Events: 'call,agent' });
  } catch (problem) {
    throw problem instanceof AmiProblem && problem.code === 'failed' ? new AmiProblem('refused') : problem;
  }
}
