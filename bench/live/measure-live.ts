import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fileAtDoor } from '../filings.ts';
import { inTransaction } from '../../src/store/database.ts';
import type { Installation } from '../installation.ts';
import { clockMs, type Asked, type Opened, type Reported } from './clients.ts';
import { listeners, type Listener } from './staff.ts';

export interface LiveAsked {
  readonly clients: number;
  readonly reach: Parameters<typeof listeners>[1]['reach'];
  readonly filings_per_minute: number;
  readonly seconds: number;
}

export interface LiveMeasured {
  readonly clients: number;
  readonly refused: number;
  readonly filings: number;
  /** Tellings that arrived, that should have, and that should not have. */
  readonly told: number;
  readonly missing: number;
  readonly wrong: number;
  /** From the commit (an own listener of the database hears of it) to the client, in milliseconds. */
  readonly since_commit: Spread;
  /** From the request of the filing to the client. */
  readonly since_request: Spread;
  /** From the loss of all connections at once until each has heard its first word again, waiting as told. */
  readonly back_s: number;
  readonly reopening: Spread;
  /** Of what was filed while all were away: tellings that are missing after that. */
  readonly missed_away: number;
  readonly kilobytes_each: number | undefined;
  /** Share of one processor that the program used while it told. */
  readonly processor: number | undefined;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

const processes = 2;
const settle_ms = 3_000;
/** Each filing is another one, other than in the rest of a run too: the door knows a report that is sent again. */
let reports = 5_000_000;
const connect_per_second = 150;

/** Real streams, held by two other processes, while petitions are filed at a steady pace through the Open311 door. */
export async function measureLive(at: Installation, asked: LiveAsked): Promise<LiveMeasured> {
  const everybody = await listeners(at, { count: asked.clients, reach: asked.reach });
  const shares = share(everybody, processes);
  const children = shares.map(() => fork(join(import.meta.dirname, 'clients.ts')));
  const heard = await hearing(at.database_url);
  try {
    return await measureWith(at, { asked, shares, children, heard });
  } finally {
    await heard.close();
    for (const child of children) child.kill();
  }
}

interface Running {
  readonly asked: LiveAsked;
  readonly shares: readonly (readonly Listener[])[];
  readonly children: readonly ChildProcess[];
  readonly heard: Awaited<ReturnType<typeof hearing>>;
}

async function measureWith(at: Installation, running: Running): Promise<LiveMeasured> {
  const { asked, shares } = running;
  const { program } = at;
  const before = program.memory();
  const opened = await all<Opened>(running, (n) => ({
    ...{ kind: 'connect', port: Number(new URL(at.url).port) },
    ...{ cookies: shares[n]!.map(({ cookie }) => cookie), per_second: connect_per_second / processes },
  }));
  await pause(settle_ms);
  const after = program.memory();
  const [used, began] = [program.processor_s(), clockMs()];
  const filed = await fileAtPace(at, asked);
  await pause(settle_ms);
  const processor = perSecond(used, program.processor_s(), began);
  const outcome = await compared(at, running, filed);
  const { back, back_s, missed } = await loseAndComeBack(at, running);
  return {
    ...{ clients: asked.clients, refused: sum([...opened, ...back].map(({ refused }) => refused)) },
    ...{ filings: filed.size, ...outcome, back_s, missed_away: missed, processor },
    reopening: spreadOf(back.flatMap(({ opening_ms }) => [...opening_ms])),
    kilobytes_each:
      before === undefined || after === undefined ? undefined : ((after - before) * 1024) / asked.clients,
  };
}

/** All at once lose their connection, as when a process dies; something is filed; each comes back when it was told to. */
async function loseAndComeBack(at: Installation, running: Running) {
  await all(running, () => ({ kind: 'lose' }));
  const began = clockMs();
  const filed = await fileAtPace(at, { filings_per_minute: 60, seconds: 2 });
  const back = await all<Opened>(running, () => ({ kind: 'come_back' }));
  const back_s = (clockMs() - began) / 1_000;
  await pause(settle_ms);
  const { missing } = await compared(at, running, filed);
  return { back, back_s, missed: missing };
}

/** Asks all processes the same thing and waits for all. */
function all<A>({ children }: Pick<Running, 'children'>, ask: (n: number) => Asked): Promise<A[]> {
  return Promise.all(
    children.map(async (child, n) => {
      const answered = once(child, 'message');
      child.send(ask(n));
      const [found] = (await answered) as [A];
      return found;
    }),
  );
}

function perSecond(before: number | undefined, now: number | undefined, began: number): number | undefined {
  return now === undefined || before === undefined
    ? undefined
    : ((now - before) * 1_000) / (clockMs() - began);
}

/** Files at an even pace; gives when each was asked for, by folio. */
async function fileAtPace(
  at: Installation,
  { filings_per_minute, seconds }: Pick<LiveAsked, 'filings_per_minute' | 'seconds'>,
): Promise<Map<string, number>> {
  const requested = new Map<string, number>();
  const count = Math.round((filings_per_minute * seconds) / 60);
  const began = clockMs();
  const filings: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    await pause(Math.max(0, began + (n * 60_000) / filings_per_minute - clockMs()));
    const asked_at = clockMs();
    const filed = fileAtDoor(at, at.report(reports++)).then((body) => {
      const [{ service_request_id }] = JSON.parse(body) as [{ service_request_id: string }];
      requested.set(service_request_id, asked_at);
    });
    filings.push(filed);
  }
  await Promise.all(filings);
  return requested;
}

interface Filed {
  readonly id: string;
  readonly folio: string;
  readonly current_authority_id: string;
  readonly unit_id: string;
}

/** What arrived of what was filed, beside what each should have been told. */
async function compared({ app }: Installation, running: Running, requested: ReadonlyMap<string, number>) {
  const { shares, heard } = running;
  const told_to = await all<Reported>(running, () => ({ kind: 'report' }));
  const filed: Filed[] = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('petitions')
      .select(['id', 'folio', 'current_authority_id', 'unit_id'])
      .where('folio', 'in', [...requested.keys()])
      .execute(),
  );
  const counts = { told: 0, missing: 0, wrong: 0 };
  const [commit, request]: [number[], number[]] = [[], []];
  for (const [n, { told }] of told_to.entries())
    for (const one of filed) {
      const found = told.find(({ id }) => id === one.id);
      const clients = new Set(found?.clients);
      counts.told += clients.size;
      for (const [client, listener] of shares[n]!.entries()) {
        if (clients.has(client) === maySee(listener, one)) continue;
        counts[clients.has(client) ? 'wrong' : 'missing'] += 1;
      }
      for (const at of found?.at ?? []) {
        commit.push(at - (heard.at.get(one.id) ?? NaN));
        request.push(at - requested.get(one.folio)!);
      }
    }
  return { ...counts, since_commit: spreadOf(commit), since_request: spreadOf(request) };
}

const maySee = ({ authority_id, unit_ids }: Listener, petition: Filed): boolean =>
  (authority_id === null || authority_id === petition.current_authority_id) &&
  (unit_ids === null || unit_ids.has(petition.unit_id));

/** An own listener of the database: when it hears of a petition is when its transaction had committed. */
async function hearing(url: string) {
  const client = new pg.Client(url);
  const at = new Map<string, number>();
  client.on('notification', ({ payload }) => {
    const { id } = JSON.parse(payload ?? '{}') as { id?: string };
    if (id !== undefined && !at.has(id)) at.set(id, clockMs());
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('listen petition_changed');
  return { at, close: () => client.end() };
}

function share<T>(things: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, at) => things.filter((_, n) => n % count === at));
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

function spreadOf(found: readonly number[]): Spread {
  const sorted = found.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? NaN };
}
