import { expect, it } from 'vitest';
import { citySettings } from '../../actions/packs/pack-settings.ts';
import { knownLicences, licenceOf } from './licences.ts';

const said = citySettings.shape.open_data_licence;

it('knows the licences by their codes, and takes any other by its address', () => {
  expect(licenceOf({}).code).toBe('CC-BY-4.0');
  for (const code of Object.keys(knownLicences)) {
    expect(said.parse(code)).toBe(code);
    expect(licenceOf({ open_data_licence: code }).url).toMatch(/^https:/);
  }
  const own = 'https://datos.ejemplo.gob.mx/terminos';
  expect(licenceOf({ open_data_licence: said.parse(own) })).toEqual({
    ...{ code: null, title: 'datos.ejemplo.gob.mx', url: own, asks: 'its_terms' },
  });
});

it('takes nothing else from a pack', () => {
  for (const wrong of ['CC-BY', 'javascript:alert(1)', 'http://ejemplo.mx', '', 'toString'])
    expect([wrong, said.safeParse(wrong).success]).toEqual([wrong, false]);
});
