import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What a number of calls took. */
export interface Measured {
  readonly count: number;
  readonly per_second: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** How many were refused or broke off, where that does not end the run. */
  readonly failed: number;
}

/**
 * Calls `work` with 0, 1, … until `count`, so many at a time, and begins none after `longest_s` seconds; what it throws
 * ends the run.
 */
export async function measure(
  { count, at_a_time, longest_s = Infinity }: { count: number; at_a_time: number; longest_s?: number },
  work: (n: number) => Promise<unknown>,
): Promise<Measured> {
  const took: number[] = [];
  let next = 0;
  const last = performance.now() + longest_s * 1000;
  const worker = async () => {
    while (next < count && performance.now() < last) {
      const n = next++;
      const began = performance.now();
      await work(n);
      took.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: at_a_time }, worker));
  return summed(took, (performance.now() - began) / 1000);
}

function summed(took: number[], seconds: number, failed = 0): Measured {
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN;
  return { count: took.length, per_second: took.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}

/**
 * Calls `work` at a steady pace, so many a second, whether or not the earlier calls have ended. A call is late from
 * the moment it should have begun, so a stall counts for everybody who would have come meanwhile. What fails, as it does
 * when more is asked than the machine can do, is counted and has no time.
 */
export async function measureAtRate(
  { rate, seconds }: { rate: number; seconds: number },
  work: (n: number) => Promise<unknown>,
): Promise<Measured> {
  const took: number[] = [];
  const began = performance.now();
  const calls: Promise<void>[] = [];
  let failed = 0;
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = began + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    calls.push(
      work(n).then(
        () => void took.push(performance.now() - due),
        () => void (failed += 1),
      ),
    );
  }
  await Promise.all(calls);
  return summed(took, (performance.now() - began) / 1000, failed);
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks over a connection that stays open; gives the body. @throws for anything but 200 */
export function ask(url: string, { method = 'GET', headers = {}, body = '' }: Sent = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${url}: ${answer.statusCode} ${text.slice(0, 300)}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
