import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, write } from './document.ts';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true });

const awkward = fc.constantFrom(
  ...[
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    '<!--',
    '&amp;',
    '🏚️',
    '\u200F',
    '\u202E',
    '\u0000',
    '\u0007',
    '\u001F',
  ],
  ...['\u0085', '\uFFFE', '\uD800', '\uDC00', '\r\n', '\r', '\n', '\t', 'ñ', 'x'],
);
const texts = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'binary' })), { maxLength: 12 })
  .map((all) => all.join(''));

test('A19: 10,000 requests with whatever people type are well-formed XML that says the same', () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 3 }), (all) => {
      const content = all.map((description) => ({ description }));
      const xml = write({ root: 'service_requests', content }, 'xml');
      expect(XMLValidator.validate(xml)).toBe(true);
      const parsed = parser.parse(xml) as { service_requests: { request: { description: string }[] } };
      const back = [parsed.service_requests.request].flat().map(({ description }) => description);
      expect(back).toEqual(all.map(cleanText));
    }),
    { numRuns: 10_000 },
  );
});

test('A19: control characters are dropped, line breaks are one character, direction marks stay', () => {
  expect(cleanText('a\u0000b\u001Fc\u007Fd\r\ne\rf\tg\u200Fh\uD800i')).toBe('abcd\ne\nf\tg\u200Fhi');
});

test('both formats carry the same; nothing is an empty element or null, and what is absent is not there', () => {
  const content = {
    code: 'a',
    none: null,
    empty: '',
    yes: true,
    number: 3,
    absent: undefined,
    values: [{ key: 'k' }],
  };
  expect(write({ root: 'service_definition', content }, 'xml')).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n<service_definition><code>a</code><none/><empty/><yes>true</yes>' +
      '<number>3</number><values><value><key>k</key></value></values></service_definition>\n',
  );
  expect(write({ root: 'service_definition', content }, 'json')).toBe(
    '{"code":"a","none":null,"empty":"","yes":true,"number":3,"values":[{"key":"k"}]}',
  );
  expect(write({ root: 'service_requests', content: [] }, 'xml')).toContain('<service_requests/>');
});
