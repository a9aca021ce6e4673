import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import { addTo, type Tally } from '../../../core/statistics/tally.ts';
import type { Reader } from '../../../store/database.ts';
import { isWord, type Asked } from './asked.ts';
import type { Piece } from './sources.ts';

/** So many facts of which the same is told. */
export interface FactRow {
  readonly part: number;
  readonly value: string;
  readonly at: PlainDate;
  readonly event: 'received' | 'replied' | 'resolved' | 'withdrawn' | 'duplicate';
  readonly in_time: boolean | null;
  /** Business days; of what was received, the hour of the week. */
  readonly days: number | null;
  readonly n: number;
  readonly first_contact: number;
}

export function addFact(tally: Tally, { event, in_time, days, n, first_contact }: FactRow): void {
  const timing = in_time === null ? 'without_term' : in_time ? 'in_time' : 'late';
  tally.counts.first_contact += first_contact;
  switch (event) {
    case 'replied':
    case 'resolved':
      tally.counts[`${event}_${timing}`] += n;
      if (days !== null) addTo(tally[event === 'replied' ? 'reply_days' : 'resolve_days'], days, n);
      return;
    default:
      tally.counts[event] += n;
      if (days !== null) addTo(tally.hours, days, n);
  }
}

/** Counts the facts of the pieces one by one, in one question. Planned each time: which index is best depends on what is asked. */
export async function countFacts(
  reader: Reader,
  asked: Asked,
  { pieces, dated }: { pieces: readonly Piece[]; dated: boolean },
): Promise<readonly FactRow[]> {
  // Of a few days each, which are found by their day whatever is asked, all pieces are one question for each event.
  const days = pieces.filter(({ grain }) => grain === 'day');
  const months = pieces.filter(({ grain }) => grain !== 'day').map((piece) => [piece]);
  const scans = [...(days.length === 0 ? [] : [days]), ...months].flatMap((own) =>
    events.map((event) => scanOf(asked, own, { ...event, dated })),
  );
  const { rows } =
    await sql<FactRow>`(select f.part, coalesce(w.value, '') as value, f.at, f.event, f.in_time, f.days, f.n,
    f.first_contact from (${sql.join(scans, sql` union all `)}) f left join statistics_words w on w.id = f.word)`.execute(
      reader,
    );
  return rows;
}

interface Event {
  readonly on: string;
  readonly event: RawBuilder<unknown>;
  readonly in_time: RawBuilder<unknown>;
  readonly days: RawBuilder<unknown>;
  readonly first: RawBuilder<unknown>;
}

const no = { in_time: sql`null::boolean`, days: sql`null::smallint`, first: sql`0` };
const replied = { event: sql`'replied'`, in_time: sql`reply_in_time`, days: sql`reply_days` };
const resolved = { event: sql`'resolved'`, in_time: sql`resolve_in_time`, days: sql`resolve_days` };
const first = sql`count(*) filter (where first_contact)::int`;
const events: readonly Event[] = [
  { ...no, on: 'received_on', event: sql`'received'`, days: sql`week_hour` },
  { ...replied, on: 'replied_on', first: no.first },
  { ...resolved, on: 'resolved_on', first },
  { ...no, on: 'ended_on', event: sql`ending` },
];

/** Pieces of one grain; one by itself is asked for with its days in the question, so that the planner knows how many they are. */
function scanOf(
  asked: Asked,
  pieces: readonly Piece[],
  { dated, ...told }: Event & { readonly dated: boolean },
): RawBuilder<unknown> {
  const on = sql.ref(told.on);
  const [{ part, times, period, grain }, ...others] = pieces as readonly [Piece, ...Piece[]];
  const at = grain === 'day' ? sql`${on}::text` : sql`date_trunc('month', ${on}::timestamp)::date::text`;
  // Hours are told where days are.
  const days = told.on === 'received_on' && !dated ? no.days : told.days;
  const word = asked.by === null ? sql`0` : sql.ref(asked.by);
  const counts = sql`${word} as word, ${dated ? at : sql`''`} as at, ${told.event} as event, ${told.in_time} as in_time,
    ${days} as days`;
  if (others.length === 0)
    return sql`select ${part}::int as part, ${counts},
      ${sql.lit(times)} * count(*)::int as n, ${sql.lit(times)} * ${told.first} as first_contact
      from petition_facts where ${factsOf(asked)} and ${on} between ${period.from}::date and ${period.to}::date
      group by 2, 3, 4, 5, 6`;
  const rows = pieces.map(
    (piece) =>
      sql`(${piece.part}::int, ${piece.times}::int, ${piece.period.from}::date, ${piece.period.to}::date)`,
  );
  return sql`select e.part, ${counts}, e.times * count(*)::int as n, e.times * ${told.first} as first_contact
    from (values ${sql.join(rows)}) as e (part, times, first_day, last_day)
      join petition_facts on ${factsOf(asked)} and ${on} between e.first_day and e.last_day
    group by 1, 2, 3, 4, 5, 6, e.times`;
}

/** Facts of the question; always by authority, since their indexes begin with it. */
export function factsOf(asked: Asked): RawBuilder<unknown> {
  const chosen = [...asked.words].filter(([name]) => name !== 'city' && name !== 'authority');
  const conditions = chosen.map(([name, word]) => sql`${sql.ref(name)} = ${word}`);
  return sql.join([sql`authority ${isWord(asked, 'authority')}`, ...conditions], sql` and `);
}
