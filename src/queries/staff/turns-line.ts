import type { Permission } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { citizenPaths } from '../../core/paths.ts';
import { shownNumber } from '../../core/turns/office.ts';
import { readOffice, readOffices, type Office } from '../../store/tickets.ts';
import { officeLine, type InLine, type TicketNow } from '../office-line.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Whether the asker holds the permission for the authority of an office, in whichever unit. */
export function reachesOffice({ actor }: Asker, office: Office, permission: Permission): boolean {
  return actor.grants.some(
    (one) =>
      one.permissions.includes(permission) &&
      one.city_id === office.city_id &&
      (one.authority_id === null || one.authority_id === office.authority_id),
  );
}

/** Offices at which the asker attends, or whose settings or figures they may read. */
export async function listOffices(ports: StaffPorts, asker: Asker) {
  const offices = await readingAs(ports, asker.actor, (reader) => readOffices(reader, asker.city.city.id));
  return { items: offices.map((one) => rightsAt(asker, one)).filter(isKnown) };
}

const isKnown = (one: ReturnType<typeof rightsAt>): boolean =>
  one.may_attend || one.may_read || one.may_count;

function rightsAt(asker: Asker, office: Office) {
  const { id, code, name, address, is_active, version } = office;
  const paths = citizenPaths(`/c/${asker.city.city.code}`);
  return {
    ...{ id, code, name, address, is_active, version },
    authority: {
      id: office.authority_id,
      name: asker.city.authorities.get(office.authority_id)?.name ?? '',
    },
    kiosk: paths.office(code),
    display: paths.officeDisplay(code),
    may_attend: reachesOffice(asker, office, 'interactions.record'),
    may_read: reachesOffice(asker, office, 'configuration.read'),
    may_edit: reachesOffice(asker, office, 'configuration.edit'),
    may_count: reachesOffice(asker, office, 'interactions.read_team'),
  };
}

/** An office whole, with its settings; null for one that the asker may not know of. */
export async function officeWhole(ports: StaffPorts, asker: Asker, id: string) {
  const office = await readingAs(ports, asker.actor, (reader) => readOffice(reader, { id }));
  if (office === null || office.city_id !== asker.city.city.id) return null;
  const known = rightsAt(asker, office);
  return isKnown(known) ? { ...known, settings: office.settings } : null;
}

/** The line of an office as who attends there sees it; null where they do not. */
export async function counterLine(ports: StaffPorts, asker: Asker, id: string) {
  return readingAs(ports, asker.actor, async (reader) => {
    const office = await readOffice(reader, { id });
    if (office === null || !office.is_active || office.city_id !== asker.city.city.id) return null;
    if (!reachesOffice(asker, office, 'interactions.record')) return null;
    const view = await officeLine(reader, { office, city: asker.city, now: ports.now() });
    const ids = [...view.at_counters, ...view.parked].flatMap(({ user_id }) => user_id ?? []);
    const names = await namesOf(reader, ids);
    const shown = (one: TicketNow) => ({
      ...shownTicket(asker.city, office, one),
      by: names.get(one.user_id ?? '') ?? null,
    });
    const { gives_numbers, is_open, closes_at, opens_at } = view.day;
    return {
      ...{ id, name: office.name, version: view.version, gives_numbers, is_open, closes_at, opens_at },
      lines: office.settings.lines
        .filter(({ is_active }) => is_active)
        .map(({ code, name }) => ({ code, name })),
      counters: office.settings.counters
        .filter(({ is_active }) => is_active)
        .map(({ code, name, lines }) => ({ code, name, lines: [...lines] })),
      priorities: [...office.settings.priorities],
      waiting: view.waiting.map((one) => ({ ...shownTicket(asker.city, office, one), ...aheadOf(one) })),
      expected: view.expected.map((one) => shownTicket(asker.city, office, one)),
      at_counters: view.at_counters.map(shown),
      parked: view.parked.map(shown),
    };
  });
}

const aheadOf = ({ ahead, minutes }: InLine) => ({ ahead, minutes });

function shownTicket(city: CityConfiguration, { settings }: Office, one: TicketNow) {
  const { id, state, taken_at, appointment_at, counter_code, called_at, calls, serving_at } = one;
  const { parked_at, park_reason, for_counter, interaction_id, arrived_at } = one;
  return {
    ...{ id, state, taken_at, appointment_at, counter_code, called_at, calls, serving_at },
    ...{ parked_at, park_reason, for_counter, interaction_id, arrived_at },
    number: shownNumber(one),
    line: settings.lines.find(({ code }) => code === one.line_code)?.name ?? one.line_code,
    line_code: one.line_code,
    service: city.services_by_code.get(one.service_code ?? '')?.name ?? null,
    priority: settings.priorities.find(({ code }) => code === one.priority_code)?.name ?? one.priority_code,
  };
}

async function namesOf(
  reader: Parameters<Parameters<typeof readingAs>[2]>[0],
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
