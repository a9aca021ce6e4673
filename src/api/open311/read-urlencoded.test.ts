import { expect, test } from 'vitest';
import { readUrlencoded } from './read-urlencoded.ts';

const form = 'application/x-www-form-urlencoded';
const read = (body: string | Buffer, type = form) => ({ ...readUrlencoded(Buffer.from(body), type) });

test('fields, repeated ones, empty ones, plus signs, escapes and what is half an escape', () => {
  expect(read('a=1&b=&c&a=2&&a=x%20y+z&d=50%&e=%zz&f=a%3Db%26c')).toEqual({
    a: ['1', '2', 'x y z'],
    b: '',
    c: '',
    d: '50%',
    e: '%zz',
    f: 'a=b&c',
  });
  expect(read('')).toEqual({});
  expect(read('__proto__=x').__proto__).toBe('x');
});

test('UTF-8, escaped or not', () => {
  expect(read('t=A%C3%B1o%20%E2%82%AC', `${form}; charset=utf-8`)).toEqual({ t: 'Año €' });
  expect(read('t=Año €')).toEqual({ t: 'Año €' });
  expect(read(`t=%F0%9F%92%A1`, `${form};charset="UTF-8"`)).toEqual({ t: '💡' });
});

test('ISO-8859-1, said or not, escaped or not', () => {
  const latin = `${form}; charset=ISO-8859-1`;
  expect(read('t=Ba%F1o', latin)).toEqual({ t: 'Baño' });
  expect(read(Buffer.from('t=Ba\u00f1o', 'latin1'), latin)).toEqual({ t: 'Baño' });
  expect(read('t=Ba%F1o')).toEqual({ t: 'Baño' });
  expect(read('t=%93Ba%F1o%94', `${form}; charset=windows-1252`)).toEqual({ t: '“Baño”' });
  expect(read('t=Ba%C3%B1o', latin)).toEqual({ t: 'BaÃ±o' });
});

test('more fields than anybody needs are refused', () => {
  expect(read('a=1&'.repeat(1999))['a']).toHaveLength(1999);
  expect(() => read('a=1&'.repeat(2001))).toThrow('body_wrong');
});

test('a charset that nobody knows is refused', () => {
  expect(() => read('t=1', `${form}; charset=nada`)).toThrow('body_wrong');
});
