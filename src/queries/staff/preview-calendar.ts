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
 * How many open petitions would move if those days were declared, of every authority that counts by the calendar:
 * a number and no petition, so it is read as the system. Null where there is no such calendar.
 */
export function previewDays(ports: StaffPorts, { city }: Asker, asked: DaysAsked & { calendar_id: string }) {
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const row = await reader
      .selectFrom('calendars')
      .select('code')
      .where('id', '=', asked.calendar_id)
      .where('city_id', '=', city.city.id)
      .executeTakeFirst();
    const fresh = await cityConfiguration(reader, city.city.id);
    const calendar = [...(fresh?.calendars.values() ?? [])].find(({ code }) => code === row?.code);
    if (calendar === undefined) return null;
    const { open, moved } = await countMovedPetitions(reader, {
      ...{ city_id: city.city.id, now: ports.now() },
      calendar: withDays(calendar, asked),
    });
    return { open_petitions: open, moved };
  });
}

function withDays(calendar: Calendar, { dates, kind, name, source }: DaysAsked): Calendar {
  const days = new Map(calendar.days);
  for (const on of dates) days.set(on, { on, is_business: kind === 'working_day', kind, name, source });
  return { ...calendar, days };
}
