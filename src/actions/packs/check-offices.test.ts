import { expect, it } from 'vitest';
import { checkOffices } from './check-offices.ts';
import type { PackDocument } from './pack-document.ts';
import { packOffice } from './pack-offices.ts';

const line = { code: 'a', name: 'A', prefix: 'A', minutes: 5 };
const office = {
  code: 'sede',
  authority: 'aqui',
  name: 'Sede',
  lines: [line],
  counters: [{ code: '1', name: '1' }],
};

/** What is wrong with an office of a city that has one authority and one service. */
function faults(part: object): string[] {
  const document = {
    ...{ authorities: [{ code: 'aqui' }], services: [{ code: 'bache' }] },
    offices: [packOffice.parse({ ...office, ...part })],
  } as unknown as PackDocument;
  const found: string[] = [];
  checkOffices(document, (path, code) => found.push(`${path.join('.')} ${code}`));
  return found;
}

it('finds nothing wrong with an office that says the least', () => {
  expect(faults({})).toEqual([]);
});

it.each([
  [{ authority: 'otra' }, 'offices.0.authority unknown_authority'],
  [
    { lines: [{ ...line, service_codes: ['bache', 'x'] }] },
    'offices.0.lines.0.service_codes.1 unknown_service',
  ],
  [{ lines: [{ ...line, prefix: 'C' }] }, 'offices.0.lines.0.prefix prefix_of_appointments'],
  [{ lines: [line, { ...line, code: 'b' }] }, 'offices.0.lines.1.prefix duplicate'],
  [{ lines: [{ ...line, is_active: false }] }, 'offices.0.lines office_incomplete'],
  [{ counters: [] }, 'offices.0.counters office_incomplete'],
  [{ counters: [{ code: '1', name: '1', lines: ['b'] }] }, 'offices.0.counters.0.lines.0 unknown_line'],
  [{ hours: [{ weekday: 1, opens: '15:00', closes: '09:00' }] }, 'offices.0.hours.0.closes hours_inverted'],
])('finds what is wrong: %j', (part, fault) => {
  expect(faults(part)).toEqual([fault]);
});
