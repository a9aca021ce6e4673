import { sql } from 'kysely';
import { addMonths, localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { ofOwnWork, toJudge } from './quality-reviews.ts';

const months_told = 12;

/**
 * Points of each agent by month of the review (local), of the last twelve months: one's own, and those of where the
 * asker reviews, by name and never by points. Told and settled reviews count; a contested one waits for its ruling.
 */
export function qualityTrend(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  const { time_zone } = city.city;
  const from = `${addMonths(localDateOf(ports.now(), time_zone), 1 - months_told).slice(0, 7)}-01`;
  return readingAs(ports, actor, async (reader) => {
    const { rows } = await sql<Row>`
      select s.agent_id, u.name, to_char(s.submitted_at at time zone ${time_zone}, 'YYYY-MM') as month, count(*) as n,
        avg(s.score)::float8 as mean, count(*) filter (where s.passes) as passed
      from quality_reviews s join users u on u.id = s.agent_id
      where (${toJudge(asker)} or ${ofOwnWork(asker)}) and s.state in ('submitted', 'acknowledged', 'settled')
        and s.submitted_at >= (${from}::date::timestamp at time zone ${time_zone})
      group by 1, 2, 3 order by 3`.execute(reader);
    const agents = new Map<string, Agent>();
    for (const { agent_id, name, ...month } of rows) {
      const agent = agents.get(agent_id) ?? {
        id: agent_id,
        name,
        is_me: agent_id === actor.user_id,
        months: [],
      };
      agent.months.push({ ...month, mean: Math.round(month.mean * 10) / 10 });
      agents.set(agent_id, agent);
    }
    const byName = (one: Agent, other: Agent) => one.name.localeCompare(other.name, city.city.locale);
    return { from: from.slice(0, 7), agents: [...agents.values()].sort(byName) };
  });
}

interface Row {
  readonly agent_id: string;
  readonly name: string;
  readonly month: string;
  readonly n: number;
  readonly mean: number;
  readonly passed: number;
}
interface Agent {
  readonly id: string;
  readonly name: string;
  readonly is_me: boolean;
  readonly months: { month: string; n: number; mean: number; passed: number }[];
}
