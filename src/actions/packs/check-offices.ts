import { appointmentPrefix } from '../../core/turns/office.ts';
import { checkHours } from './check-dates.ts';
import type { PackDocument } from './pack-document.ts';
import { reportDuplicates, type Path, type Report } from './pack-problem.ts';

type PackOffice = PackDocument['offices'][number];

/** What offices refer to, and that somebody can take a number there and be called. */
export function checkOffices({ offices, authorities, services }: PackDocument, report: Report): void {
  reportDuplicates(
    offices.map(({ code }) => code),
    (at) => ['offices', at, 'code'],
    report,
  );
  const known = new Set(services.map(({ code }) => code));
  offices.forEach((office, at) => {
    const path = ['offices', at];
    if (!authorities.some(({ code }) => code === office.authority))
      report([...path, 'authority'], 'unknown_authority', office.authority);
    office.lines.forEach(({ prefix, service_codes }, line) => {
      if (prefix === appointmentPrefix)
        report([...path, 'lines', line, 'prefix'], 'prefix_of_appointments', prefix);
      service_codes.forEach((code, index) => {
        if (!known.has(code))
          report([...path, 'lines', line, 'service_codes', index], 'unknown_service', code);
      });
    });
    checkWithin(office, path, report);
  });
}

function checkWithin({ lines, counters, priorities, hours }: PackOffice, path: Path, report: Report): void {
  for (const [list, codes] of [
    ['lines', lines.map(({ code }) => code)],
    ['counters', counters.map(({ code }) => code)],
    ['priorities', priorities.map(({ code }) => code)],
  ] as const)
    reportDuplicates(codes, (at) => [...path, list, at, 'code'], report);
  const prefixes = lines.map(({ prefix }) => prefix);
  reportDuplicates(prefixes, (at) => [...path, 'lines', at, 'prefix'], report);
  counters.forEach((counter, at) =>
    counter.lines.forEach((line, index) => {
      if (lines.some(({ code }) => code === line)) return;
      report([...path, 'counters', at, 'lines', index], 'unknown_line', line);
    }),
  );
  for (const [field, list] of Object.entries({ lines, counters }))
    if (!list.some(({ is_active }) => is_active)) report([...path, field], 'office_incomplete', field);
  const stretches = (hours ?? []).map((one) => ({ channel: 'counter' as const, ...one }));
  checkHours(stretches, [...path, 'hours'], report);
}
