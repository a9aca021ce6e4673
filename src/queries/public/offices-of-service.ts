import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading, type Database } from '../../store/database.ts';
import { readOffices } from '../../store/tickets.ts';

/** Where one can come for a service: the line of an office that names it. */
export interface ServiceCounter {
  readonly office_code: string;
  readonly office_name: string;
  readonly address: string | null;
  readonly line_code: string;
  readonly gives_appointments: boolean;
}

/** The offices that attend a service at a counter, by name; none where no line names it. */
export async function officesOfService(
  { database }: { readonly database: Database },
  { city }: CityConfiguration,
  service_code: string,
): Promise<ServiceCounter[]> {
  const offices = await reading(database, { kind: 'public' }, (reader) => readOffices(reader, city.id));
  return offices.flatMap(({ code, name, address, is_active, settings }) => {
    const line = settings.lines.find((one) => one.is_active && one.service_codes.includes(service_code));
    if (!is_active || line === undefined) return [];
    const gives_appointments = settings.appointments.is_offered;
    return [{ office_code: code, office_name: name, address, line_code: line.code, gives_appointments }];
  });
}
