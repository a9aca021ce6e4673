import type { FastifyReply } from 'fastify';
import { liveStreams } from '../actions/measures.ts';

/** An answer that goes on: server-sent events, as the HTML standard defines them. */
export interface EventStream {
  /** Sends what is written once for everybody who is told the same. */
  readonly send: (frames: Buffer) => void;
  /** Ends it, after telling the browser when to come again where that is said. */
  readonly end: (again_ms?: number) => void;
}

/** Whoever does not fetch what is waiting for them is cut off; their browser comes again and catches up. */
const mostWaitingBytes = 128 * 1024;
/** As many as come again in one second after all have lost their streams. */
const comeAgainPerSecond = 200;
const soonestAgainMs = 1_000;
const spreadAtLeastMs = 3_000;

/**
 * Begins the stream. It is not told in chunks, so that what is sent reaches the socket as it is; `connection: close`
 * marks its end, so a server that is closing waits for none. Proxies are asked to keep nothing back.
 * @param whenOver called once, whoever ended it
 */
export function openEventStream(reply: FastifyReply, again_ms: number, whenOver: () => void): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.removeHeader('transfer-encoding');
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    connection: 'close',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  liveStreams.inc();
  raw.once('close', () => {
    liveStreams.dec();
    whenOver();
  });
  // A browser that went away in the middle of a word is no fault.
  raw.on('error', () => raw.destroy());
  raw.write(`retry: ${again_ms}\n\n`);
  return {
    send(frames) {
      if (raw.writableLength > mostWaitingBytes) raw.destroy();
      else if (!raw.writableEnded && !raw.destroyed) raw.write(frames);
    },
    end: (told_ms) => void raw.end(told_ms === undefined ? undefined : `retry: ${told_ms}\n\n`),
  };
}

/** When a browser comes again that loses its stream: not all of them at once. @param streams that there are now */
export function comeAgainMs(streams: number): number {
  const spreadMs = Math.max(spreadAtLeastMs, (streams * 1_000) / comeAgainPerSecond);
  return Math.round(soonestAgainMs + Math.random() * spreadMs);
}
