import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { amiBlocks, writeBlock } from './ami-blocks.ts';

const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../test/telephony/recorded', `${name}.txt`), 'utf8');

it('reads what a real exchange said, in whatever pieces it arrives', () => {
  const text = recorded('agent_loggued_in');
  const whole = amiBlocks()(`${text}\n\n`);
  const events = whole.filter(({ Event }) => Event === 'QueueMemberStatus');
  expect(events.length).toBeGreaterThan(0);
  expect(events[0]).toMatchObject({ Queue: 'general_queue', MemberName: 'Agent/401', Paused: '0' });
  for (const size of [1, 7, 64]) {
    const read = amiBlocks();
    const pieces = [];
    for (let at = 0; at < text.length; at += size) pieces.push(...read(text.slice(at, at + size)));
    pieces.push(...read('\n\n'));
    expect(pieces).toEqual(whole);
  }
});

it('reads lines that end as the protocol says, and keeps every value of a name', () => {
  const [block] = amiBlocks()('Response: Success\r\nOutput: one\r\nOutput: two: three\r\n\r\n');
  expect(block).toEqual({ Response: 'Success', Output: 'one\ntwo: three' });
});

it('gives up on a block without end, and sends no line that was not asked for', () => {
  const read = amiBlocks();
  expect(() => read('x'.repeat(300_000))).toThrow('ami_block_too_long');
  expect(() => writeBlock({ Action: 'Originate', Exten: '1\r\nAction: Command' })).toThrow('ami_line_break');
  expect(writeBlock({ Action: 'Ping' })).toBe('Action: Ping\r\n\r\n');
});
