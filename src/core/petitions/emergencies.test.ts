import { expect, it } from 'vitest';
import { emergencyIn } from './emergencies.ts';

const settings = { number: '911', label: 'Emergencias', words: ['incendio', 'huele a gas'] };

it('finds a phrase as whole words, accents, capitals and signs aside', () => {
  expect(emergencyIn('¡HUELE  a Gás!, vengan', settings)).toEqual({
    number: '911',
    label: 'Emergencias',
    matched: 'huele a gas',
  });
  expect(emergencyIn('hay un incendio', settings)?.matched).toBe('incendio');
});

it('does not take part of a word for the word', () => {
  expect(emergencyIn('incendiaron un bote la semana pasada', settings)).toBeUndefined();
  expect(emergencyIn('', settings)).toBeUndefined();
});

it('knows the words of the service too', () => {
  expect(emergencyIn('un cable caído en la banqueta', settings, ['cable caido'])?.matched).toBe(
    'cable caido',
  );
});
