import { execFileSync } from 'node:child_process';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stops a PostgreSQL and all of its processes in their tracks, as a hung disk does; or lets them go on. */
export function signalAll(postmaster: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  const list = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
  // The postmaster first: it makes no further process meanwhile.
  for (const pid of [postmaster, ...list.split('\n').map(Number)]) {
    if (pid > 0) sendQuietly(pid, signal);
  }
}

function sendQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

/** A line to a database on which everything said takes its time. */
export interface SlowLine {
  readonly url: string;
  /** From now on; 0 is a line without delay. */
  delay(ms: number): void;
  close(): Promise<void>;
}

export async function slowLine(to: string): Promise<SlowLine> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  let wait = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket.on('error', () => undefined));
      socket.on('close', () => (near.destroy(), far.destroy()));
    }
    near.on('data', (said: Buffer) => {
      if (wait === 0) far.write(said);
      else setTimeout(() => far.writable && far.write(said), wait);
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(to), { host: `127.0.0.1:${port}` }).href,
    delay: (ms) => void (wait = ms),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
