import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { Permission } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addDays, addMonths, localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf, say, sayCode } from '../../core/language/sentences.ts';
import type { Figures, Share } from '../../core/satisfaction/figures.ts';
import type { PeopleFigures } from '../../core/satisfaction/groups.ts';
import { reading, type Reader } from '../../store/database.ts';
import { satisfactionFigures, type Breakdown } from '../satisfaction-figures.ts';
import { satisfactionOfGroups } from '../satisfaction-groups.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/** What a member of staff asks of the figures; a period of local dates of closing, twelve months unless said. */
export interface StaffFiguresAsked {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly authority_id?: string | undefined;
  readonly unit_id?: string | undefined;
  readonly service_id?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  readonly by?: Breakdown | undefined;
}

export interface NamedFigures {
  readonly key: string;
  readonly name: string;
  readonly figures: Figures;
}

export interface StaffSatisfaction {
  readonly from: string;
  readonly until: string;
  readonly by: Breakdown;
  readonly whole: Figures;
  readonly groups: readonly NamedFigures[];
  readonly months: readonly NamedFigures[];
  /** By what people say of themselves. */
  readonly people: readonly PeopleFigures[];
}

/** The rows (with authority and unit, alias `s`) that lie where the actor holds the permission. */
export function lyingWithin(actor: StaffActor, permission: Permission, city_id: string): RawBuilder<SqlBool> {
  const grants = actor.grants.filter(
    (grant) => grant.city_id === city_id && grant.permissions.includes(permission),
  );
  if (grants.length === 0) return sql<SqlBool>`false`;
  const places = grants.map(({ authority_id, unit_ids }) => {
    if (authority_id === null) return sql`true`;
    if (unit_ids === null) return sql`s.authority_id = ${authority_id}`;
    return sql`(s.authority_id = ${authority_id} and s.unit_id = any(${sql.val([...unit_ids])}::uuid[]))`;
  });
  return sql<SqlBool>`(${sql.join(places, sql` or `)})`;
}

/** The figures of where the asker may see them; small cells are hidden from staff as from everybody. */
export function staffSatisfaction(
  { database, now }: StaffPorts,
  { actor, city }: Asker,
  asked: StaffFiguresAsked,
): Promise<StaffSatisfaction> {
  const until = asked.until ?? localDateOf(now(), city.city.time_zone);
  const from = asked.from ?? addDays(addMonths(until, -12), 1);
  const by = asked.by ?? 'unit';
  const city_id = city.city.id;
  const within = lyingWithin(actor, 'satisfaction.read', city_id);
  const narrowed = { ...asked, city_id, from, until, within };
  return reading(database, { kind: 'system' }, async (reader) => {
    const { whole, groups, months } = await satisfactionFigures(reader, narrowed, by);
    const people = await satisfactionOfGroups(reader, narrowed);
    const nameOf = await namesOf(reader, city, by);
    const named = groups.map((group) => ({ ...group, name: nameOf(group.key) }));
    named.sort((one, other) => one.name.localeCompare(other.name, city.city.locale));
    return {
      from,
      until,
      by,
      whole,
      groups: named,
      months: months.map((one) => ({ ...one, name: one.key })),
      people,
    };
  });
}

async function namesOf(
  reader: Reader,
  city: CityConfiguration,
  by: Breakdown,
): Promise<(key: string) => string> {
  const language = languageOf(city.city.locale);
  if (by === 'responsible') {
    const users = await reader.selectFrom('users').select(['id', 'name']).execute();
    const names = new Map(users.map(({ id, name }) => [id, name]));
    return (key) => names.get(key) ?? say(language, 'console.unassigned');
  }
  const names: Readonly<
    Record<Exclude<Breakdown, 'responsible'>, (key: string) => string | null | undefined>
  > = {
    authority: (key) => city.authorities.get(key)?.name,
    unit: (key) => {
      const unit = city.units.get(key);
      return unit && [unit.name, city.authorities.get(unit.authority_id)?.short_name].join(', ');
    },
    service: (key) => city.services.get(key)?.name,
    kind: (key) => city.kinds.get(key)?.name,
    channel: (key) => sayCode(language, 'channel', key),
    mode: (key) => sayCode(language, 'survey_mode', key),
  };
  return (key) => names[by](key) ?? key;
}

/** The same as a table to open elsewhere: one row a group, the whole first. Hidden figures are empty. */
export async function satisfactionTable(
  ports: StaffPorts,
  asker: Asker,
  asked: StaffFiguresAsked,
): Promise<Table> {
  const told = await staffSatisfaction(ports, asker, asked);
  const language = languageOf(asker.city.city.locale);
  const word = (column: (typeof columns)[number]) => say(language, `console.satisfaction.column.${column}`);
  const whole = { name: say(language, 'console.satisfaction.whole'), figures: told.whole };
  const rows = [whole, ...told.groups].map(({ name, figures }) => [name, ...cellsOf(figures)]);
  return { header: [word('name'), ...columns.slice(1).map(word)], pages: onePage(rows) };
}

const columns = [
  ...(['name', 'closed', 'asked', 'complete', 'response_rate', 'needed'] as const),
  ...([
    'satisfaction_n',
    'satisfaction',
    'satisfaction_low',
    'satisfaction_high',
    'satisfaction_weighted',
  ] as const),
  ...(['solved_n', 'solved', 'solved_low', 'solved_high', 'solved_weighted'] as const),
  ...(['ease_n', 'ease', 'ease_low', 'ease_high', 'ease_weighted', 'ease_mean'] as const),
  ...(['clarity_n', 'clarity', 'clarity_low', 'clarity_high', 'clarity_weighted'] as const),
  ...(['lasting_due', 'lasting_asked'] as const),
  ...(['lasting_n', 'lasting', 'lasting_low', 'lasting_high', 'lasting_weighted'] as const),
] as const;

function cellsOf(figures: Figures): (string | number)[] {
  const tenth = (value: number | undefined) => (value === undefined ? '' : Math.round(value * 10) / 10);
  const share = (one: Share | null) => [
    one?.n ?? '',
    ...[one?.percent, one?.low, one?.high, one?.weighted].map(tenth),
  ];
  const mean = figures.ease === null ? '' : Math.round(figures.ease.mean * 100) / 100;
  return [
    ...[figures.closed, figures.asked, figures.complete, tenth(figures.response_rate ?? undefined)],
    ...[figures.needed, ...share(figures.satisfaction), ...share(figures.solved)],
    ...[...share(figures.ease), mean, ...share(figures.clarity)],
    ...[figures.lasting_due, figures.lasting_asked, ...share(figures.lasting)],
  ];
}

async function* onePage(rows: readonly (readonly (string | number)[])[]) {
  yield await Promise.resolve(rows);
}
