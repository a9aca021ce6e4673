import { reading } from '../../store/database.ts';
import { readOffice, readOffices, type Office } from '../../store/tickets.ts';
import { freeSlots } from '../public/turns.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

// What anybody may know: which offices of the city give hours, and which are free.
const anybody = { kind: 'public' } as const;

const givesHours = ({ is_active, settings }: Office): boolean =>
  is_active && settings.appointments.is_offered;

/**
 * The offices of the whole city at which somebody who calls can be given an hour: first those of the authority for which
 * the asker attends, each part by name.
 */
export async function bookableOffices({ database }: StaffPorts, { actor, city }: Asker) {
  const all = await reading(database, anybody, (reader) => readOffices(reader, city.city.id));
  const own = new Set(actor.authority_ids);
  const offices = all.filter(givesHours).map(({ id, name, address, authority_id }) => ({
    ...{ id, name, address },
    authority: { id: authority_id, name: city.authorities.get(authority_id)?.name ?? '' },
  }));
  const isOwn = ({ authority }: (typeof offices)[number]) => own.has(authority.id);
  return { items: [...offices.filter(isOwn), ...offices.filter((one) => !isOwn(one))] };
}

/** The hours of an office that are free, with its lines and priorities; null for one of the city that gives none. */
export async function bookableHours(ports: StaffPorts, { city }: Asker, id: string) {
  const office = await reading(ports.database, anybody, (reader) => readOffice(reader, { id }));
  if (office === null || office.city_id !== city.city.id || !givesHours(office)) return null;
  const { lines, priorities } = office.settings;
  const hours = await freeSlots(ports, city, office);
  return {
    lines: lines.filter(({ is_active }) => is_active).map(({ code, name }) => ({ code, name })),
    priorities: [...priorities],
    hours: hours.map(({ on, at }) => ({ on, at })),
  };
}
