import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

const most_calibrations = 50;

/** Those (alias `s`) of where the asker reviews, in which they attended nobody; not those that were given up. */
export const calibrationsToSee = ({ actor, city }: Asker): RawBuilder<SqlBool> =>
  sql<SqlBool>`(s.city_id = ${city.city.id} and s.given_up_at is null and ${lyingWithin(actor, 'quality.review', city.city.id)}
    and not exists (select from quality_calibration_items own
      where own.calibration_id = s.id and own.agent_id = ${actor.user_id}))`;

/** The last calibrations, with how many judged everything, what is left to the asker, and what was kept. */
export function listCalibrations(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  return readingAs(ports, actor, async (reader) => {
    const { rows } = await sql<Row>`
      select s.id, s.authority_id, s.unit_id, s.from_on, s.until_on, s.opened_at, s.compared_at, u.name as opened_by,
        (select count(*) from quality_calibration_items i where i.calibration_id = s.id) as items,
        (select count(*) from quality_calibration_items i
          where i.calibration_id = s.id and i.kept_at is not null) as kept,
        (select count(*) from quality_calibration_scores c join quality_calibration_items i on i.id = c.item_id
          where i.calibration_id = s.id and c.reviewer_id = ${actor.user_id}) as mine,
        (select count(*) from (select from quality_calibration_scores c
            join quality_calibration_items i on i.id = c.item_id where i.calibration_id = s.id group by c.reviewer_id
          having count(*) = (select count(*) from quality_calibration_items a where a.calibration_id = s.id)) as f)
          as finished
      from quality_calibrations s join users u on u.id = s.opened_by
      where ${calibrationsToSee(asker)} order by s.opened_at desc, s.id desc limit ${most_calibrations}`.execute(
      reader,
    );
    return {
      items: rows.map(({ authority_id, unit_id, ...row }) => ({
        ...row,
        place: (unit_id === null ? city.authorities.get(authority_id) : city.units.get(unit_id))?.name ?? '',
      })),
    };
  });
}

interface Row {
  readonly id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from_on: string;
  readonly until_on: string;
  readonly opened_at: string;
  readonly compared_at: string | null;
  readonly opened_by: string;
  readonly items: number;
  readonly kept: number;
  readonly mine: number;
  readonly finished: number;
}
