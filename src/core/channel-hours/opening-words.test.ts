import { expect, test } from 'vitest';
import { say } from '../language/sentences.ts';
import { opensSaid } from './opening-words.ts';

const manner = { locale: 'es-MX', time_zone: 'America/Mexico_City' };
// Friday 11 September 2026, 19:30 in Mexico City, which is Saturday already by the clock of the world.
const now = '2026-09-12T01:30:00.000Z';
const said = (opens_at: string) =>
  opensSaid((key, values) => say('es', key, values), { opens_at, now }, manner);

test('says when a door opens by the day as people say it, in its own time zone', () => {
  expect(said('2026-09-12T02:00:00Z')).toBe('hoy a las 20:00 h');
  expect(said('2026-09-12T15:00:00Z')).toBe('mañana a las 09:00 h');
  expect(said('2026-09-14T15:00:00Z')).toBe('el lunes a las 09:00 h');
  expect(said('2026-09-17T15:00:00Z')).toBe('el jueves a las 09:00 h');
  expect(said('2026-09-18T15:00:00Z')).toBe('el viernes 18 de septiembre de 2026 a las 09:00 h');
});
