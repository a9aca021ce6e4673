import { expect, it } from 'vitest';
import { refusedOrder } from './order-refused.ts';

const order = (id: string, verb: string, problem: string | null = null) => ({ id, verb, problem });

it('tells of the newest order that was not carried out, and of why', () => {
  expect(refusedOrder([])).toBeNull();
  expect(refusedOrder([order('1', 'transfer')])).toBeNull();
  const why = (verb: string, problem: string) => refusedOrder([order('1', verb, problem)])?.why;
  expect(why('transfer', 'failed')).toBe('transfer');
  expect(why('transfer', 'unknown')).toBe('gone');
  expect(why('hang_up', 'too_late')).toBe('away');
  expect(why('call', 'own_phone')).toBe('own_phone');
  expect(why('unpause', 'unknown')).toBe('no_queue');
});

it('tells nothing of a pause for who is a member of no queue', () => {
  expect(refusedOrder([order('2', 'pause', 'unknown'), order('1', 'call', 'failed')])).toEqual({
    ...{ order_id: '1', why: 'call' },
  });
});

it('is over once the same was ordered again, while another order leaves it', () => {
  expect(refusedOrder([order('2', 'transfer'), order('1', 'transfer', 'failed')])).toBeNull();
  expect(refusedOrder([order('2', 'unpause'), order('1', 'pause', 'failed')])).toBeNull();
  expect(refusedOrder([order('2', 'pause'), order('1', 'transfer', 'failed')])?.order_id).toBe('1');
});
