import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { termInForce } from '../../core/deadlines/terms.ts';
import { reading } from '../../store/database.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/**
 * What ending a term after a day would do: how many open petitions run on it and keep it (numbers and no petition, so
 * it is read as the system), and which term a filing of the next day would get instead. Asked of who may end it. Null
 * where there is no such term, or it does not reach that day.
 */
export function previewTermEnd(
  ports: StaffPorts,
  { actor, city }: Asker,
  { term_id, valid_until }: { term_id: string; valid_until: string },
) {
  const city_id = city.city.id;
  if (!permits(actor, 'configuration.edit', { city_id })) return Promise.resolve('forbidden' as const);
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const fresh = await cityConfiguration(reader, city_id);
    const ended = fresh?.terms.find(({ id }) => id === term_id);
    if (ended === undefined || valid_until < ended.valid_from) return null;
    const after = fresh!.terms.map((term) => (term.id === term_id ? { ...term, valid_until } : term));
    const { clock, kind, service, authority } = ended;
    const next = termInForce(after, {
      ...{ clock, kind: kind ?? '', on: addDays(valid_until, 1) },
      ...(service === undefined ? {} : { service }),
      ...(authority === undefined ? {} : { authority }),
    });
    const { rows } = await sql<{ petitions: number }>`
      select count(distinct p.id)::int as petitions from petitions p
      join clock_entries e on e.petition_id = p.id
      where p.city_id = ${city_id} and p.stage <> 'closed' and e.type in ('started', 'restarted')
        and e.entry->'term'->>'id' = ${term_id}`.execute(reader);
    return {
      petitions_that_keep_it: rows[0]?.petitions ?? 0,
      next: next === undefined ? null : { length: next.length, unit: next.unit, citation: next.citation },
    };
  });
}
