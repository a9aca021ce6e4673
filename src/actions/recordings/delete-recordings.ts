import { sql } from 'kysely';
import { z } from 'zod';
import { kept_days } from '../../core/telephony/recordings.ts';
import { ledToComplaint } from '../../queries/recordings-time.ts';
import { moveSoundKey } from '../../store/recordings-sound.ts';
import { keyOver, noteRecording } from '../../store/recordings.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';

const at_most = 200;

/**
 * Lets go of recordings whose time is over in the local time of their city (the 91st day; the 181st after a complaint),
 * and of persons who were erased; of those that are held, none but the latter, which nobody can open. What it was and who
 * listened stays.
 */
export const deleteDueRecordings = defineAction({
  name: 'delete-due-recordings',
  permission: 'system',
  input: z.object({}),
  async run({ tx, now }): Promise<{ storage_names: readonly string[] }> {
    const { rows } = await sql<{ id: string; storage_name: string; is_erased: boolean }>`
      with r as (
        select r.*, (${now}::timestamptz at time zone y.time_zone)::date
            - (r.recorded_at at time zone y.time_zone)::date as age, e.erased_at is not null as is_erased
        from recordings r join cities y on y.id = r.city_id left join persons e on e.id = r.person_id
        where r.storage_name is not null)
      select r.id, r.storage_name, r.is_erased from r
      where r.is_erased or (r.held_at is null and r.age > ${kept_days.usual}
        and (r.age > ${kept_days.complaint} or not ${ledToComplaint}))
      order by r.recorded_at limit ${at_most}`.execute(tx);
    for (const { id, is_erased } of rows) {
      await tx
        .updateTable('recordings')
        .set({ storage_name: null, sha256: null, key_cipher: null, deleted_at: now })
        .where('id', '=', id)
        .execute();
      const reason = is_erased ? 'erased' : 'time_over';
      await noteRecording(tx, { recording_id: id, at: now, type: 'deleted', reason });
    }
    return { storage_names: rows.map(({ storage_name }) => storage_name) };
  },
});

/** Puts the keys of recordings under the key of whoever called, where that became known: erased with the person. */
export const bindRecordings = defineAction({
  name: 'bind-recordings',
  permission: 'system',
  input: z.object({}),
  async run({ tx, app }): Promise<{ bound: number }> {
    const { rows } = await sql<{ id: string; key_cipher: Buffer; was: string | null; person_id: string }>`
      select r.id, r.key_cipher, r.person_id as was, k.person_id from recordings r
      join calls c on c.id = r.call_id left join interactions i on i.id = c.interaction_id
      cross join lateral (select coalesce(i.person_id, c.person_id) as person_id) k
      where r.storage_name is not null and k.person_id is not null
        and r.person_id is distinct from k.person_id
        and exists (select from persons p where p.id = k.person_id and p.data_key is not null) limit ${at_most}`.execute(
      tx,
    );
    let bound = 0;
    for (const { id, key_cipher, was, person_id } of rows) {
      const from = await keyOver(tx, app.keys, was);
      const to = await keyOver(tx, app.keys, person_id);
      if (from === null || to === null) continue;
      const moved = moveSoundKey(from, to, key_cipher);
      await tx.updateTable('recordings').set({ key_cipher: moved, person_id }).where('id', '=', id).execute();
      bound += 1;
    }
    return { bound };
  },
});

/** In short transactions until none is left, each time with the bytes. @returns how many went */
export async function deleteRecordings(app: App): Promise<number> {
  for (let gone = 0; ;) {
    const { storage_names } = await deleteDueRecordings(app, { kind: 'system' }, {});
    await letGoOfFiles(app, storage_names);
    gone += storage_names.length;
    if (storage_names.length < at_most) return gone;
  }
}
