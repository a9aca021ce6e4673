import { expect, it } from 'vitest';
import type { PetitionPage } from '../../api.generated.ts';
import { fillTemplate, hasBlanks } from './fill-template.ts';

const page = {
  petition: {
    service: { name: 'Alumbrado público' },
    authority: { name: 'Alcaldía Iztapalapa' },
    place: { address_text: 'Calle Ermita 12' },
  },
  composer: {
    folio: 'IZTP-2026-000001-M',
    unit: { name: 'Alumbrado Público' },
    responsible_name: 'Néstor Ejemplo Jardín',
  },
} as PetitionPage;

it('fills in the names as packs write them and as the console names them', () => {
  expect(fillTemplate('{{unidad}} de {{ autoridad }} atendió {{folio}} en {address}.', page)).toBe(
    'Alumbrado Público de Alcaldía Iztapalapa atendió IZTP-2026-000001-M en Calle Ermita 12.',
  );
});

it('leaves what it does not know, which is a blank like a line to write on', () => {
  expect(fillTemplate('{{fecha}}', page)).toBe('{{fecha}}');
  expect(['{{fecha}}', 'el día ______.', '{folio}'].map(hasBlanks)).toEqual([true, true, true]);
  expect(hasBlanks('Se cambió la lámpara (folio IZTP-2026-000001-M).')).toBe(false);
});
