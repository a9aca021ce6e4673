import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A stand-in for the events of an exchange's ARI: a WebSocket (RFC 6455) that says what it is told to say. */
export interface AriSocket {
  readonly address: string;
  readonly username: string;
  readonly secret: string;
  /** Says one event to everybody who listens. */
  readonly say: (event: object) => void;
  readonly connected: () => number;
  /** Cuts every connection, as a restart of the exchange does. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

const accept_of = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** Listens on a free port of this machine; who does not say user and secret in a header is sent away. */
export async function ariSocket(): Promise<AriSocket> {
  const [username, secret] = ['atiende', 'secreto-de-prueba'];
  const known = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const inside = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(404).end());
  server.on('upgrade', ({ url, headers }, socket) => {
    const isAsked = url === '/ari/events?app=atiende&subscribeAll=true';
    if (headers.authorization !== known || !isAsked)
      return void socket.end(`HTTP/1.1 ${isAsked ? 401 : 404} No\r\nContent-Length: 0\r\n\r\n`);
    inside.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => inside.delete(socket));
    // A close that is asked for is answered, as the protocol wants.
    socket.on('data', (bytes: Buffer) => (bytes[0]! & 0x0f) === 8 && socket.end(Buffer.of(0x88, 0)));
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Accept: ${accept_of(headers['sec-websocket-key'] ?? '')}\r\n\r\n`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari`, username, secret },
    say: (event) => inside.forEach((socket) => socket.write(frame(JSON.stringify(event)))),
    connected: () => inside.size,
    cut: () => inside.forEach((socket) => socket.destroy()),
    close() {
      inside.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One text, not masked, since it comes from the server. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.of(0x81, body.length)
      : Buffer.of(0x81, 126, body.length >> 8, body.length & 0xff);
  return Buffer.concat([head, body]);
}
