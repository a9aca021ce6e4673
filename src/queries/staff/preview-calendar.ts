import { permits } from '../../core/access/actor.ts';
import type { Place } from '../../core/access/permissions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { reading } from '../../store/database.ts';
import type { Calendar } from '../../core/deadlines/calendar.ts';
import { countMovedPetitions } from '../count-moved-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

export interface DaysAsked {
  readonly dates: readonly string[];
  readonly kind: 'holiday' | 'closure' | 'suspension' | 'working_day';
  readonly name: string;
  readonly source: string;
}

/**
 * How many open petitions would move, or at least how many in a big city, if those days were declared, of every authority that counts by the calendar:
 * a number and no petition, so it is read as the system. Asked like the declaration itself: of who may change the
 * calendar for every authority that counts by it. Null where there is no such calendar.
 */
export function previewDays(
  ports: StaffPorts,
  { actor, city }: Asker,
  asked: DaysAsked & { calendar_id: string },
) {
  const city_id = city.city.id;
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const row = await reader
      .selectFrom('calendars')
      .select('code')
      .where('id', '=', asked.calendar_id)
      .where('city_id', '=', city_id)
      .executeTakeFirst();
    if (!row) return null;
    const users = await reader
      .selectFrom('authorities')
      .select('id')
      .where('calendar_id', '=', asked.calendar_id)
      .execute();
    const places: Place[] = users.map(({ id: authority_id }) => ({ city_id, authority_id }));
    if (places.length === 0) places.push({ city_id });
    if (!places.every((place) => permits(actor, 'calendar.edit', place))) return 'forbidden' as const;
    const fresh = await cityConfiguration(reader, city_id);
    const calendar = [...(fresh?.calendars.values() ?? [])].find(({ code }) => code === row.code);
    if (calendar === undefined) return null;
    const { open, moved, is_at_least } = await countMovedPetitions(reader, {
      ...{ city_id, now: ports.now(), from: asked.dates.toSorted()[0]! },
      calendar: withDays(calendar, asked),
    });
    return { open_petitions: open, moved, is_at_least };
  });
}

function withDays(calendar: Calendar, { dates, kind, name, source }: DaysAsked): Calendar {
  const days = new Map(calendar.days);
  for (const on of dates) days.set(on, { on, is_business: kind === 'working_day', kind, name, source });
  return { ...calendar, days };
}
