import { expect, it } from 'vitest';
import { dialable, reconnectAfterSeconds, sipUserOf, softphoneCommands } from './softphone.ts';

it('waits from two to thirty seconds before it tries again', () => {
  expect([1, 2, 3, 4, 5, 6, 100].map(reconnectAfterSeconds)).toEqual([2, 4, 8, 16, 30, 30, 30]);
});

it('answers only what rings, and dials only where the exchange knows the telephone', () => {
  expect(softphoneCommands('on', 'ringing')).toEqual(['answer', 'reject']);
  expect(softphoneCommands('on', 'none')).toEqual(['dial']);
  expect(softphoneCommands('lost', 'none')).toEqual([]);
  // A conversation goes on while the socket is away.
  expect(softphoneCommands('lost', 'talking')).toContain('hang_up');
});

it('knows a telephone by the name of its queue member, unless it has another', () => {
  expect(sipUserOf({ interface: 'PJSIP/501', sip_user: null })).toBe('501');
  expect(sipUserOf({ interface: 'PJSIP/501', sip_user: 'rosa' })).toBe('rosa');
});

it('dials what can be dialled and nothing else', () => {
  expect(dialable(' (55) 1234-5678 ')).toBe('5512345678');
  expect(dialable('+52 55 1234 5678')).toBe('+525512345678');
  expect(dialable('sip:otro@lugar')).toBeNull();
  expect(dialable('')).toBeNull();
});
