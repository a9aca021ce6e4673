import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import { languageOf } from '../../core/language/sentences.ts';
import type { Channel } from '../../core/cities/settings.ts';
import type { ReviewState } from '../../core/quality/review.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

/** `told`: whoever was reviewed has read it or is to; `done`: nothing more comes of it; `mine`: of one's own work. */
export const reviewLists = ['to_review', 'told', 'contested', 'done', 'mine'] as const;
export type ReviewList = (typeof reviewLists)[number];

const statesOf: Readonly<Record<ReviewList, readonly ReviewState[]>> = {
  to_review: ['to_review'],
  told: ['submitted'],
  contested: ['contested'],
  done: ['acknowledged', 'settled', 'set_aside'],
  mine: ['submitted', 'acknowledged', 'contested', 'settled'],
};

export interface ReviewsAsked {
  readonly list?: ReviewList | undefined;
  readonly agent?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Of others, where the asker reviews. What was drawn of one's own work is seen when it is told, not before. */
export const toJudge = ({ actor, city }: Asker): RawBuilder<SqlBool> =>
  sql<SqlBool>`(s.city_id = ${city.city.id} and s.agent_id <> ${actor.user_id}
    and ${lyingWithin(actor, 'quality.review', city.city.id)})`;

/** Of the asker's own work, once it was told. */
export const ofOwnWork = ({ actor, city }: Asker): RawBuilder<SqlBool> =>
  sql<SqlBool>`(s.city_id = ${city.city.id} and s.agent_id = ${actor.user_id}
    and s.state = any(${sql.val([...statesOf.mine])}::text[]))`;

const order = 'quality';

/** Reviews of one list, what was drawn last first. Null for a cursor that is none. */
export async function listReviews(ports: StaffPorts, asker: Asker, asked: ReviewsAsked) {
  const from = readCursor(order, asked.cursor);
  if (from === undefined) return null;
  const { list = 'to_review', limit = 50, agent } = asked;
  const seen = list === 'mine' ? ofOwnWork(asker) : toJudge(asker);
  const ofAgent = agent === undefined ? sql<SqlBool>`true` : sql<SqlBool>`s.agent_id = ${agent}`;
  const after = from === null ? sql<SqlBool>`true` : sql<SqlBool>`s.id < ${from.id}::uuid`;
  return readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<ReviewRow>`${reviewColumns}
      where ${seen} and ${ofAgent} and s.state = any(${sql.val([...statesOf[list]])}::text[]) and ${after}
      order by s.id desc limit ${limit + 1}`.execute(reader);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => presentReview(row, asker)),
      next_cursor: last === undefined ? null : writeCursor(order, { value: null, id: last.id }),
    };
  });
}

export const reviewColumns = sql`select s.id, s.state, s.agent_id, a.name as agent, s.reviewer_id, r.name as reviewer,
  s.score::float8 as score, s.passes, s.submitted_at, s.authority_id, s.unit_id, s.interaction_id, i.at, i.channel,
  i.direction, i.kind, case when i.ended_at is not null then extract(epoch from i.ended_at - i.at)::int end as seconds,
  s.form_version, s.marks, s.feedback, s.answer, s.answered_at, b.name as settled_by, s.settled_at, s.ruling, s.contest_until,
  coalesce(s.marks -> 'errors', '[]') <> '[]' as has_critical_error
  from quality_reviews s join interactions i on i.id = s.interaction_id join users a on a.id = s.agent_id
  left join users r on r.id = s.reviewer_id left join users b on b.id = s.settled_by`;

export interface ReviewRow {
  readonly id: string;
  readonly state: ReviewState;
  readonly agent_id: string;
  readonly agent: string;
  readonly reviewer_id: string | null;
  readonly reviewer: string | null;
  readonly score: number | null;
  readonly passes: boolean | null;
  readonly submitted_at: string | null;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly interaction_id: string;
  readonly at: string;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly seconds: number | null;
  readonly form_version: number | null;
  readonly marks: unknown;
  readonly feedback: string | null;
  readonly answer: string | null;
  readonly answered_at: string | null;
  readonly settled_by: string | null;
  readonly settled_at: string | null;
  readonly ruling: string | null;
  readonly contest_until: string | null;
  readonly has_critical_error: boolean;
}

export function presentReview(row: ReviewRow, { city }: Pick<Asker, 'city'>) {
  const { settings, locale } = city.city;
  const place = row.unit_id === null ? city.authorities.get(row.authority_id) : city.units.get(row.unit_id);
  return {
    ...{ id: row.id, state: row.state, at: row.at, channel: row.channel, direction: row.direction },
    ...{ seconds: row.seconds, agent: { id: row.agent_id, name: row.agent }, place: place?.name ?? '' },
    kind: { code: row.kind, name: nameOfKind(settings, languageOf(locale), row.kind) },
    reviewer: row.reviewer_id === null ? null : { id: row.reviewer_id, name: row.reviewer ?? '' },
    ...{ score: row.score, passes: row.passes, has_critical_error: row.has_critical_error },
    submitted_at: row.submitted_at,
  };
}
