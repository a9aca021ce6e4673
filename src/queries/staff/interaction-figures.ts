import { sql } from 'kysely';
import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { reading } from '../../store/database.ts';
import { firstContact } from '../first-contact.ts';
import { attendedFor, type InteractionFilter } from './interaction-filter.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/**
 * How many interactions there were by local day, kind, channel and person, how long they took (median), and how many
 * were settled at the first contact. Whether somebody came back is asked of the whole city, as the system: the filter
 * says which interactions are counted.
 */
export function interactionFigures(ports: StaffPorts, asker: Asker, filter: InteractionFilter) {
  const { city } = asker;
  const { locale, settings, time_zone } = city.city;
  const language = languageOf(locale);
  const counted = attendedFor(asker, filter);
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const whole = await sql<{ n: number; median: number | null }>`
      select count(*) as n, ${median} as median from interactions s where ${counted}`.execute(reader);
    const days = await sql<{ on: string; n: number }>`
      select (s.at at time zone ${time_zone})::date as on, count(*) as n from interactions s
      where ${counted} group by 1 order by 1`.execute(reader);
    const groups = await sql<Group>`
      select s.kind, s.channel, s.user_id, u.name, s.authority_id, s.unit_id, count(*) as n,
        ${median} as median, grouping(s.kind, s.channel, s.user_id, s.authority_id) as by
      from interactions s left join users u on u.id = s.user_id where ${counted}
      group by grouping sets ((s.kind), (s.channel), (s.user_id, u.name), (s.authority_id, s.unit_id))
      order by n desc`.execute(reader);
    const of = (bits: number) => groups.rows.filter((row) => row.by === bits);
    return {
      ...{ n: whole.rows[0]!.n, median_seconds: whole.rows[0]!.median },
      by_day: days.rows,
      by_kind: of(by.kind).map(({ kind, n }) => ({
        key: kind!,
        name: nameOfKind(settings, language, kind!),
        n,
      })),
      by_channel: of(by.channel).map(({ channel, n }) => ({
        ...{ key: channel!, n },
        name: sayCode(language, 'channel', channel!) ?? channel!,
      })),
      by_person: of(by.person).map(({ user_id, name, n, median: median_seconds }) => ({
        ...{ key: user_id!, name: name ?? '', n, median_seconds },
      })),
      by_team: of(by.team).map(({ authority_id, unit_id, n }) => ({
        ...{ key: unit_id ?? authority_id!, n },
        name: (unit_id === null ? city.authorities.get(authority_id!) : city.units.get(unit_id))?.name ?? '',
      })),
      first_contact: await firstContact(reader, { counted, now: ports.now() }),
    };
  });
}

/** Which columns a row is not grouped by, as `grouping` gives it: a bit for each of kind, channel, person and team. */
const by = { kind: 0b0111, channel: 0b1011, person: 0b1101, team: 0b1110 } as const;

interface Group {
  readonly kind: string | null;
  readonly channel: string | null;
  readonly user_id: string | null;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly name: string | null;
  readonly n: number;
  readonly median: number | null;
  readonly by: number;
}

const median = sql`percentile_cont(0.5) within group (order by extract(epoch from s.ended_at - s.at))`;
