import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCharacter, composeFolio, parseFolio } from './folio.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 12, maxLength: 16 });

it('knows the check characters of the standard', () => {
  // ISO/IEC 7064, the example of MOD 37,36.
  expect(checkCharacter('A12425GABC1234002')).toBe('M');
  expect(composeFolio('IZP', 2026, 1)).toBe(`IZP-2026-000001-${checkCharacter('IZP2026000001')}`);
});

it('reads a folio however it is typed', () => {
  const folio = composeFolio('IZP', 2026, 412);
  for (const typed of [
    folio,
    folio.toLowerCase(),
    folio.replaceAll('-', ' '),
    folio.replaceAll('-', ''),
    ` ${folio} `,
  ]) {
    expect(parseFolio(typed)).toBe(folio);
  }
  expect(parseFolio('IZP-2026-000412')).toBeNull();
  expect(parseFolio('')).toBeNull();
});

it('finds every single wrong character', () => {
  fc.assert(
    fc.property(body, fc.nat(), fc.constantFrom(...alphabet), (text, at, other) => {
      const position = at % text.length;
      fc.pre(text[position] !== other);
      const wrong = text.slice(0, position) + other + text.slice(position + 1);
      expect(checkCharacter(wrong)).not.toBe(checkCharacter(text));
    }),
    { numRuns: 2000 },
  );
});

it('finds all swaps of two neighbours but the 2 in 1000 that the standard leaves', () => {
  let [swaps, missed] = [0, 0];
  // The state of the sum before the two characters is one of 36; these prefixes bring it into each of them.
  for (const prefix of alphabet) {
    for (const one of alphabet) {
      for (const other of alphabet) {
        if (one === other) continue;
        swaps += 1;
        if (checkCharacter(prefix + one + other) === checkCharacter(prefix + other + one)) missed += 1;
      }
    }
  }
  expect(swaps).toBe(36 * 36 * 35);
  expect(missed / swaps).toBeLessThan(0.002);
});
