import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { typeset } from './typeset.ts';

const letter = {
  ...{ lang: 'es', region: 'MX', title: 'Respuesta a su solicitud', author: 'Alcaldía Iztapalapa' },
  ...{ accent: '#0b6e4f', seal_letters: 'IZ', authority: 'Alcaldía Iztapalapa', city: 'Ciudad de México' },
  ...{ footer: 'IZTP-2026-000001-M', pages: 'Página {page} de {pages}', watermark: '' },
  ...{ document_number: 'IZTP-AP/2026/1', place_and_date: 'Ciudad de México, 11 de septiembre de 2026' },
  facts: [['Folio', 'IZTP-2026-000001-M']],
  to: 'Rosa Núñez',
  body: 'Cambiamos la lámpara.',
  parts: [{ heading: 'Qué sigue', text: 'Nada: ya enciende.' }],
  closing: 'Atentamente',
  signed: '',
  signature: { name: 'Julián Ortiz', title: 'Jefe de unidad', unit: 'Alumbrado público' },
  ...{ code: null, qr: null, address: 'https://example.mx' },
};

/** The objects of a PDF in clear: what its compressed streams hold, behind one another. */
function inside(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const parts = [text];
  for (const found of text.matchAll(/stream\r?\n/g)) {
    const begins = found.index + found[0].length;
    const ends = text.indexOf('endstream', begins);
    try {
      parts.push(inflateSync(pdf.subarray(begins, ends)).toString('latin1'));
    } catch {
      // A picture or font that is not deflated.
    }
  }
  return parts.join('\n');
}

/** The characters that the page's text gives when it is copied: ToUnicode maps of the fonts, in any order. */
function copiedCharacters(pdf: Buffer): Set<string> {
  const all = new Set<string>();
  for (const [, block] of inside(pdf).matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, hex] of block!.matchAll(/<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>/g)) {
      for (const character of Buffer.from(hex!, 'hex').swap16().toString('utf16le')) all.add(character);
    }
  }
  return all;
}

test('a letter is tagged, says its title and language and that it is PDF/UA', () => {
  const pdf = inside(typeset('reply', letter));
  expect(pdf).toMatch(/\/Marked true/);
  expect(pdf).toMatch(/\/StructTreeRoot/);
  expect(pdf).toMatch(/\/Lang\s*\(es-MX\)/);
  expect(pdf).toMatch(/\/DisplayDocTitle true/);
  expect(pdf).toMatch(/pdfuaid:part>1</);
  expect(pdf).toContain('Respuesta a su solicitud');
  expect(pdf).toMatch(/\/S\s*\/H1/);
});

test('the same data give the same bytes, other data give others', () => {
  expect(typeset('reply', letter).equals(typeset('reply', letter))).toBe(true);
  expect(typeset('reply', letter).equals(typeset('reply', { ...letter, body: 'Otra' }))).toBe(false);
});

test.each([
  '#panic("x") #eval("1+1") #read("/etc/passwd")',
  '= No soy un título\n- ni una lista\n$ x^2 $ *nada* _nada_ `nada` @nada <nada> // nada /* nada',
  '"}); \\u{41} \\" #{ let x = 1 }',
  '#import "@preview/x:0.1.0": *',
])('%j stays what it is, letter by letter', (body) => {
  const pdf = typeset('reply', { ...letter, body, to: body });
  const copied = copiedCharacters(pdf);
  for (const character of body.replace(/\s/g, '')) expect(copied).toContain(character);
});

test('emoji and far alphabets do not stop a letter', () => {
  const body = 'Gracias 😀👍🏽👨‍👩‍👧 日本 العربية ✓ Ωλ Ж “así” — • № €';
  const copied = copiedCharacters(typeset('reply', { ...letter, body }));
  for (const character of '✓ΩλЖ“”—•№€□') expect(copied).toContain(character);
});

test('a name of 300 letters without a blank stays on the page, and a long reply takes as many pages as it needs', () => {
  const pages = (pdf: Buffer) => Number(/\/Count (\d+)/.exec(inside(pdf))![1]);
  expect(pages(typeset('reply', { ...letter, to: 'Ñ'.repeat(300) }))).toBe(1);
  expect(pages(typeset('reply', { ...letter, body: 'Una línea y otra. '.repeat(900) }))).toBeGreaterThan(3);
});

test('what is not final says so on every page', () => {
  const [final, draft] = [typeset('reply', letter), typeset('reply', { ...letter, watermark: 'BORRADOR' })];
  for (const character of 'BORAD') expect(copiedCharacters(draft)).toContain(character);
  expect(draft.equals(final)).toBe(false);
});
