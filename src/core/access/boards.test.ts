import { expect, it } from 'vitest';
import { isWatched, watchesOf, type BoardMoved } from './boards.ts';

const moved: BoardMoved = { board: 'calls', id: null, city_id: 'c', authority_id: 'a', unit_id: 'u' };
const grant = {
  role_code: 'x',
  city_id: 'c',
  authority_id: 'a',
  unit_ids: null,
  permissions: ['telephony.supervise'],
} as const;
const sees = (part: object, news: Partial<BoardMoved> = {}) =>
  isWatched(watchesOf([{ ...grant, ...part }]), { ...moved, ...news });

it('is told by the reach of the grant: city, authority, units', () => {
  expect([sees({}), sees({ authority_id: null }), sees({ unit_ids: ['u'] })]).toEqual([true, true, true]);
  expect([sees({ city_id: 'other' }), sees({ authority_id: 'b' }), sees({ unit_ids: ['v'] })]).toEqual([
    false,
    false,
    false,
  ]);
  // A queue of the whole authority is not one of its units.
  expect(sees({ unit_ids: ['u'] }, { unit_id: null })).toBe(false);
});

it('needs the permission of that board, which for lines of offices is held in whichever unit', () => {
  expect(sees({ permissions: ['interactions.record'] })).toBe(false);
  expect(sees({}, { board: 'turns' })).toBe(false);
  expect(sees({ permissions: ['interactions.record'], unit_ids: ['v'] }, { board: 'turns' })).toBe(true);
});
