import { expect, it } from 'vitest';
import {
  dialable,
  isAriAddress,
  isSipAddress,
  reconnectAfterSeconds,
  sipUserOf,
  transferTarget,
  softphoneCommands,
} from './softphone.ts';

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

it('hands a call to a number or to an extension with letters, and to nothing that no dial plan takes', () => {
  expect(['502', '*70', '+52 55 1234 5678', 'recepcion', 'mesa-2'].map(transferTarget)).toEqual([
    ...['502', '*70', '+525512345678', 'recepcion', 'mesa-2'],
  ]);
  const wrong = [
    '',
    'x',
    'sip:otro@lugar',
    '502&PJSIP/trunk/00900',
    '502\r\nAction: Command',
    '${EXTEN}',
    'a,1',
  ];
  expect(wrong.filter((one) => transferTarget(one) !== null)).toEqual([]);
});

it('takes addresses whose password nobody else can read', () => {
  expect(['wss://telefonia.ciudad.example/sip', 'ws://127.0.0.1:8088/ws'].every(isSipAddress)).toBe(true);
  expect(isSipAddress('wss://a.example:65535/sip')).toBe(true);
  expect(['wss://a.example:65536/sip', 'wss://a.example:0'].some(isSipAddress)).toBe(false);
  expect(isAriAddress('https://a.example:99999/ari')).toBe(false);
  const wrong = ['ws://telefonia.ciudad.example/ws', 'https://a.example', "wss://a.example; script-src 'x'"];
  expect(wrong.some(isSipAddress)).toBe(false);
  const fine = ['https://a.example/ari', 'http://localhost:8088/ari', 'http://192.168.1.5:8088/ari'];
  expect(fine.every(isAriAddress)).toBe(true);
  expect(['http://a.example/ari', 'ftp://a.example/ari', 'https://a.example'].some(isAriAddress)).toBe(false);
});
