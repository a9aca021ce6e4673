import { sql, type Expression, type SqlBool } from 'kysely';
import type { Reader } from '../../store/database.ts';
import { withOneOrderedPlan, withOnePlan } from '../../store/one-plan.ts';
import { nameRepeated } from '../../store/statement-names.ts';
import { heldPlaces, petitionsThatLeft } from '../visible-petitions.ts';
import { lookingOf, type Asker } from './list-petitions.ts';
import {
  asksOfNow,
  filterPetitions,
  queueCondition,
  type Looking,
  type PetitionFilter,
  type Queue,
  type Tab,
} from './petition-filter.ts';
import { readingAs, type StaffPorts } from './ports.ts';

export interface Scope {
  readonly reader: Reader;
  readonly looking: Looking;
  readonly filter: PetitionFilter;
}

const tabs: readonly Tab[] = ['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all'];
const queues: readonly Queue[] = ['triage', 'moderation'];
export const most_counted = 1000;

export interface Count {
  readonly count: number;
  readonly capped: boolean;
}

/** How many each tab and queue holds under the same filter, in one query that stops counting at a thousand. */
export function countPetitions(ports: StaffPorts, asker: Asker, filter: PetitionFilter) {
  return readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now: ports.now(), filter });
    const counts = [
      ...tabs.map((tab) => countOf({ reader, looking, filter: { ...filter, tab } })),
      ...queues.map((queue) =>
        countOf(
          { reader, looking, filter: { ...filter, tab: undefined, queue: filter.queue ?? queue } },
          queueCondition(looking, queue),
        ),
      ),
    ];
    const question = sql<{ counts: number[] }>`select array[${sql.join(counts)}]::int[] as counts`.compile(
      reader,
    );
    // Each part of it is soon counted; to plan eight of them took longer. So one plan is kept, and it walks along the
    // indexes in their order: what it counts at most is reached before a bitmap of them all would be made.
    nameRepeated(question.sql);
    const planning = filter.q === undefined ? withOneOrderedPlan(reader) : withOnePlan(reader);
    const [found] = await Promise.all([reader.executeQuery(question), planning]);
    const told = found.rows[0]!.counts.map((count) => ({
      count: Math.min(count, most_counted),
      capped: count > most_counted,
    }));
    return {
      tabs: Object.fromEntries(tabs.map((tab, at) => [tab, told[at]!])) as Record<Tab, Count>,
      queues: Object.fromEntries(queues.map((queue, at) => [queue, told[tabs.length + at]!])) as Record<
        Queue,
        Count
      >,
    };
  });
}

/** A part of the question: how many there are under that filter, a thousand and one at most of each of its parts. */
export function countOf(scope: Scope, also: Expression<SqlBool> = sql`true`) {
  const { looking, filter } = scope;
  const places = heldPlaces(looking.actor, looking.city_id);
  if (places.length === 0) return counted(scope, also);
  // What lies here, what lies elsewhere and what left are each found by an index; together they would be looked for
  // among all petitions.
  const parts = places.map((where) => counted({ ...scope, looking: { ...looking, where } }, also));
  if (!asksOfNow(filter)) parts.push(counted(scope, petitionsThatLeft(looking.actor)));
  return sql`(${sql.join(parts, sql` + `)})`;
}

type Also = Expression<SqlBool> | ReturnType<typeof petitionsThatLeft>;

function counted({ reader, looking, filter }: Scope, also: Also) {
  const base = reader.selectFrom('petitions as p').select(sql`1`.as('one'));
  const found = (filterPetitions(base as never, looking, filter) as typeof base).where(also as never);
  // In the order of the index of open petitions: those are the newest, at the very end of the table.
  const inOrder = filter.tab === 'all' ? found : found.orderBy('p.due_at').orderBy('p.id');
  return sql`(select count(*) from ${inOrder.limit(sql.lit(most_counted + 1))} as found)`;
}
