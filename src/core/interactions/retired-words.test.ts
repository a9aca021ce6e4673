import { expect, test } from 'vitest';
import type { CitySettings } from '../cities/settings.ts';
import { nameOfKind, nameOfWrapUp } from './interaction-words.ts';
import { keepingRetiredWords } from './retired-words.ts';

type Words = Pick<CitySettings, 'interaction_kinds' | 'wrap_ups' | 'retired_words'>;
const settings = (words: Words) => words as CitySettings;

const water = { code: 'water_bill', name: 'Cobro de agua' };
const taxes = { code: 'taxes', name: 'Predial' };
const sent = { code: 'sent_on', name: 'Se envió a Tesorería' };

test('what is offered no more keeps the words that it had last', () => {
  const first = settings({
    interaction_kinds: [{ ...water, script: 'Le llegará.' }, taxes],
    wrap_ups: [sent],
  });
  const second = keepingRetiredWords(first, settings({ interaction_kinds: [taxes] }));
  expect(second.retired_words).toEqual({ kinds: [water], wrap_ups: [sent] });
  expect(nameOfKind(second, 'es', 'water_bill')).toBe('Cobro de agua');
  expect(nameOfWrapUp(second, 'es', 'sent_on')).toBe('Se envió a Tesorería');
  // A later change of something else loses none of it.
  const third = keepingRetiredWords(second, settings({ interaction_kinds: [] }));
  expect(third.retired_words?.kinds).toEqual([water, taxes]);
});

test('what is offered again is not retired, and its new name holds', () => {
  const retired = settings({ interaction_kinds: [], retired_words: { kinds: [water], wrap_ups: [] } });
  const again = keepingRetiredWords(retired, settings({ interaction_kinds: [{ ...water, name: 'Agua' }] }));
  expect(again.retired_words).toBeUndefined();
  expect(nameOfKind(again, 'es', 'water_bill')).toBe('Agua');
});

test('nobody is shown a code, even of what was given up before its words were kept', () => {
  const none = settings({ interaction_kinds: [] });
  expect(nameOfKind(none, 'es', 'old_code')).toBe('Tipo que ya no se usa');
  expect(nameOfWrapUp(none, 'en', 'old_code')).toBe('Wrap-up no longer used');
  // The usual ones, and those of the system, have words of their own.
  expect(nameOfKind(none, 'es', 'filing')).toBe('Registro de una solicitud');
  expect(nameOfWrapUp(none, 'es', 'left_open')).toBe('Sin cierre registrado');
});
