import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../core/deadlines/plain-date.ts';

/** Articles of a city that may be told on a day, as a catalogue to be ranked; staff alone may know of all of them. */
export const articlesInForce = (
  { city_id, today }: { city_id: string; today: PlainDate },
  audience: 'public' | 'staff',
): RawBuilder<unknown> => sql`select a.id, a.code, a.title as name, a.summary as description, 'informacion' as icon,
    a.position, a.search_text, a.search
  from articles a where a.city_id = ${city_id} and a.state = 'published'
    and (a.valid_from is null or a.valid_from <= ${today}::date)
    and (a.valid_until is null or a.valid_until >= ${today}::date)
    and (${audience} = 'staff' or a.audience = 'public')`;
