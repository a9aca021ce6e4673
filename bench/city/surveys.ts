import type pg from 'pg';
import { addUpSurveys, recountSurveys } from '../../src/store/survey-cells.ts';
import { inTransaction } from '../../src/store/database.ts';
import type { Installation } from '../installation.ts';

/**
 * Of a hundred closings, how many are asked, how many of all of them answer and how many say who they are: made up, and the
 * same at any size.
 */
const [asked, answered, told] = [70, 15, 9];

/**
 * Asks after each closing that was not asked after yet, and has some of them answered: rows like those that the actions
 * write, counted into the cells as `atiende projections rebuild` counts them.
 * @returns how many closings there are
 */
export async function writeSurveys({ app }: Installation, client: pg.Client): Promise<number> {
  await client.query(
    `insert into surveys (id, city_id, petition_id, authority_id, unit_id, service_id, kind_code, channel, closed_at,
       closed_on, carried_by, not_asked, asked_at, expires_at, answered_at, satisfaction, ease, solved, clarity, mode,
       age_band, gender)
     select gen_random_uuid(), city_id, id, current_authority_id, unit_id, service_id, kind_code, channel, closed_at,
       closed_at::date, case when h < ${asked} then 'email' end, case when h >= ${asked} then 'asked_recently' end,
       case when h < ${asked} then closed_at end, case when h < ${asked} then closed_at + interval '10 days' end,
       case when h < ${answered} then closed_at + interval '1 day' end,
       case when h < ${answered} then 1 + l % 5 end, case when h < ${answered} then 1 + l / 5 % 5 end,
       case when h < ${answered} then (array['yes', 'partly', 'no', 'unknown'])[1 + l / 25 % 4] end,
       case when h < ${answered} then 1 + l / 100 % 5 end, case when h < ${answered} then 'web' end,
       case when h < ${told} then (array['18_29', '30_44', '45_59', 'from_60'])[1 + l / 500 % 4] end,
       case when h < ${told} then (array['woman', 'man'])[1 + l / 2000 % 2] end
     from (select *, abs(hashtext(id::text)) % 100 as h, abs(hashtext('life' || id::text)) as l from petitions p
       where stage = 'closed' and closed_at is not null and unit_id is not null
         and not exists (select from surveys s where s.petition_id = p.id)) as p`,
  );
  await inTransaction(app.database, { kind: 'system' }, recountSurveys);
  while ((await inTransaction(app.database, { kind: 'system' }, (tx) => addUpSurveys(tx))) > 0);
  await client.query('vacuum analyze surveys, survey_cells, survey_cell_changes');
  const { rows } = await client.query<{ count: string }>('select count(*) from surveys');
  return Number(rows[0]!.count);
}
