import { Readable } from 'node:stream';
import { loadPack } from '../src/actions/packs/load-pack.ts';
import type { App } from '../src/actions/app.ts';
import type { Actor, StaffActor } from '../src/core/access/actor.ts';
import { foldHistory } from '../src/core/petitions/history.ts';
import { staffActor } from '../src/queries/staff/actor-of-session.ts';
import { cityConfiguration } from '../src/store/city-configuration.ts';
import { clockOf, readLedger } from '../src/store/clocks.ts';
import { inTransaction, openDatabase, type Tx } from '../src/store/database.ts';
import { keyRing } from '../src/store/encryption.ts';
import { readHistory } from '../src/store/petition-history.ts';
import { projectedColumns } from '../src/store/petitions.ts';
import { testDatabase } from './database.ts';
import { townPack } from './town-pack.ts';

/** A named town: Julián answers for street lighting in Iztapalapa, Marta supervises, Carla works in Coyoacán. */
export interface Town {
  readonly app: App;
  readonly city_id: string;
  readonly url: string;
  readonly owner_url: string;
  /** By `authority/unit`. */
  readonly units: Readonly<Record<string, string>>;
  readonly authorities: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
  /** The cast by name: julian, berta, omar, olga, marta, carla; and `<role>.<authority>`. */
  readonly staff: Readonly<Record<string, StaffActor>>;
  /** Sets the clock: an instant, or a date (10:00 in the town). */
  on(when: string): void;
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

/** Wednesday 2026-04-29, 10:00 in the town; Friday 1 May is a holiday. */
export const FIRST_DAY = '2026-04-29';

export async function aTown(): Promise<Town> {
  const db = await testDatabase();
  const { database, pool } = openDatabase(db.url, 4);
  let now = instantOf(FIRST_DAY);
  const app: App = {
    ...{ database, keys: keyRing(Buffer.alloc(32, 7)), now: () => now },
    ...{ files: filesInMemory(), public_url: 'https://pueblo.example', sends_mail: false },
  };
  const asSystem = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database, { kind: 'system' }, work);
  const pack = await townPack();
  const { city_id } = await asSystem((tx) => loadPack(tx, pack, { is_demo: true }));
  const city = (await asSystem((tx) => cityConfiguration(tx, city_id)))!;
  const authorityCode = (id: string) => city.authorities.get(id)!.code;
  return {
    ...{ app, city_id, asSystem, url: db.url, owner_url: db.owner_url },
    units: byCode([...city.units.values()], (one) => `${authorityCode(one.authority_id)}/${one.code}`),
    authorities: byCode([...city.authorities.values()], ({ code }) => code),
    services: byCode([...city.services.values()], ({ code }) => code),
    staff: await asSystem(staffOf),
    on: (when) => (now = instantOf(when)),
    async drop() {
      await pool.end();
      await db.drop();
    },
  };
}

/** What is kept lasts as long as the town. */
function filesInMemory(): App['files'] {
  const kept = new Map<string, Buffer>();
  return {
    put(bytes) {
      const name = `${kept.size}`;
      kept.set(name, bytes);
      return Promise.resolve(name);
    },
    read(name) {
      const bytes = kept.get(name);
      if (bytes === undefined) return Promise.reject(new Error(`The town keeps no file ${name}`));
      return Promise.resolve({ stream: Readable.from([bytes]), bytes: bytes.length });
    },
    remove: () => Promise.resolve(),
    async *putBefore() {},
  };
}

// 10:00 in the town is 16:00 in UTC: Mexico has no summer time since 2022.
const instantOf = (when: string) => (when.length === 10 ? `${when}T16:00:00.000Z` : when);

function byCode<T extends { id: string }>(rows: readonly T[], code: (row: T) => string) {
  return Object.fromEntries(rows.map((row) => [code(row), row.id]));
}

async function staffOf(tx: Tx): Promise<Record<string, StaffActor>> {
  const users = await tx.selectFrom('users').select(['id', 'email', 'name']).execute();
  const staff: Record<string, StaffActor> = {};
  for (const { id, email, name } of users) {
    staff[email.split('@')[0]!] = await staffActor(tx, { id, name });
  }
  return staff;
}

export const citizenOf = (petition_id: string): Actor => ({ kind: 'citizen', petition_id });

/** The row as it stands. */
export function petitionRow(town: Town, id: string) {
  return town.asSystem((tx) =>
    tx.selectFrom('petitions').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

/** The folded clocks of a petition, by name. */
export async function clocksOf(town: Town, id: string) {
  const ledger = await town.asSystem((tx) => readLedger(tx, id));
  return {
    accept: clockOf(ledger, 'accept'),
    reply: clockOf(ledger, 'reply'),
    resolve: clockOf(ledger, 'resolve'),
    completion: clockOf(ledger, 'completion'),
  };
}

/** The types of the ledger lines of one clock, in order. */
export async function linesOf(town: Town, id: string, clock: string): Promise<string[]> {
  const ledger = await town.asSystem((tx) => readLedger(tx, id));
  return (ledger.get(clock) ?? []).map(({ type }) => type);
}

/** The types of the events, in order. */
export async function eventsOf(town: Town, id: string): Promise<string[]> {
  const history = await town.asSystem((tx) => readHistory(tx, id));
  return history.map(({ event }) => event.type);
}

/** What the history folds to, and the columns that must say the same; plus the assignment that answers. */
export async function foldAndRow(town: Town, id: string) {
  const history = await town.asSystem((tx) => readHistory(tx, id));
  const state = foldHistory(history.map(({ event }) => event));
  const folded = projectedColumns(state) as Record<string, unknown>;
  const row = (await petitionRow(town, id)) as unknown as Record<string, unknown>;
  const stored = Object.fromEntries(Object.keys(folded).map((column) => [column, row[column]]));
  const open = await town.asSystem((tx) =>
    tx
      .selectFrom('assignments')
      .select('id')
      .where('petition_id', '=', id)
      .where('part', '=', 'answering')
      .where('ended_at', 'is', null)
      .executeTakeFirst(),
  );
  const answers = state.stage === 'closed' ? undefined : state.assignment_id;
  return { folded: { ...folded, answers }, stored: { ...stored, answers: open?.id } };
}

/** Templates of the messages that were queued or kept for a petition, in order. */
export async function noticesOf(town: Town, id: string): Promise<string[]> {
  const rows = await town.asSystem((tx) =>
    tx.selectFrom('outbox').select('template').where('petition_id', '=', id).orderBy('id').execute(),
  );
  return rows.map(({ template }) => template);
}
