import { sql } from 'kysely';
import type { Asker } from './list-petitions.ts';
import { placesToChoose } from './places-of-actor.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

const most_samples = 20;

/** The last draws of where the asker reviews, with how many were looked at; and the places where they may draw. */
export function qualitySamples(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  return readingAs(ports, actor, async (reader) => {
    const { rows } = await sql<Row>`
      select s.id, s.authority_id, s.unit_id, s.from_on, s.until_on, s.per_stratum, s.seed, s.frame_size, s.frame_hash,
        s.drawn, s.drawn_at, u.name as drawn_by,
        (select count(*) from quality_reviews r where r.sample_id = s.id and r.state <> 'to_review') as looked_at,
        (select count(*) from quality_reviews r where r.sample_id = s.id and r.state = 'set_aside') as set_aside
      from quality_samples s join users u on u.id = s.drawn_by
      where s.city_id = ${city.city.id} and ${lyingWithin(actor, 'quality.review', city.city.id)}
      order by s.drawn_at desc, s.id desc limit ${most_samples}`.execute(reader);
    const nameOf = ({ authority_id, unit_id }: Row) =>
      (unit_id === null ? city.authorities.get(authority_id) : city.units.get(unit_id))?.name ?? '';
    return {
      items: rows.map((row) => ({ ...row, place: nameOf(row) })),
      places: placesToChoose(asker, 'quality.review'),
    };
  });
}

interface Row {
  readonly id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from_on: string;
  readonly until_on: string;
  readonly per_stratum: number;
  readonly seed: string;
  readonly frame_size: number;
  readonly frame_hash: string;
  readonly drawn: number;
  readonly drawn_at: string;
  readonly drawn_by: string;
  readonly looked_at: number;
  readonly set_aside: number;
}
