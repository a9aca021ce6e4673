import { expect, test } from 'vitest';
import { readReportAddress, writeReportAddress, type ReportAddress } from './report-address.ts';
import { modelsOf, periodsUntil, readReportPeriod } from './report-models.ts';

const whole = { model: 'management', period: '2025', authority: null, file: null } as const;

test.each<[string, ReportAddress]>([
  ['/2025', whole],
  ['/2025-T3/iztapalapa', { ...whole, period: '2025-T3', authority: 'iztapalapa' }],
  ['/2025/informe-en.pdf', { ...whole, file: { kind: 'pdf', language: 'en' } }],
  ['/2025/informe.json', { ...whole, file: { kind: 'json' } }],
  ['/pqrsd/2025-T1', { ...whole, model: 'pqrsd', period: '2025-T1' }],
  [
    '/tres-plazos/2025-T1/coyoacan/reloj-aceptar.csv',
    {
      ...{ model: 'three_clocks', period: '2025-T1', authority: 'coyoacan' },
      file: { kind: 'csv', table: 'reloj-aceptar' },
    },
  ],
])('%s names a report and is how it is written', (text, address) => {
  expect(readReportAddress(text)).toEqual(address);
  expect(writeReportAddress(address)).toBe(text);
});

test.each(['', '/', '/25', '/2025-T5', '/1999', '/2025/a/b', '/2025/a/informe.json/x', '/nada/2025'])(
  '%j names none',
  (text) => {
    expect(readReportAddress(text)).toBeNull();
  },
);

test('a period is a year or a quarter, both days within', () => {
  expect(readReportPeriod('2024')).toEqual({ from: '2024-01-01', to: '2024-12-31' });
  expect(readReportPeriod('2024-T1')).toEqual({ from: '2024-01-01', to: '2024-03-31' });
  expect(readReportPeriod('2025-T4')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
});

test('what can be reported on has begun', () => {
  expect(periodsUntil('2026-05-02', 2)).toEqual([
    ...['2026', '2026-T2', '2026-T1'],
    ...['2025', '2025-T4', '2025-T3', '2025-T2', '2025-T1'],
  ]);
});

test('a country has the reports of its law', () => {
  expect(['CO', 'MX', 'PE'].map(modelsOf)).toEqual([
    ['management', 'pqrsd'],
    ['management', 'three_clocks'],
    ['management'],
  ]);
});
