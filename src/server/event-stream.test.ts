import { connect, type AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { liveStreams } from '../actions/measures.ts';
import { comeAgainMs, openEventStream, type EventStream } from './event-stream.ts';

async function aServer() {
  const open: EventStream[] = [];
  const over: number[] = [];
  const server = Fastify();
  server.get('/', (_, reply) => {
    const n = open.length;
    open.push(openEventStream(reply, 1_234, () => over.push(n)));
    return reply;
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { server, open, over, port };
}

it('sends what is given as it is, asks proxies to keep nothing back, and says at its end when to come again', async () => {
  const { server, open, over, port } = await aServer();
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  const streams = async () => (await liveStreams.get()).values[0]?.value;
  expect(await streams()).toBe(1);
  open[0]!.send(Buffer.from('data: uno\n\n'));
  open[0]!.end(5_000);
  expect(await answer.text()).toBe('retry: 1234\n\ndata: uno\n\nretry: 5000\n\n');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    ...{ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
    'cache-control': 'no-store, no-transform',
  });
  await expect.poll(() => over).toEqual([0]);
  expect(await streams()).toBe(0);
  // Nobody hears it, and nothing breaks.
  open[0]!.send(Buffer.from('data: dos\n\n'));
  open[0]!.end();
  await server.close();
  expect(over).toEqual([0]);
});

it('cuts off whoever does not fetch what waits for them, and nobody else', async () => {
  const { server, open, over, port } = await aServer();
  const slow = connect(port, '127.0.0.1').pause();
  slow.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => open.length).toBe(1);
  const quick = await fetch(`http://127.0.0.1:${port}/`);
  const reader = quick.body!.getReader();
  const frame = Buffer.from(`data: ${'x'.repeat(16_000)}\n\n`);
  let sent = 0;
  // The system takes some megabytes for it, and then no more.
  for (; over.length === 0 && sent < 4_000; sent += 1) {
    for (const stream of open) stream.send(frame);
    for (let got = 0; got < frame.length;) got += (await reader.read()).value!.length;
  }
  expect(over).toEqual([0]);
  expect(sent).toBeGreaterThan(8);
  slow.destroy();
  await reader.cancel();
  await server.close();
});

it('spreads a crowd over as long as it takes to let it in', () => {
  const when = (streams: number) => Array.from({ length: 200 }, () => comeAgainMs(streams));
  for (const [streams, latest] of [
    [1, 4_000],
    [5_000, 26_000],
  ] as const) {
    expect(Math.min(...when(streams))).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...when(streams))).toBeLessThanOrEqual(latest);
  }
  expect(Math.max(...when(5_000))).toBeGreaterThan(10_000);
});
