import { sql } from 'kysely';
import {
  DIMENSIONS,
  peopleFigures,
  type GroupCount,
  type PeopleFigures,
} from '../core/satisfaction/groups.ts';
import type { Reader } from '../store/database.ts';
import { conditions, type FiguresAsked } from './satisfaction-figures.ts';

/** The figures by what people say of themselves, of those who say it. Ask as the system; small cells are hidden. */
export async function satisfactionOfGroups(reader: Reader, asked: FiguresAsked): Promise<PeopleFigures[]> {
  const period = sql`s.closed_on between ${asked.from}::date and ${asked.until}::date
    and s.answered_at is not null
    and coalesce(s.age_band, s.gender, s.disability, s.indigenous_language) is not null
    ${asked.service_id === undefined ? sql`` : sql`and s.service_id = ${asked.service_id}`}`;
  const named = sql.join(DIMENSIONS.map((name) => sql`s.${sql.ref(name)}`));
  const values = sql.join(DIMENSIONS.map((name) => sql`(${sql.lit(name)}, s.${sql.ref(name)})`));
  // Those who say the same of themselves are counted first: there are some hundred kinds of them, however many answer.
  const { rows } = await sql<GroupCount>`
    select g.dimension, g.value, sum(s.n)::int as n, sum(s.satisfied)::int as satisfied, sum(s.solved)::int as solved
    from (select ${named}, count(*) as n, count(*) filter (where s.satisfaction >= 4) as satisfied,
        count(*) filter (where s.solved = 'yes') as solved
      from surveys s where ${conditions(asked, period)} group by ${named}) s
      cross join lateral (values ${values}) as g (dimension, value)
    where g.value is not null group by 1, 2`.execute(reader);
  return peopleFigures(rows);
}
