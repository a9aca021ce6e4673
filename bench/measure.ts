import { Agent, request } from 'node:http';

/** What a number of calls took. */
export interface Measured {
  readonly count: number;
  readonly per_second: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Calls `work` with 0, 1, … until `count`, so many at a time; what it throws ends the run. */
export async function measure(
  { count, at_a_time }: { count: number; at_a_time: number },
  work: (n: number) => Promise<unknown>,
): Promise<Measured> {
  const took: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const n = next++;
      const began = performance.now();
      await work(n);
      took.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: at_a_time }, worker));
  const seconds = (performance.now() - began) / 1000;
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN;
  return { count, per_second: count / seconds, p50: at(0.5), p99: at(0.99) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

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
