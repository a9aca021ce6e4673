import { join } from 'node:path';
import { z } from 'zod';
import { readQueueLog, type LoggedCall } from '../../core/telephony/queue-log.ts';
import { logProblems } from '../../queries/operations/calls-on-record.ts';
import { reading } from '../../store/database.ts';
import { isFileProblem, queueLogFiles, queueLogLines } from '../../store/queue-log-file.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { reconcileCalls, type Reconciled } from './reconcile-calls.ts';

const system = { kind: 'system' } as const;
const at_once = 200;
/** What ended this short while ago may still be told by the line. */
const settles_ms = 2 * 60_000;
/** So much of what was read before is read again: lines of a call lie apart, and clocks differ. */
const again_ms = 86_400_000;
/** What is read of a record that was never read: what lies further back is imported on purpose. */
const first_ms = 7 * 86_400_000;

/** What was found on record: calls that are over, and what became of them here. */
export interface LogRead extends Reconciled {
  readonly calls: number;
  /** Instant of the newest line, ISO 8601; null for none. */
  readonly until: string | null;
}

/** Compares lines of an exchange's queue_log with what is written of its calls. @param since epoch seconds: older calls are left */
async function importQueueLog(
  app: App,
  exchange_id: string,
  { lines, since }: { readonly lines: AsyncIterable<string>; readonly since: number },
): Promise<LogRead> {
  const log = readQueueLog(Date.parse(app.now()) / 1000);
  const done = { calls: 0, added: 0, corrected: 0, known: 0 };
  let waiting: LoggedCall[] = [];
  const tell = async (found: readonly LoggedCall[], isLast = false) => {
    waiting.push(...found.filter(({ ended_at }) => Date.parse(ended_at) >= since * 1000));
    while (waiting.length >= at_once || (isLast && waiting.length > 0)) {
      const calls = waiting.slice(0, at_once);
      waiting = waiting.slice(at_once);
      const told = await reconcileCalls(app, system, { exchange_id, calls });
      done.calls += calls.length;
      for (const what of ['added', 'corrected', 'known'] as const) done[what] += told[what];
    }
  };
  for await (const line of lines) await tell(log.take(line));
  await tell(log.rest((Date.parse(app.now()) - settles_ms) / 1000), true);
  const until = log.until();
  return { ...done, until: until === null ? null : new Date(until * 1000).toISOString() };
}

/** The same with a file that is named, whatever its age. */
export const importQueueLogFile = (app: App, exchange_id: string, path: string): Promise<LogRead> =>
  importQueueLog(app, exchange_id, { lines: queueLogLines([path]), since: 0 });

/**
 * Reads what exchanges have on record in a folder: `queue_log` in the folder itself, or, of several exchanges, in one that
 * is named by the id of the exchange, switched on or not: switching one off moves no folder. Those that are off are not read.
 */
export async function readExchangeLogs(app: App, root: string): Promise<void> {
  const exchanges = await reading(app.database, system, (reader) =>
    reader
      .selectFrom('telephone_exchanges')
      .select(['id', 'log_until', 'is_enabled'])
      .orderBy('id')
      .execute(),
  );
  for (const { id, log_until, is_enabled } of exchanges) {
    if (!is_enabled) continue;
    const folder = exchanges.length === 1 ? root : join(root, id);
    const now = Date.parse(app.now());
    const from = log_until === null ? now - first_ms : Math.min(Date.parse(log_until), now) - again_ms;
    await noteLogRead(app, system, { exchange_id: id, ...(await readFolder(app, id, { folder, from })) });
  }
}

type Noted = Omit<z.input<typeof noted>, 'exchange_id'>;

async function readFolder(
  app: App,
  id: string,
  { folder, from }: { readonly folder: string; readonly from: number },
): Promise<Noted> {
  try {
    const files = await queueLogFiles(folder, new Date(from).toISOString());
    if (files === null) return { problem: 'no_file', read: null };
    const lines = queueLogLines(files);
    const { known: _, ...read } = await importQueueLog(app, id, { lines, since: from / 1000 });
    return { problem: null, read };
  } catch (problem) {
    if (!isFileProblem(problem)) throw problem;
    return { problem: 'unreadable', read: null };
  }
}

const noted = z.object({
  exchange_id: z.uuid(),
  problem: z.enum(logProblems).nullable(),
  read: z
    .object({ calls: z.int(), added: z.int(), corrected: z.int(), until: z.string().nullable() })
    .nullable(),
});

/** Notes when the record of an exchange was read and what was found in it; the console shows it. */
export const noteLogRead = defineAction({
  name: 'note-log-read',
  permission: 'system',
  input: noted,
  async run({ tx, input, now }): Promise<{ exchange_id: string }> {
    const { exchange_id, problem, read } = input;
    const found =
      read === null
        ? {}
        : {
            ...{ log_calls: read.calls, log_added: read.added, log_corrected: read.corrected },
            // A day without calls takes back nothing of what was read.
            ...(read.until === null ? {} : { log_until: read.until }),
          };
    await tx
      .updateTable('telephone_exchanges')
      .set({ log_read_at: now, log_problem: problem, ...found })
      .where('id', '=', exchange_id)
      .execute();
    return { exchange_id };
  },
});
