import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { App } from '../../src/actions/app.ts';
import { sealRoot } from '../../src/queries/verification/seal-root.ts';
import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import type { StaffActor } from '../../src/core/access/actor.ts';
import { copied_tables, copyLife, type CopiedLife } from './copied-life.ts';
import { copierFor, person_columns, type Batch } from './copies.ts';
import { drawFrom } from './draw.ts';
import { frequenciesOf } from './frequencies.ts';
import { liveOnce } from './lives.ts';

export interface Loading {
  readonly app: App;
  readonly city: CityConfiguration;
  readonly clerk: StaffActor;
  readonly head: StaffActor;
  readonly means_of_appeal: string;
  /** Of the role that owns the tables. */
  readonly owner_url: string;
  readonly note: (line: string) => void;
}

export interface LoadedCity {
  /** Fills up with copies until there are that many petitions, then gathers statistics. */
  growTo(count: number): Promise<void>;
  close(): Promise<void>;
}

const lives_count = 600;
const batch_size = 2_000;
/** The lock of `seal-histories`: what is loaded is sealed here, and nobody else numbers seals meanwhile. */
const sealing_lock = 4_871_227;

/** Lives through some hundred petitions of three years by the real actions; copies make a city of any size of them. */
export async function loadCity(loading: Loading): Promise<LoadedCity> {
  const { app, city, clerk, head, means_of_appeal, owner_url, note } = loading;
  const frequencies = frequenciesOf(city);
  const draw = drawFrom(20_261_121);
  const client = new pg.Client(owner_url);
  // When the database goes first, the next query says so.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`set atiende.actor = 'system'; set synchronous_commit = off`);
  const lives: CopiedLife[] = [];
  for (let n = 0; n < lives_count; n += 1) {
    const scene = { app, city, frequencies, clerk, head, means_of_appeal, draw };
    lives.push(await copyLife(client, await liveOnce(scene, (n + draw()) / lives_count)));
    if (n % 100 === 99) note(`  ${n + 1} of ${lives_count} petitions lived through`);
  }
  const copier = copierFor(city, app.keys, draw);
  let made = await countOf(client);
  return {
    async growTo(count) {
      await setForce(client, 'no force');
      const sealing = await sealsOf(client);
      try {
        const missing = count - made;
        for (let done = 0; done < missing;) {
          const until = Math.min(missing, done + batch_size);
          // In the order of time, as a city fills up.
          for (; done < until; done += 1) copier.copy(lives[Math.floor((done / missing) * lives.length)]!);
          await writeBatch(client, copier.take(), sealing);
          if (done % 50_000 < batch_size)
            note(`  ${(made + done).toLocaleString('en')} of ${count.toLocaleString('en')}`);
        }
        made = Math.max(made, count);
      } finally {
        await client.query('select pg_advisory_unlock($1)', [sealing_lock]);
        await setForce(client, 'force');
      }
      await client.query('vacuum analyze');
    },
    close: () => client.end(),
  };
}

/** COPY is refused where row-level security is forced upon the owner, so for that long it is not. */
async function setForce(client: pg.Client, how: 'force' | 'no force'): Promise<void> {
  const tables = [...copied_tables.map(([table]) => table), ...Object.keys(person_columns)];
  for (const table of tables) {
    const walled = await client.query(`select from pg_class where relname = $1 and relrowsecurity`, [table]);
    if (walled.rowCount === 1) await client.query(`alter table ${table} ${how} row level security`);
  }
}

async function writeBatch(client: pg.Client, batch: Batch, sealing: Sealing): Promise<void> {
  await client.query('begin');
  try {
    for (const [table, columns] of Object.entries(person_columns)) {
      await copy(client, `${table} (${columns})`, batch.lines.get(table));
    }
    for (const [table] of copied_tables) {
      await copy(client, `${table} (${await sealing.columnsOf(table)})`, batch.lines.get(table));
    }
    await sealing.seal(batch.events);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback');
    throw problem;
  }
}

async function copy(client: pg.Client, into: string, lines: readonly string[] | undefined): Promise<void> {
  if (lines === undefined) return;
  await pipeline(Readable.from([`${lines.join('\n')}\n`]), client.query(copyFrom(`copy ${into} from stdin`)));
}

interface Sealing {
  columnsOf(table: string): Promise<string>;
  seal(events: Batch['events']): Promise<void>;
}

/** Seals as the timetable does it: one root for each authority and batch, tied to the one before. */
async function sealsOf(client: pg.Client): Promise<Sealing> {
  await client.query('select pg_advisory_lock($1)', [sealing_lock]);
  const newest = await client.query<{ authority_id: string; seq: number; root: Buffer }>(
    'select distinct on (authority_id) authority_id, seq, root from seals order by authority_id, seq desc',
  );
  const last = new Map(newest.rows.map((row) => [row.authority_id, { seq: row.seq, root: row.root }]));
  const columns = new Map<string, string>();
  return {
    async columnsOf(table) {
      const known = columns.get(table) ?? (await storedColumns(client, table));
      columns.set(table, known);
      return known;
    },
    async seal(events) {
      const sealed: string[] = [];
      for (const [authority_id, own] of Map.groupBy(events, (event) => event.authority_id)) {
        own.sort((one, other) => (one.id < other.id ? -1 : 1));
        const before = last.get(authority_id);
        const seq = (before?.seq ?? 0) + 1;
        const previous_root = before?.root ?? null;
        const root = sealRoot({ authority_id, seq, previous_root, hashes: own.map(({ hash }) => hash) });
        last.set(authority_id, { seq, root });
        await client.query(
          `insert into seals (authority_id, seq, at, heads, previous_root, root, first_event_id, last_event_id)
           values ($1, $2, now(), $3, $4, $5, $6, $7)`,
          [authority_id, seq, own.length, previous_root, root, own[0]!.id, own.at(-1)!.id],
        );
        for (const { id } of own) sealed.push(`${id}\t${authority_id}\t${seq}`);
      }
      await copy(client, 'sealed_events (event_id, authority_id, seal_seq)', sealed);
    },
  };
}

async function storedColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
     from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows[0]!.names;
}

async function countOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from petitions');
  return Number(rows[0]!.count);
}
