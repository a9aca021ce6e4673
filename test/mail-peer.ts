import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server on this machine: takes every message, unless told to refuse the next ones. */
export interface MailPeer {
  readonly url: string;
  /** What it took, in order. */
  taken: { raw: string; to: string[] }[];
  /** What it answers to the next ones, and at which command, before it takes anything. */
  answers: { code: number; at: 'rcpt' | 'data' }[];
  close(): Promise<void>;
}

export async function mailPeer(): Promise<MailPeer> {
  const refusal = (at: 'rcpt' | 'data'): Error | null => {
    if (peer.answers[0]?.at !== at) return null;
    const { code } = peer.answers.shift()!;
    return Object.assign(new Error('rosa@example.mx is not welcome'), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('data');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        if (!refused) peer.taken.push({ raw: Buffer.concat(chunks).toString('utf8'), to });
        done(refused);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const peer: MailPeer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken: [],
    answers: [],
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return peer;
}
