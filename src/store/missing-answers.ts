import { sql } from 'kysely';
import { addDays, type PlainDate } from '../core/deadlines/plain-date.ts';
import { FORGOTTEN_AFTER_DAYS, SHOWN_FROM } from '../core/knowledge/missing-words.ts';
import type { Tx } from './database.ts';
import { newId } from './ids.ts';

/** Of a city at most; whoever types nonsense by machine fills no table. */
const at_most = 5_000;

interface Missed {
  readonly city_id: string;
  readonly words: string;
  readonly door: 'portal' | 'console';
  readonly today: PlainDate;
}

/** Counts words that were searched and not found; a settled question that is asked again comes back. */
export async function countMissing(tx: Tx, { city_id, words, door, today }: Missed): Promise<void> {
  const column = sql.ref(`${door}_times`);
  await sql`delete from missing_answers where city_id = ${city_id} and portal_times + console_times < ${SHOWN_FROM}
    and last_on < ${addDays(today, -FORGOTTEN_AFTER_DAYS)}::date`.execute(tx);
  await sql`insert into missing_answers as m (id, city_id, words, ${column}, first_on, last_on)
    select ${newId()}, ${city_id}, ${words}, 1, ${today}::date, ${today}::date
    where (select count(*) from missing_answers where city_id = ${city_id}) < ${at_most}
      or exists (select from missing_answers where city_id = ${city_id} and words = ${words})
    on conflict (city_id, words) do update set ${column} = ${sql.ref(`m.${door}_times`)} + 1, last_on = ${today}::date,
      settled_at = null`.execute(tx);
}

/** Takes words from the list, until they are asked again. @returns false where there are none */
export async function settleMissing(
  tx: Tx,
  of: { id: string; city_id: string },
  at: string | null,
): Promise<boolean> {
  const done = await tx
    .updateTable('missing_answers')
    .set({ settled_at: at })
    .where('id', '=', of.id)
    .where('city_id', '=', of.city_id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
