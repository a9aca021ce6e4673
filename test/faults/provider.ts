import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One message that the stand-in answered with 250, and so has to deliver. */
export interface Taking {
  readonly message_id: string;
  readonly to: string;
  /** Its beginning as it came, with the text; of the first thousand. */
  readonly head: string;
  /** `performance.now()` of the answer. */
  readonly at: number;
}

/** A mail provider on this machine that counts what it takes by Message-ID, and can be away. */
export interface Provider {
  readonly url: string;
  readonly takings: Taking[];
  /** The recipients of what it took. */
  readonly recipients: Set<string>;
  /** What matches in the texts of the messages that one person got. */
  links(to: string, pattern: RegExp): string[];
  /** Refuses connections from now on, and breaks those it has. */
  leave(): Promise<void>;
  /** Is there again, on the same port. */
  comeBack(): Promise<void>;
}

export async function startProvider(): Promise<Provider> {
  let server: SMTPServer | undefined;
  let port = 0;
  const takings: Taking[] = [];
  const recipients = new Set<string>();
  const comeBack = async () => {
    const note = (taking: Taking) => {
      takings.push(takings.length < 1_000 ? taking : { ...taking, head: '' });
      recipients.add(taking.to);
    };
    const opened = (server = counting(note));
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', () => (opened.off('error', reject), resolve()));
    });
    port = (opened.server.address() as AddressInfo).port;
  };
  const leave = async () => {
    const closed = server;
    server = undefined;
    if (closed === undefined) return;
    const gone = new Promise<void>((resolve) => closed.close(() => resolve()));
    for (const { _socket: socket } of closed.connections as Set<{ _socket?: { destroy(): void } }>)
      socket?.destroy();
    await gone;
  };
  const links = (to: string, pattern: RegExp) =>
    takings
      .filter((taking) => taking.to === to)
      // Long lines are broken with `=` at their end (RFC 2045 §6.7).
      .map(({ head }) => head.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '='))
      .flatMap((said) => pattern.exec(said)?.[0] ?? []);
  await comeBack();
  return { url: `smtp://127.0.0.1:${port}`, takings, recipients, links, leave, comeBack };
}

function counting(note: (taking: Taking) => void): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let head = '';
      stream.on('data', (chunk: Buffer) => {
        if (head.length < 8_000) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const message_id = /^Message-ID: <([^@]+)@/im.exec(head)?.[1] ?? '';
        note({
          ...{ message_id, head, at: performance.now() },
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  return server;
}

/** Messages that were taken more than once, each with all of its takings. */
export function repeated(takings: readonly Taking[]): Taking[][] {
  const all = Map.groupBy(takings, ({ message_id }) => message_id);
  return [...all.values()].filter(({ length }) => length > 1);
}
