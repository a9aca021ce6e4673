// A process of its own that holds thousands of live streams over bare sockets, as many browsers would, and says when
// each was told what. Started by measure-live.ts; times are of the monotonic clock, which all processes share.
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What the measuring process asks of it. */
export type Asked =
  | {
      readonly kind: 'connect';
      readonly port: number;
      readonly cookies: readonly string[];
      readonly per_second: number;
    }
  | { readonly kind: 'lose' }
  | { readonly kind: 'come_back' }
  | { readonly kind: 'report' };

/** What it answers: how long each took to hear its first word, and how often one had to try again. */
export interface Opened {
  readonly opening_ms: readonly number[];
  readonly refused: number;
}
/** By petition, who was told when. */
export interface Reported {
  readonly told: readonly {
    readonly id: string;
    readonly clients: readonly number[];
    readonly at: readonly number[];
  }[];
  readonly lost: number;
}

export const clockMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;

interface Client {
  readonly n: number;
  readonly cookie: string;
  socket: Socket | undefined;
  last: string | undefined;
  again_ms: number;
  rest: string;
}

const clients: Client[] = [];
const told = new Map<string, { clients: number[]; at: number[] }>();
const state = { port: 0, lost: 0, refused: 0 };

/** Opens a stream; gives the milliseconds until its first event or word, null where it was refused. */
function open(client: Client): Promise<number | null> {
  const began = clockMs();
  return new Promise((resolve) => {
    const socket = connect({ port: state.port, host: '127.0.0.1' });
    client.socket = socket;
    client.rest = '';
    socket.setEncoding('latin1');
    const last = client.last === undefined ? '' : `Last-Event-ID: ${client.last}\r\n`;
    socket.write(
      `GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nCookie: ${client.cookie}\r\n${last}Accept: text/event-stream\r\n\r\n`,
    );
    let isOpen = false;
    socket.on('data', (chunk) => {
      const at = clockMs();
      const text = chunk.toString();
      // Thousands are read in a moment: what they say is looked at when there is time.
      if (isOpen) return void unread.push({ client, text, at });
      if (/^HTTP\/1\.1 [^2]/.test(text)) return void socket.destroy();
      isOpen = readAll(client, text, at);
      if (isOpen) resolve(at - began);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (client.socket === socket) state.lost += 1;
      resolve(null);
    });
  });
}

const unread: { client: Client; text: string; at: number }[] = [];

function readUnread(): void {
  for (const { client, text, at } of unread.splice(0)) readAll(client, text, at);
}

/** @returns whether something was said to its end */
function readAll(client: Client, text: string, at: number): boolean {
  const blocks = (client.rest + text).split('\n\n');
  client.rest = blocks.pop() ?? '';
  for (const block of blocks) read(client, block, at);
  return blocks.length > 0;
}

function read(client: Client, block: string, at: number): void {
  const retry = /^retry: (\d+)/m.exec(block)?.[1];
  if (retry !== undefined) client.again_ms = Number(retry);
  client.last = /^id: (.+)$/m.exec(block)?.[1] ?? client.last;
  const id = /^data: \{"id":"([^"]+)"/m.exec(block)?.[1];
  if (id === undefined) return;
  const known = told.get(id) ?? { clients: [], at: [] };
  told.set(id, known);
  known.clients.push(client.n);
  known.at.push(at);
}

/** Tries until it is let in, as a browser does. */
async function openAtLast(client: Client): Promise<number> {
  for (;;) {
    const ms = await open(client);
    if (ms !== null) return ms;
    state.refused += 1;
    await pause(client.again_ms);
  }
}

function opened(opening_ms: readonly number[]): Opened {
  const { refused } = state;
  state.refused = 0;
  return { opening_ms, refused };
}

async function answer(asked: Asked): Promise<Opened | Reported> {
  switch (asked.kind) {
    case 'connect': {
      state.port = asked.port;
      const opening: Promise<number>[] = [];
      for (const [n, cookie] of asked.cookies.entries()) {
        const client: Client = { n, cookie, socket: undefined, last: undefined, again_ms: 2_000, rest: '' };
        clients.push(client);
        opening.push(openAtLast(client));
        await pause(1_000 / asked.per_second);
      }
      return opened(await Promise.all(opening));
    }
    case 'lose':
      readUnread();
      for (const client of clients) {
        const { socket } = client;
        client.socket = undefined;
        socket?.destroy();
      }
      return opened([]);
    case 'come_back':
      // Each after the time that it was told, as a browser does.
      return opened(
        await Promise.all(clients.map((client) => pause(client.again_ms).then(() => openAtLast(client)))),
      );
    case 'report': {
      readUnread();
      const reported = { told: [...told].map(([id, one]) => ({ id, ...one })), lost: state.lost };
      told.clear();
      state.lost = 0;
      return reported;
    }
  }
}

// Imported for its types too: it works only where another process has started it.
process.on('message', (asked: Asked) => void answer(asked).then((found) => process.send?.(found)));
