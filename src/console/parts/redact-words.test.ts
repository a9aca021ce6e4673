import { expect, it } from 'vitest';
import { redacted } from './redact-words.ts';

const cover = (text: string, chosen: string) => {
  const start = text.indexOf(chosen);
  return redacted(text, { start, end: start + chosen.length }, '[dato]').text;
};

it.each([
  ['La casa de doña Meche, la del 14.', 'doña Meche', 'La casa de [dato], la del 14.'],
  ['La casa de doña Meche, la del 14.', 'ña Mec', 'La casa de [dato], la del 14.'],
  ['Llame al 55-1234-5678.', '1234', 'Llame al [dato].'],
  ['Escriba a rosa.luz@correo.example hoy', 'luz@', 'Escriba a [dato] hoy'],
  ['Vive Peña. Y nadie más.', ' Peñ', 'Vive [dato]. Y nadie más.'],
  ['Solo Núñez', 'Núñez', 'Solo [dato]'],
])('«%s» without «%s»', (text, chosen, left) => {
  expect(cover(text, chosen)).toBe(left);
});

it('goes on after what stands there instead', () => {
  expect(redacted('abc def', { start: 0, end: 2 }, '[x]')).toEqual({ text: '[x] def', at: 3 });
});
