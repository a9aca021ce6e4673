import { sql, type SqlBool } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import {
  isInForce,
  needsReview,
  publishingFaults,
  type ArticleAudience,
  type ArticleContents,
  type ArticleState,
} from '../../core/knowledge/article.ts';
import { articlesInForce } from '../articles-in-force.ts';
import { askedWords, rankByWords } from '../rank-by-words.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Articles that a list shows at most; a city has a few hundred. */
const at_most = 1_000;

const todayOf = (ports: StaffPorts, { city }: Asker) => localDateOf(ports.now(), city.city.time_zone);

/** What may be told today for everyday words, of both audiences, with the services that are found beside it. */
export async function findArticles(ports: StaffPorts, asker: Asker, words: string) {
  const asked = askedWords(words);
  const of = { city_id: asker.city.city.id, today: todayOf(ports, asker) };
  const items = await readingAs(ports, asker.actor, (reader) =>
    rankByWords(reader, { words: asked, catalogue: articlesInForce(of, 'staff'), limit: 12 }),
  );
  return items.map(({ id, code, name, description, score }) => ({
    ...{ id, code, score, title: name, summary: description },
  }));
}

interface Row {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly summary: string;
  readonly state: ArticleState;
  readonly audience: ArticleAudience;
  readonly version: number;
  readonly published_version: number | null;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly review_on: string | null;
}

const rowColumns = sql`a.id, a.code, a.title, a.summary, a.state, a.audience, a.version, a.published_version,
  a.authority_id, a.unit_id, a.valid_from, a.valid_until, a.review_on`;

/** The articles of the city: all, those that wait for a look, drafts and changes to publish, or those retired. */
export async function listArticles(
  ports: StaffPorts,
  asker: Asker,
  { list = 'all' }: { list?: 'all' | 'review' | 'unpublished' | 'retired' | undefined },
) {
  const today = todayOf(ports, asker);
  const { rows } = await readingAs(ports, asker.actor, (reader) =>
    sql<Row>`select ${rowColumns} from articles a where a.city_id = ${asker.city.city.id}
      order by a.title, a.code limit ${at_most}`.execute(reader),
  );
  const items = rows.map((row) => present(row, asker, today));
  const isListed = {
    all: (one: (typeof items)[number]) => one.state !== 'retired',
    review: (one: (typeof items)[number]) => one.needs_review,
    unpublished: (one: (typeof items)[number]) => one.state !== 'retired' && one.has_changes,
    retired: (one: (typeof items)[number]) => one.state === 'retired',
  };
  return {
    items: items.filter(isListed[list]),
    counts: {
      review: items.filter(isListed.review).length,
      unpublished: items.filter(isListed.unpublished).length,
    },
  };
}

function present(row: Row, { actor, city }: Asker, today: string) {
  const { id, code, title, summary, state, audience, version, published_version } = row;
  const { valid_from, valid_until, review_on, authority_id, unit_id } = row;
  const place = { city_id: city.city.id, authority_id, unit_id };
  const named = (one: { name: string } | undefined, of: string | null) =>
    of === null ? null : { id: of, name: one?.name ?? '' };
  return {
    ...{ id, code, title, summary, state, audience, version, published_version },
    ...{ valid_from, valid_until, review_on },
    authority: named(city.authorities.get(authority_id ?? ''), authority_id),
    unit: named(city.units.get(unit_id ?? ''), unit_id),
    has_changes: version !== published_version,
    in_force: state === 'published' && isInForce(row, today),
    needs_review: needsReview(row, today),
    may_edit: permits(actor, 'knowledge.edit', place),
    may_publish: permits(actor, 'knowledge.publish', place),
  };
}

export interface ArticleAsked {
  readonly id: string;
  /** A version to be read; without it the newest. */
  readonly version?: number | undefined;
  /** Or the one that was told on that day. */
  readonly on?: string | undefined;
}

/** An article whole: a version of it, what happened to it, how often it was told and whether it helped. */
export async function articlePage(ports: StaffPorts, asker: Asker, asked: ArticleAsked) {
  const today = todayOf(ports, asker);
  const { time_zone } = asker.city.city;
  return readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<Row>`select ${rowColumns} from articles a
      where a.id = ${asked.id} and a.city_id = ${asker.city.city.id}`.execute(reader);
    const [row] = rows;
    if (row === undefined) return null;
    const [versions, events, counted] = await Promise.all([
      sql<{ version: number; contents: ArticleContents; saved_at: string; saved_by: string | null }>`
        select v.version, v.contents, v.saved_at, u.name as saved_by from article_versions v
        left join users u on u.id = v.saved_by where v.article_id = ${row.id} order by v.version desc`.execute(
        reader,
      ),
      sql<{ id: string; at: string; day: string; by: string | null; type: EventType; version: number }>`
        select e.id, e.at, (e.at at time zone ${time_zone})::date as day, u.name as by, e.type, e.version
        from article_events e left join users u on u.id = e.user_id
        where e.article_id = ${row.id} order by e.at, e.id`.execute(reader),
      sql<{ given: number; helped: number; did_not_help: number }>`select
        (select coalesce(sum(times), 0)::int from article_uses where article_id = ${row.id}) as given,
        (select coalesce(sum(times) filter (where helped), 0)::int from article_votes where article_id = ${row.id}) as helped,
        (select coalesce(sum(times) filter (where not helped), 0)::int from article_votes where article_id = ${row.id})
          as did_not_help`.execute(reader),
    ]);
    const wanted = asked.on === undefined ? (asked.version ?? row.version) : toldOn(events.rows, asked.on);
    const shown = versions.rows.find(({ version }) => version === wanted);
    if (shown === undefined) return null;
    return {
      ...present(row, asker, today),
      shown_version: shown.version,
      contents: shown.contents,
      faults: Object.keys(publishingFaults(shown.contents, (code) => asker.city.services_by_code.has(code))),
      versions: versions.rows.map(({ version, saved_at, saved_by }) => ({ version, saved_at, saved_by })),
      events: events.rows.map(({ day: _day, ...event }) => event),
      ...counted.rows[0]!,
    };
  });
}

type EventType = 'published' | 'retired' | 'restored';

/** The version that was in force at the end of a day; null where none was. */
function toldOn(
  events: readonly { day: string; type: EventType; version: number }[],
  day: string,
): number | null {
  const last = events.filter((event) => event.day <= day).at(-1);
  return last === undefined || last.type === 'retired' ? null : last.version;
}

/** What was searched and not found, most searched first; what few searched stays unread. */
export async function missingAnswers(ports: StaffPorts, asker: Asker, shown_from: number) {
  const isAsked = sql<SqlBool>`settled_at is null and portal_times + console_times >= ${shown_from}`;
  const { rows } = await readingAs(ports, asker.actor, (reader) =>
    sql<{
      id: string;
      words: string;
      portal_times: number;
      console_times: number;
      first_on: string;
      last_on: string;
    }>`select id, words, portal_times, console_times, first_on, last_on from missing_answers
      where city_id = ${asker.city.city.id} and ${isAsked}
      order by portal_times + console_times desc, last_on desc, words limit 200`.execute(reader),
  );
  return { items: rows, shown_from };
}
