import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

/** The database keeps silent or has no connection to spare: nothing was done, and it is worth trying again. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
  readonly code = '08000';
  constructor() {
    super('the database does not answer');
  }
}

/** So long may an answer take before somebody asks whether the server is there at all. */
const quietMs = 3_000;
/** So long has the server for a sign of life; it must suit a line on which every word takes two seconds. */
const patienceMs = 5_000;
/** No single statement takes longer: the server itself ends one after 15 seconds. */
const longestMs = 20_000;
const tickMs = 500;

interface Waiting {
  readonly since: number;
  readonly cut: () => void;
}

/** Tells a server that is slow from one that is frozen, or gone without a word. */
export interface Pulse {
  /** True from a missed sign of life to the next one: whoever asks meanwhile is refused at once. */
  readonly isSilent: () => boolean;
  /** Watches one wait; `cut` ends it when the server is silent. @returns what to call when it is over */
  readonly watch: (cut: () => void) => () => void;
  readonly stop: () => void;
}

/**
 * A frozen server (SIGSTOP, a hung disk, a cut line) keeps connections open and never answers; waiting for each
 * statement's own limit would hold every request for that long. So one look at the server decides for all: whoever waits
 * longer than three seconds makes it ask for a sign of life, and without one all waits are cut. It asks on by itself
 * until the server answers.
 */
export function takePulse(url: string, ask = answers): Pulse {
  const waits = new Set<Waiting>();
  const state = { silent: false, asking: false, alive_at: 0 };
  const look = async () => {
    const now = performance.now();
    const late = [...waits].filter(({ since }) => now - Math.max(since, state.alive_at) > quietMs);
    for (const { since, cut } of waits) if (now - since > longestMs) cut();
    if (state.asking || (late.length === 0 && !state.silent)) return;
    state.asking = true;
    const isAlive = await ask(url, patienceMs);
    state.asking = false;
    state.silent = !isAlive;
    if (isAlive) state.alive_at = performance.now();
    else for (const { cut } of late) cut();
  };
  const ticking = setInterval(() => void look(), tickMs).unref();
  return {
    isSilent: () => state.silent,
    watch(cut) {
      const wait = { since: performance.now(), cut };
      waits.add(wait);
      return () => void waits.delete(wait);
    },
    stop: () => clearInterval(ticking),
  };
}

// Protocol 3.0, SSLRequest: length 8, code 80877103. A server, or a pooler, answers one byte before anything else.
const ssl_request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Whether the server behind the address says anything within the time. */
export function answers(url: string, within_ms: number): Promise<boolean> {
  const { hostname, port, searchParams } = new URL(url);
  const number = Number(port || 5432);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  const socket = host.startsWith('/')
    ? connect(`${host}/.s.PGSQL.${number}`)
    : connect(number, host.replace(/^\[(.*)\]$/, '$1'));
  return new Promise((resolve) => {
    const over = (isAlive: boolean) => {
      clearTimeout(patience);
      socket.destroy();
      resolve(isAlive);
    };
    const patience = setTimeout(() => over(false), within_ms);
    socket.once('connect', () => socket.write(ssl_request));
    socket.once('data', () => over(true));
    socket.once('error', () => over(false));
    socket.once('close', () => over(false));
  });
}
