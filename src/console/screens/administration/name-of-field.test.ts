import { expect, it } from 'vitest';
import { sayCode } from '../../../core/language/sentences.ts';
import { nameOfField } from './name-of-field.ts';

const named = (path: string) => nameOfField(path, (prefix, code) => sayCode('es', prefix, code, {}) ?? code);

it('calls a field by its name, wherever in a form it stands, and never by its code', () => {
  expect(named('email')).toBe('Correo');
  expect(named('hours.0.opens')).toBe('Abre');
  expect(named('hours.2')).toBe('Horario');
  expect(named('grants.0.role_code')).toBe('Rol');
  expect(named('frobnicate')).toBeNull();
  expect(named('')).toBeNull();
});
