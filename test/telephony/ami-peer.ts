import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { AmiEvent } from '../../src/core/telephony/call-fact.ts';
import type { TestCertificate } from './certificate.ts';

/** A stand-in for the manager interface of an Asterisk: real lines on a real socket, out of no telephone at all. */
export interface AmiPeer {
  readonly port: number;
  /** Says an event to everybody who is logged in. */
  readonly say: (event: AmiEvent) => void;
  /** What it was asked, in order; pings and logging in left out. */
  readonly asked: Record<string, string>[];
  /** Actions that it answers by an error, with its words. */
  readonly refuses: Map<string, string>;
  /** Its channels: their Uniqueid, and what else CoreShowChannels tells. */
  readonly channels: Map<string, AmiEvent>;
  /** How many are logged in. */
  readonly connected: () => number;
  /** Cuts every connection, as a restart of the exchange does. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

interface Settings {
  readonly port?: number;
  readonly host?: string;
  readonly secret?: string;
  /** Speaks TLS with it. */
  readonly tls?: TestCertificate;
}

/** Listens on a port of this machine, any free one where none is given. */
export async function amiPeer({
  port = 0,
  host = '127.0.0.1',
  secret = 'secreto',
  tls,
}: Settings = {}): Promise<AmiPeer> {
  const inside = new Set<Socket>();
  const all = new Set<Socket>();
  const asked: AmiPeer['asked'] = [];
  const channels: AmiPeer['channels'] = new Map();
  const refuses: AmiPeer['refuses'] = new Map();
  const attend = (socket: Socket) => {
    all.add(socket);
    const challenge = String(100_000_000 + all.size);
    const key = createHash('md5')
      .update(challenge + secret)
      .digest('hex');
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('close', () => (all.delete(socket), inside.delete(socket)));
    socket.write('Asterisk Call Manager/9.0.0\r\n');
    let rest = '';
    socket.on('data', (piece: string) => {
      const blocks = (rest + piece).split('\r\n\r\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const action = Object.fromEntries(
          block.split('\r\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)),
        ) as Record<string, string>;
        answer({ socket, action, key, challenge });
      }
    });
  };
  const server = tls === undefined ? createServer(attend) : createTlsServer(tls, attend);
  const answer = ({ socket, action, key, challenge }: Asked): void => {
    const reply = (block: AmiEvent) =>
      socket.write(written({ ...block, ActionID: action['ActionID'] ?? '' }));
    switch (action['Action']) {
      case 'Challenge':
        return void reply({ Response: 'Success', Challenge: challenge });
      case 'Login':
        if (action['Key'] !== key) return void reply({ Response: 'Error', Message: 'Authentication failed' });
        inside.add(socket);
        return void reply({ Response: 'Success', Message: 'Authentication accepted' });
      case 'Ping':
        return void reply({ Response: 'Success', Ping: 'Pong' });
      case 'CoreShowChannels':
        reply({ Response: 'Success', EventList: 'start' });
        for (const channel of channels.values()) reply({ Event: 'CoreShowChannel', ...channel });
        return void reply({ Event: 'CoreShowChannelsComplete', EventList: 'Complete' });
      default: {
        asked.push(action);
        const Message = refuses.get(action['Action'] ?? '');
        reply(Message === undefined ? { Response: 'Success' } : { Response: 'Error', Message });
      }
    }
  };
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    ...{ port: (server.address() as AddressInfo).port, asked, channels, refuses },
    say: (event) => inside.forEach((socket) => socket.write(written(event))),
    connected: () => inside.size,
    cut: () => all.forEach((socket) => socket.destroy()),
    close() {
      all.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Asked {
  readonly socket: Socket;
  readonly action: Record<string, string>;
  readonly key: string;
  readonly challenge: string;
}

const written = (block: AmiEvent): string =>
  `${Object.entries(block)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n`;
