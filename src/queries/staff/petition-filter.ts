import { sql, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { Channel } from '../../core/cities/settings.ts';
import { addDays, endOfDayInstant, localDateOf, startOfDayInstant } from '../../core/deadlines/plain-date.ts';
import type { OutcomeClass, Stage, Visibility } from '../../core/petitions/stages.ts';
import type { DB } from '../../store/schema.generated.ts';
import {
  petitionsHeldInPlace,
  petitionsHeldNow,
  petitionsHeldWhere,
  visiblePetitions,
  type HeldWhere,
} from '../visible-petitions.ts';

export type Tab = 'mine' | 'unit' | 'to_accept' | 'waiting' | 'overdue' | 'all';
export type Queue = 'triage' | 'moderation';
export type Flag =
  'due_soon' | 'overdue' | 'reopened' | 'transferred' | 'extended' | 'priority' | 'merged' | 'quarantined';

/** What narrows a list of petitions; everything absent narrows nothing. */
export interface PetitionFilter {
  readonly ids?: readonly string[] | undefined;
  readonly tab?: Tab | undefined;
  readonly queue?: Queue | undefined;
  readonly q?: string | undefined;
  readonly authority?: readonly string[] | undefined;
  readonly unit?: readonly string[] | undefined;
  readonly service?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly stage?: readonly Stage[] | undefined;
  readonly outcome?: readonly OutcomeClass[] | undefined;
  readonly channel?: readonly Channel[] | undefined;
  readonly zone?: readonly string[] | undefined;
  readonly visibility?: readonly Visibility[] | undefined;
  readonly moderation?: readonly string[] | undefined;
  readonly flag?: readonly Flag[] | undefined;
  readonly assignee?: readonly string[] | undefined;
  readonly person?: string | undefined;
  readonly due_from?: string | undefined;
  readonly due_until?: string | undefined;
  readonly received_from?: string | undefined;
  readonly received_until?: string | undefined;
  /** The day of the first reply that was sent. */
  readonly replied_from?: string | undefined;
  readonly replied_until?: string | undefined;
  readonly closed_from?: string | undefined;
  readonly closed_until?: string | undefined;
}

/** Who looks, where and when: every list starts from what they may see. */
export interface Looking {
  readonly actor: StaffActor;
  readonly city_id: string;
  readonly time_zone: string;
  readonly now: string;
  /** Whom the person stands in for today, themselves included. */
  readonly standing_in_for: readonly string[];
  /** What `q` of the filter finds (`words-condition.ts`); null where it is not asked for. */
  readonly words: Expression<SqlBool> | null;
  /** Without what left them, whatever else is asked. */
  readonly only_held?: boolean;
  /** Of what is held, only what lies there. */
  readonly where?: HeldWhere;
}

type Sql = Expression<SqlBool>;
export type PetitionsQuery<O> = SelectQueryBuilder<DB & { p: DB['petitions'] }, 'p', O>;

/** Days before the deadline from which a petition is «due soon». */
const soonDays = 2;

/** What may change of a petition as long as somebody works on it; words, channel, zone and receipt do not. */
const changing = [
  ...(['queue', 'authority', 'unit', 'service', 'kind', 'stage', 'outcome', 'visibility'] as const),
  ...(['moderation', 'flag', 'assignee', 'person', 'due_from', 'due_until'] as const),
  ...(['replied_from', 'replied_until', 'closed_from', 'closed_until'] as const),
];

/**
 * Whether the filter asks for something that may have changed since a petition left the reader. It then finds only
 * what is read whole: a list of «overdue» or «replied» would tell what became of the others.
 */
export function asksOfNow(filter: PetitionFilter): boolean {
  if (filter.tab !== undefined && filter.tab !== 'all') return true;
  return changing.some((name) => (filter[name]?.length ?? 0) > 0);
}

/** Narrows a query on `petitions as p` to what the person may see and asked for. */
export function filterPetitions<O>(
  query: PetitionsQuery<O>,
  looking: Looking,
  filter: PetitionFilter,
): PetitionsQuery<O> {
  const narrowed = query.where(seenIn(looking, filter) as never).where('p.city_id', '=', looking.city_id);
  return conditionsOf(looking, filter).reduce((so_far, condition) => so_far.where(condition), narrowed);
}

function seenIn(looking: Looking, filter: PetitionFilter) {
  const { actor, city_id } = looking;
  if (filter.tab === 'unit' || filter.tab === 'to_accept') return petitionsHeldInPlace(actor, city_id);
  if (looking.where !== undefined) return petitionsHeldWhere(actor, city_id, looking.where);
  const isOfNow = looking.only_held === true || asksOfNow(filter);
  return isOfNow ? petitionsHeldNow(actor) : visiblePetitions(actor);
}

/** The conditions of a filter, each over the alias `p`. */
export function conditionsOf(looking: Looking, filter: PetitionFilter): Sql[] {
  const zone = looking.time_zone;
  const conditions: (Sql | null)[] = [
    filter.tab === undefined ? null : tabCondition(looking, filter.tab),
    filter.queue === undefined ? null : queueCondition(looking, filter.queue),
    looking.words,
    oneOf(sql`p.id`, filter.ids, 'uuid'),
    oneOf(sql`p.current_authority_id`, filter.authority, 'uuid'),
    oneOf(sql`p.unit_id`, filter.unit, 'uuid'),
    serviceCondition(looking, filter.service),
    oneOf(sql`p.kind_code`, filter.kind),
    oneOf(sql`p.stage`, filter.stage),
    oneOf(sql`p.outcome_class`, filter.outcome),
    oneOf(sql`p.channel`, filter.channel),
    zoneCondition(looking, filter.zone),
    oneOf(sql`p.visibility`, filter.visibility),
    oneOf(sql`p.moderation`, filter.moderation),
    assigneeCondition(looking, filter.assignee),
    filter.person === undefined ? null : sql<SqlBool>`p.person_id = ${filter.person}`,
    filter.due_from === undefined
      ? null
      : sql<SqlBool>`p.due_at >= ${startOfDayInstant(filter.due_from, zone)}`,
    filter.due_until === undefined
      ? null
      : sql<SqlBool>`p.due_at <= ${endOfDayInstant(filter.due_until, zone)}`,
    between(sql`p.received_at`, [filter.received_from, filter.received_until], zone),
    closedCondition([filter.closed_from, filter.closed_until], zone),
    repliedCondition([filter.replied_from, filter.replied_until], zone),
    ...(filter.flag ?? []).map((flag) => flagCondition(looking, flag)),
  ];
  return conditions.filter((condition) => condition !== null);
}

/** Local days, the first and the last included; either may be left open. */
type Days = readonly [from: string | undefined, until: string | undefined];

function between(column: Expression<unknown>, [from, until]: Days, zone: string): Sql | null {
  const parts = [
    ...(from === undefined ? [] : [sql`${column} >= ${startOfDayInstant(from, zone)}`]),
    ...(until === undefined ? [] : [sql`${column} < ${startOfDayInstant(addDays(until, 1), zone)}`]),
  ];
  return parts.length === 0 ? null : sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

/** A closing that stands: what was opened again is not closed. */
function closedCondition(days: Days, zone: string): Sql | null {
  const within = between(sql`p.closed_at`, days, zone);
  return within === null ? null : sql<SqlBool>`(p.stage = 'closed' and ${within})`;
}

/** By the first reply alone, the short one or the final: later ones do not make a petition replied to again. */
function repliedCondition(days: Days, zone: string): Sql | null {
  const within = between(sql`e.at`, days, zone);
  if (within === null) return null;
  return sql<SqlBool>`p.id in (select e.petition_id from petition_events e
    where e.type in ('first_reply_sent', 'reply_sent') and ${within} and not exists (select from petition_events b
      where b.petition_id = e.petition_id and b.type in ('first_reply_sent', 'reply_sent') and b.seq < e.seq))`;
}

function oneOf(
  column: Expression<unknown>,
  values: readonly string[] | undefined,
  type = 'text',
): Sql | null {
  if (values === undefined || values.length === 0) return null;
  return sql<SqlBool>`${column} = any(${[...values]}::${sql.raw(type)}[])`;
}

/** A tab of the inbox. Closed petitions are work of nobody: only `all` shows them. */
export function tabCondition(looking: Looking, tab: Tab): Sql {
  switch (tab) {
    case 'mine':
      return sql<SqlBool>`(p.stage <> 'closed' and p.assignee_id = any(${[...looking.standing_in_for]}::uuid[]))`;
    case 'unit':
      return sql<SqlBool>`(p.stage <> 'closed' and ${ownPlace(looking)})`;
    case 'to_accept':
      return sql<SqlBool>`(p.stage in ('received', 'assigned') and ${ownPlace(looking)})`;
    case 'waiting':
      return sql<SqlBool>`p.stage = 'waiting_citizen'`;
    case 'overdue':
      return sql<SqlBool>`(p.stage <> 'closed' and p.due_at < ${looking.now})`;
    case 'all':
      return sql<SqlBool>`true`;
  }
}

/** Where the person works: their units, else their authorities, else the whole city. */
function ownPlace({ actor, city_id, where }: Looking): Sql {
  const grants = actor.grants.filter((grant) => grant.city_id === city_id);
  const units = grants.flatMap(({ unit_ids }) => unit_ids ?? []);
  if (units.length > 0) {
    const here = among('p.unit_id', units);
    const part = sql<SqlBool>`p.id = any(array(select a.petition_id from assignments a
      where a.unit_id = any(${units}::uuid[]) and a.part = 'contributing' and a.ended_at is null))`;
    if (where === undefined) return sql<SqlBool>`(${here} or ${part})`;
    return where === 'here' ? here : sql<SqlBool>`(p.unit_id <> all(${units}::uuid[]) and ${part})`;
  }
  const authorities = grants.flatMap(({ authority_id }) => (authority_id === null ? [] : [authority_id]));
  // A part that one of their units does is work of that unit, and not of everybody.
  if (where === 'elsewhere') return sql<SqlBool>`false`;
  return authorities.length > 0 ? among('p.current_authority_id', authorities) : sql<SqlBool>`true`;
}

/** Of one value the index keeps the order of a list; of several the found ones are sorted. */
function among(column: 'p.unit_id' | 'p.current_authority_id', ids: readonly string[]): Sql {
  const distinct = [...new Set(ids)];
  return distinct.length === 1
    ? sql<SqlBool>`${sql.ref(column)} = ${distinct[0]}`
    : sql<SqlBool>`${sql.ref(column)} = any(${distinct}::uuid[])`;
}

/** Triage: what lies with a triage unit and nobody took on. Moderation: what could be public and is undecided. */
export function queueCondition({ city_id }: Looking, queue: Queue): Sql {
  if (queue === 'triage') {
    // «is true» keeps the planner from reading all that these units ever had, where little waits to be accepted.
    return sql<SqlBool>`(p.stage in ('received', 'assigned') and (p.unit_id = any(array(select u.id from units u
      join authorities t on t.id = u.authority_id where t.city_id = ${city_id} and u.is_triage))) is true)`;
  }
  return sql<SqlBool>`(p.moderation = 'pending' and p.visibility = 'public' and p.merged_into is null)`;
}

/** Of one service an index has the order of a list, by due date and by receipt; of several the petitions are passed by. */
function serviceCondition({ city_id }: Looking, codes: readonly string[] | undefined): Sql | null {
  if (codes === undefined || codes.length === 0) return null;
  const ids = sql`select s.id from services s where s.city_id = ${city_id} and s.code`;
  return codes.length === 1
    ? sql<SqlBool>`p.service_id = (${ids} = ${codes[0]})`
    : sql<SqlBool>`p.service_id in (${ids} = any(${[...codes]}))`;
}

/** A borough includes its neighbourhoods. */
function zoneCondition({ city_id }: Looking, zones: readonly string[] | undefined): Sql | null {
  if (zones === undefined || zones.length === 0) return null;
  return sql<SqlBool>`(p.zone_code = any(${[...zones]}) or p.zone_code in (select z.code from zones z
    where z.city_id = ${city_id} and z.parent_code = any(${[...zones]})))`;
}

function assigneeCondition({ actor }: Looking, given: readonly string[] | undefined): Sql | null {
  if (given === undefined || given.length === 0) return null;
  const ids = given.filter((one) => one !== 'none').map((one) => (one === 'me' ? actor.user_id : one));
  const none = given.includes('none');
  return sql<SqlBool>`(${none ? sql`p.assignee_id is null` : sql`false`} or p.assignee_id = any(${ids}::uuid[]))`;
}

function flagCondition({ now, time_zone }: Looking, flag: Flag): Sql {
  switch (flag) {
    case 'overdue':
      return sql<SqlBool>`(p.stage <> 'closed' and p.due_at < ${now})`;
    case 'due_soon':
      return sql<SqlBool>`(p.stage <> 'closed' and p.due_at >= ${now} and p.due_at <= ${soonLimit(now, time_zone)})`;
    case 'reopened':
      return sql<SqlBool>`p.reopened_count > 0`;
    case 'transferred':
      return sql<SqlBool>`p.transferred_count > 0`;
    case 'extended':
      return sql<SqlBool>`p.extended`;
    case 'priority':
      return sql<SqlBool>`p.priority > 0`;
    case 'merged':
      return sql<SqlBool>`p.merged_into is not null`;
    case 'quarantined':
      return sql<SqlBool>`p.moderation = 'quarantined'`;
  }
}

/** The end of the day until which a petition is «due soon», local to the city. */
export function soonLimit(now: string, time_zone: string): string {
  return endOfDayInstant(addDays(localDateOf(now, time_zone), soonDays), time_zone);
}
