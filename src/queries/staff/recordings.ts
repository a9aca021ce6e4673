import { sql, type SqlBool } from 'kysely';
import { addDays, localDateOf } from '../../core/deadlines/plain-date.ts';
import { deletedOn, type Consent } from '../../core/telephony/recordings.ts';
import { ledToComplaint } from '../recordings-time.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { recordingBytes, type RecordingBytes } from '../recording-bytes.ts';
import { lyingWithin } from './satisfaction.ts';

/** What narrows the list; dates are local to the city, the last one is in it. */
export interface RecordingsAsked {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly queue?: string | undefined;
  readonly state?: 'kept' | 'held' | 'opted_out' | 'deleted' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

const order = 'recordings';

/** Recordings of where the asker may listen, the newest first: who spoke and when, nothing of what was said or who called. */
export function listRecordings(ports: StaffPorts, asker: Asker, asked: RecordingsAsked) {
  const from = readCursor(order, asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(r.recorded_at, r.id) < (${from.value}::timestamptz, ${from.id}::uuid)`;
  return readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<Row>`${columns} where ${isAsked(asker, asked)} and ${after}
      order by r.recorded_at desc, r.id desc limit ${limit + 1}`.execute(reader);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const { rows: stopped } = await sql<{ name: string; since: string }>`
      select s.name, s.recording_stopped_at as since from telephone_exchanges s
      where s.city_id = ${asker.city.city.id} and s.recording_stopped_at is not null
      order by s.name`.execute(reader);
    return {
      items: shown.map((row) => present(row, asker)),
      stopped,
      next_cursor: last === undefined ? null : writeCursor(order, { value: last.recorded_at, id: last.id }),
    };
  });
}

/** One with everything that was done with it; null for one that is not there, or not theirs to listen to. */
export function recordingPage(ports: StaffPorts, asker: Asker, id: string) {
  return readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<Row>`${columns} where ${isAsked(asker, {})} and r.id = ${id}`.execute(reader);
    const [row] = rows;
    if (row === undefined) return null;
    const { rows: events } = await sql<Happened>`
      select e.id, e.at, e.type, e.reason, u.name as by from recording_events e left join users u on u.id = e.user_id
      where e.recording_id = ${id} order by e.at desc, e.id desc limit 200`.execute(reader);
    return { ...present(row, asker), hold_reason: row.hold_reason, sha256: row.sha256, events };
  });
}

/** A listening is good for so long, so that one who pauses need not give the reason anew. */
const listening_hours = 4;

/** The sound, to whoever said why they listen; null without that, or when it is long ago. */
export function soundToPlay(
  ports: StaffPorts,
  { actor }: Asker,
  { recording_id, listening_id }: { recording_id: string; listening_id: string },
): Promise<RecordingBytes | null> {
  return readingAs(ports, actor, async (reader) => {
    const { rows } = await sql`
      select from recording_events where id = ${listening_id} and recording_id = ${recording_id}
        and user_id = ${actor.user_id} and type = 'opened'
        and at > ${ports.now()}::timestamptz - make_interval(hours => ${listening_hours})`.execute(reader);
    return rows.length === 0 ? null : recordingBytes(reader, ports.keys, recording_id);
  });
}

function isAsked({ actor, city }: Asker, asked: RecordingsAsked) {
  const { id: city_id, time_zone } = city.city;
  const midnight = (date: string) => sql`(${date}::date::timestamp at time zone ${time_zone})`;
  const within = lyingWithin(actor, 'recordings.listen', city_id);
  const parts = [
    sql<SqlBool>`r.city_id = ${city_id} and exists (
      select from (select r.authority_id, q.unit_id) as s where ${within})`,
  ];
  if (asked.from !== undefined) parts.push(sql`r.recorded_at >= ${midnight(asked.from)}`);
  if (asked.until !== undefined) parts.push(sql`r.recorded_at < ${midnight(addDays(asked.until, 1))}`);
  if (asked.queue !== undefined) parts.push(sql`c.queue_id = ${asked.queue}`);
  if (asked.state !== undefined) parts.push(states[asked.state]);
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

const states = {
  kept: sql<SqlBool>`r.storage_name is not null`,
  held: sql<SqlBool>`r.held_at is not null`,
  opted_out: sql<SqlBool>`r.consent = 'opted_out'`,
  deleted: sql<SqlBool>`r.deleted_at is not null`,
} as const;

const columns = sql`select r.id, r.recorded_at, r.seconds, r.consent, r.call_id, c.direction, q.name as queue,
  r.storage_name is not null as has_sound, r.held_at, r.hold_reason, r.deleted_at,
  encode(r.sound_sha256, 'hex') as sha256, ${ledToComplaint} as is_complaint,
  array(select distinct u.name from call_legs l join users u on u.id = l.user_id
    where l.call_id = r.call_id and l.answered_at is not null order by u.name) as agents
  from recordings r left join calls c on c.id = r.call_id left join call_queues q on q.id = c.queue_id`;

interface Row {
  readonly id: string;
  readonly recorded_at: string;
  readonly seconds: number | null;
  readonly consent: Consent;
  readonly call_id: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly queue: string | null;
  readonly has_sound: boolean;
  readonly held_at: string | null;
  readonly hold_reason: string | null;
  readonly deleted_at: string | null;
  readonly sha256: string | null;
  readonly is_complaint: boolean;
  readonly agents: string[];
}

interface Happened {
  readonly id: string;
  readonly at: string;
  readonly type: 'kept' | 'opted_out' | 'opened' | 'altered' | 'refused' | 'held' | 'released' | 'deleted';
  readonly reason: string | null;
  readonly by: string | null;
}

function present(row: Row, { city }: Asker) {
  const { hold_reason: _, sha256: __, call_id, held_at, deleted_at, ...shown } = row;
  const recorded_on = localDateOf(row.recorded_at, city.city.time_zone);
  return {
    ...{ ...shown, has_call: call_id !== null, is_held: held_at !== null },
    ...{ deleted_at, deleted_on: row.has_sound ? deletedOn(recorded_on, row.is_complaint) : null },
  };
}
