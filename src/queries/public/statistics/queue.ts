import { sql } from 'kysely';
import type { Reader } from '../../../store/database.ts';
import { factsOf } from './count.ts';
import type { Asked } from './asked.ts';

/** What has no outcome yet, as it is now. */
export interface Queue {
  open: number;
  overdue: number;
  /** How many came so many days ago: 0–5, 6–15, 16–40, 41–90, more. */
  readonly ages: number[];
}

/** First day of each age but the first, in calendar days since it came. */
export const AGES = [6, 16, 41, 91] as const;

export const emptyQueue = (): Queue => ({ open: 0, overdue: 0, ages: [0, 0, 0, 0, 0] });

/** The queue by the value of what is told apart; under '' where nothing is. */
export async function queueNow(
  reader: Reader,
  { asked, today, now }: { asked: Asked; today: string; now: string },
): Promise<Map<string, Queue>> {
  const { rows } = await sql<{ value: string; age: number; open: number; overdue: number }>`
    select coalesce(w.value, '') as value, q.age, q.open, q.overdue from (
      select ${asked.by === null ? sql`0` : sql.ref(asked.by)} as word,
        width_bucket(${today}::date - received_on, ${sql.val([...AGES])}::integer[]) as age,
        count(*)::int as open, count(*) filter (where due_at < ${now})::int as overdue
      from petition_facts where ${factsOf(asked)} and resolved_on is null and ended_on is null group by 1, 2
    ) q left join statistics_words w on w.id = q.word`.execute(reader);
  const queues = new Map<string, Queue>();
  for (const { value, age, open, overdue } of rows) {
    const queue = queues.get(value) ?? emptyQueue();
    queues.set(value, queue);
    queue.open += open;
    queue.overdue += overdue;
    queue.ages[age] = (queue.ages[age] ?? 0) + open;
  }
  return queues;
}
