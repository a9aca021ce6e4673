import type pg from 'pg';
import { sealOver } from '../../src/queries/verification/seal-root.ts';
import type { EventsToSeal } from './copies.ts';

/** The lock of `seal-histories`: while a batch is sealed, nobody else numbers seals. */
const sealing_lock = 4_871_227;

/** Seals as the timetable does it: one root for each authority and batch, tied to the one before. In a transaction. */
export async function seal(client: pg.Client, batch: readonly EventsToSeal[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [sealing_lock]);
  for (const { authority_id, ids, tree } of batch) {
    const newest = await client.query<{ seq: number; root: Buffer }>(
      'select seq, root from seals where authority_id = $1 order by seq desc limit 1',
      [authority_id],
    );
    const before = newest.rows[0];
    const seq = (before?.seq ?? 0) + 1;
    const previous_root = before?.root ?? null;
    const place = { authority_id, seq, previous_root };
    const root = sealOver({ ...place, leaves: ids.length, tree: Buffer.from(tree) });
    await client.query(
      `insert into seals (authority_id, seq, at, heads, previous_root, root, first_event_id, last_event_id)
       values ($1, $2, now(), $3, $4, $5, $6, $7)`,
      [authority_id, seq, ids.length, previous_root, root, ids[0], ids.at(-1)],
    );
    await client.query(
      'insert into sealed_events (event_id, authority_id, seal_seq) select unnest($1::uuid[]), $2, $3',
      [`{${ids.join()}}`, authority_id, seq],
    );
  }
}
