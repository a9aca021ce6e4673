import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Stands for all services together in `survey_cells`. */
export const ALL_SERVICES = '00000000-0000-0000-0000-000000000000';

const keys = ['city_id', 'month', 'service_id', 'authority_id', 'unit_id', 'kind_code', 'channel'] as const;
const points = ['satisfaction', 'ease', 'clarity'].flatMap((name) =>
  [1, 2, 3, 4, 5].map((at) => `${name}_${at}`),
);
const counts = [
  ...['closed', 'asked', 'complete', ...points],
  ...['solved_yes', 'solved_partly', 'solved_no', 'solved_unknown'],
  ...['lasting_due', 'lasting_asked', 'lasting_yes', 'lasting_partly', 'lasting_no'],
];
const names = (of: readonly string[]) => sql.join(of.map((name) => sql.ref(name)));
const sums = sql.join(counts.map((name) => sql`sum(${sql.ref(name)})::int as ${sql.ref(name)}`));

/**
 * Adds the lines of changed surveys to the cells. One at a time; who reads meanwhile sees either both as they were or both as
 * they are.
 * @returns how many lines were added up
 */
export async function addUpSurveys(tx: Tx, at_most = 20_000): Promise<number> {
  const { rows: mine } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('survey_cells', 0)) as got`.execute(tx);
  if (mine[0]?.got !== true) return 0;
  const added = sql.join(
    counts.map((name) => sql`${sql.ref(name)} = c.${sql.ref(name)} + excluded.${sql.ref(name)}`),
  );
  const { rows } = await sql<{ lines: number }>`
    with gone as (
      delete from survey_cell_changes where id in (
        select id from survey_cell_changes order by id limit ${at_most}) returning *),
    kept as (
      insert into survey_cells as c (${names([...keys, ...counts])})
      select ${names(keys)}, ${sums} from gone group by ${names(keys)}
      on conflict (city_id, month, service_id, unit_id, channel, kind_code, authority_id) do update set ${added})
    select count(*)::int as lines from gone`.execute(tx);
  return rows[0]?.lines ?? 0;
}

/** Throws the cells away and counts all surveys again; figures stay right meanwhile for who reads before or after. */
export async function recountSurveys(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('survey_cells', 0))`.execute(tx);
  // Nobody answers while it is counted: else a line would be counted twice.
  await sql`lock table surveys in share mode`.execute(tx);
  await sql`delete from survey_cell_changes`.execute(tx);
  await sql`delete from survey_cells`.execute(tx);
  await sql`insert into survey_cells (${names([...keys, ...counts])})
    select ${sql.join(keys.map((key) => sql`c.${sql.ref(key)}`))}, ${sums} from surveys s, survey_counts(s, 1) c group by ${sql.join(
      keys.map((key) => sql`c.${sql.ref(key)}`),
    )}`.execute(tx);
}

/** Cells and what is not added up yet, as one table. */
export const countedSurveys = sql`(
  select ${names([...keys, ...counts])} from survey_cells
  union all select ${names([...keys, ...counts])} from survey_cell_changes)`;
