import type pg from 'pg';

/** What a server may forget while it is being filled: a load that breaks off begins again at its last batch. */
const relaxed = {
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  max_parallel_maintenance_workers: '2',
};

/** Of the loader's own connection. Rows that are copies of good ones are not checked against each reference again. */
const own = `set atiende.actor = 'system'; set synchronous_commit = off; set session_replication_role = replica;
  set maintenance_work_mem = '1GB'; set statement_timeout = 0; set client_min_messages = warning`;

export async function prepareToLoad(client: pg.Client): Promise<void> {
  await client.query(own);
  for (const [name, value] of Object.entries(relaxed))
    await client.query(`alter system set ${name} = '${value}'`);
  await client.query('select pg_reload_conf()');
}

/** As the product started it, with everything written down. */
export async function endOfLoad(client: pg.Client): Promise<void> {
  for (const name of Object.keys(relaxed)) await client.query(`alter system reset ${name}`);
  await client.query('select pg_reload_conf()');
  await client.query('checkpoint');
}

export interface Index {
  readonly name: string;
  readonly definition: string;
}

/** What the timetable of the running program looks for every minute: without these it would read whole tables. */
const always = ['petitions_to_mark', 'petitions_to_close', 'assignments_by_petition', 'outbox_waiting'];

/** The indexes of those tables that neither a constraint nor the timetable needs. */
export async function secondaryIndexes(client: pg.Client, tables: readonly string[]): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `select i.indexname as name, i.indexdef as definition from pg_indexes i
     where i.schemaname = 'public' and i.tablename = any($1) and i.indexname <> all($2)
       and not exists (select from pg_constraint c where c.conname = i.indexname) order by 1`,
    [tables, always],
  );
  return rows;
}

export async function dropIndexes(client: pg.Client, indexes: readonly Index[]): Promise<void> {
  for (const { name } of indexes) await client.query(`drop index if exists ${name}`);
}

/** Those that are missing; each is made by the very statement that the database told. */
export async function makeIndexes(
  client: pg.Client,
  indexes: readonly Index[],
  note: (line: string) => void,
): Promise<void> {
  for (const [done, { name, definition }] of indexes.entries()) {
    await client.query(definition.replace(/ INDEX /, ' INDEX IF NOT EXISTS '));
    const { rows } = await client.query<Index>(
      `select indexname as name, indexdef as definition from pg_indexes where indexname = $1`,
      [name],
    );
    if (rows[0]?.definition !== definition) throw new Error(`${name} is not the index that it was`);
    if (done % 10 === 9) note(`  ${done + 1} of ${indexes.length} indexes made again`);
  }
}
