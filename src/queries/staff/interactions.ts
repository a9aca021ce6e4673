import { sql, type SqlBool } from 'kysely';
import type { Channel } from '../../core/cities/settings.ts';
import { nameOfKind, nameOfWrapUp } from '../../core/interactions/interaction-words.ts';
import { languageOf } from '../../core/language/sentences.ts';
import type { Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { entriesOf, openWords } from '../../store/interactions.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { attendedFor, type InteractionFilter } from './interaction-filter.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

const order = 'interactions';

/**
 * Interactions of the asker's teams and their own, the newest first, without what was said in them. Keyset-paged; null
 * for a cursor that is none.
 */
export async function listInteractions(
  ports: StaffPorts,
  asker: Asker,
  { cursor, limit = 50, ...filter }: InteractionFilter & { cursor?: string; limit?: number },
) {
  const from = readCursor(order, cursor);
  if (from === undefined) return null;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(s.at, s.id) < (${from.value}::timestamptz, ${from.id}::uuid)`;
  return readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<Row>`${columns} where ${attendedFor(asker, filter)} and ${after}
      order by s.at desc, s.id desc limit ${limit + 1}`.execute(reader);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => present(row, asker)),
      next_cursor: last === undefined ? null : writeCursor(order, { value: last.at, id: last.id }),
    };
  });
}

/** More is not told of one person. */
const most_of_person = 200;

/**
 * What a person called, came or was called for, the newest first, with what they were told: what the asker's teams
 * attended, and they themselves. A filing is not among them: its petition is.
 */
export async function interactionsOfPerson(
  reader: Reader,
  { keys, asker }: { keys: KeyRing; asker: Asker },
  person_id: string,
) {
  const { actor, city } = asker;
  const seen = sql<SqlBool>`(s.user_id = ${actor.user_id} or ${lyingWithin(actor, 'interactions.read', city.city.id)})`;
  const { rows } = await sql<Row>`${columns}
    where s.city_id = ${city.city.id} and s.user_id is not null and s.kind <> 'filing' and ${seen}
      and s.person_id in ${entriesOf(person_id)}
    order by s.at desc, s.id desc limit ${most_of_person}`.execute(reader);
  return inWords(reader, { keys, asker }, rows);
}

/** One interaction with what was said in it. Who may know it was asked before; null where there is none. */
export async function interactionInWords(
  reader: Reader,
  { keys, asker }: { keys: KeyRing; asker: Asker },
  id: string,
) {
  const { rows } = await sql<Row>`${columns} where s.id = ${id}`.execute(reader);
  return (await inWords(reader, { keys, asker }, rows))[0] ?? null;
}

/** Those that opened a petition or were about it, the newest first; what was said only where it is asked for. */
export async function interactionsAbout(
  reader: Reader,
  { keys, asker }: { keys: KeyRing; asker: Asker },
  { petition_id, in_words }: { petition_id: string; in_words: boolean },
) {
  const { rows } =
    await sql<Row>`${columns} where s.city_id = ${asker.city.city.id} and s.user_id is not null and s.id in (
      select i.id from interactions i where i.petition_id = ${petition_id}
      union all select t.interaction_id from interaction_petitions t where t.petition_id = ${petition_id})
    order by s.at desc, s.id desc limit ${most_of_person}`.execute(reader);
  // What else was spoken of in the same call is another matter.
  const own = rows.map((row) => ({
    ...row,
    petitions: row.petitions.filter(({ id }) => id === petition_id),
  }));
  return inWords(
    reader,
    { keys, asker },
    in_words ? own : own.map((row) => ({ ...row, words_cipher: null })),
  );
}

async function inWords(
  reader: Reader,
  { keys, asker }: { keys: KeyRing; asker: Asker },
  rows: readonly Row[],
) {
  const told = [];
  for (const row of rows) {
    const { answer, notes } = await openWords(reader, keys, row);
    told.push({ ...present(row, asker), answer, notes: [...notes] });
  }
  return told;
}

const columns = sql`select s.id, s.at, s.ended_at, s.channel, s.direction, s.kind, s.wrap_up, s.recorded, s.person_id,
  s.words_cipher, s.user_id, u.name as by, s.authority_id, s.unit_id,
  (select coalesce(json_agg(json_build_object('id', p.id, 'folio', p.folio, 'part', t.part) order by t.at, p.folio), '[]')
    from (select t.petition_id, t.part, t.at from interaction_petitions t where t.interaction_id = s.id
      union all select s.petition_id, case s.kind when 'filing' then 'opened' else 'touched' end, s.at
      where s.petition_id is not null) t join petitions p on p.id = t.petition_id) as petitions,
  array(select a.title from interaction_articles t join articles a on a.id = t.article_id
    where t.interaction_id = s.id order by t.at, a.title) as articles
  from interactions s left join users u on u.id = s.user_id`;

interface Row {
  readonly id: string;
  readonly at: string;
  readonly ended_at: string | null;
  readonly channel: string;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly wrap_up: string | null;
  readonly recorded: 'live' | 'after' | null;
  readonly person_id: string | null;
  readonly words_cipher: Buffer | null;
  readonly user_id: string | null;
  readonly by: string | null;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly petitions: { id: string; folio: string; part: 'touched' | 'opened' }[];
  readonly articles: string[];
}

export type InteractionShown = ReturnType<typeof present>;

function present(row: Row, { actor, city }: Asker) {
  const { settings, locale } = city.city;
  const language = languageOf(locale);
  const place = row.unit_id === null ? city.authorities.get(row.authority_id) : city.units.get(row.unit_id);
  return {
    ...{ id: row.id, at: row.at, ended_at: row.ended_at, direction: row.direction, recorded: row.recorded },
    channel: row.channel as Channel,
    seconds:
      row.ended_at === null ? null : Math.round((Date.parse(row.ended_at) - Date.parse(row.at)) / 1000),
    kind: { code: row.kind, name: nameOfKind(settings, language, row.kind) },
    wrap_up:
      row.wrap_up === null
        ? null
        : { code: row.wrap_up, name: nameOfWrapUp(settings, language, row.wrap_up) },
    ...{ by: row.by ?? '', is_mine: row.user_id === actor.user_id, place: place?.name ?? '' },
    ...{ has_person: row.person_id !== null, petitions: row.petitions, articles: row.articles },
  };
}
