import { reading } from '../../store/database.ts';
import { readOffice, readOffices } from '../../store/tickets.ts';
import { officeLine } from '../office-line.ts';
import { freeSlots } from '../public/turns.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

// What anybody may know: which offices of the city give numbers and hours, which are free, and how many wait.
const anybody = { kind: 'public' } as const;

/**
 * The offices of the whole city at which somebody who calls can be given a number or an hour: first those of the
 * authority for which the asker attends, each part by name.
 */
export async function bookableOffices({ database }: StaffPorts, { actor, city }: Asker) {
  const all = await reading(database, anybody, (reader) => readOffices(reader, city.city.id));
  const own = new Set(actor.authority_ids);
  const active = all.filter(({ is_active }) => is_active);
  const offices = active.map(({ id, name, address, authority_id }) => ({
    ...{ id, name, address },
    authority: { id: authority_id, name: city.authorities.get(authority_id)?.name ?? '' },
  }));
  const isOwn = ({ authority }: (typeof offices)[number]) => own.has(authority.id);
  return { items: [...offices.filter(isOwn), ...offices.filter((one) => !isOwn(one))] };
}

/**
 * What an office gives at this moment: numbers of today, with how many wait in each line, and the hours that are free.
 * Null for an office that is none of the city's, or was given up.
 */
export async function bookableHours(ports: StaffPorts, { city }: Asker, id: string) {
  const office = await reading(ports.database, anybody, (reader) => readOffice(reader, { id }));
  if (office === null || office.city_id !== city.city.id || !office.is_active) return null;
  const { lines, priorities } = office.settings;
  const now = ports.now();
  const [hours, { day, waiting }] = await Promise.all([
    freeSlots(ports, city, office),
    reading(ports.database, { kind: 'system' }, (reader) => officeLine(reader, { office, city, now })),
  ]);
  const waitingAt = (line: string) => waiting.filter(({ line_code }) => line_code === line).length;
  return {
    ...{ gives_numbers: day.gives_numbers, opens_at: day.opens_at },
    lines: lines
      .filter(({ is_active }) => is_active)
      .map(({ code, name }) => ({ code, name, waiting: waitingAt(code) })),
    priorities: [...priorities],
    hours: hours.map(({ on, at }) => ({ on, at })),
  };
}
