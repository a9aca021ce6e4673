import { sql } from 'kysely';

/** What is read of a petition to tell of it: no text, no person, no address. */
export interface PetitionDataRow {
  readonly id: string;
  readonly service_id: string;
  readonly visibility: string;
  readonly zone_code: string | null;
  readonly neighbourhood: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly kind_code: string;
  readonly channel: string;
  readonly stage: string;
  readonly outcome_code: string | null;
  readonly outcome_class: string | null;
  readonly current_authority_id: string;
  readonly unit_id: string;
  readonly reopened_count: number;
  readonly transferred_count: number;
  readonly supporters_count: number;
  readonly extended: boolean;
  /** Local date and hour of receipt; dates of the reply and of closing. */
  readonly day: string;
  readonly hour: number;
  readonly replied_on: string | null;
  readonly closed_on: string | null;
}

/** Its columns (alias `p`), with dates in the city's own time. */
export const petitionColumns = (time_zone: string) => [
  'p.id' as const,
  'p.service_id' as const,
  'p.visibility' as const,
  'p.zone_code' as const,
  'p.neighbourhood' as const,
  'p.latitude' as const,
  'p.longitude' as const,
  'p.kind_code' as const,
  'p.channel' as const,
  'p.stage' as const,
  'p.outcome_code' as const,
  'p.outcome_class' as const,
  'p.current_authority_id' as const,
  'p.unit_id' as const,
  'p.reopened_count' as const,
  'p.transferred_count' as const,
  'p.supporters_count' as const,
  'p.extended' as const,
  sql<string>`(p.received_at at time zone ${time_zone})::date`.as('day'),
  sql<number>`extract(hour from p.received_at at time zone ${time_zone})::int`.as('hour'),
  sql<string | null>`(p.replied_at at time zone ${time_zone})::date`.as('replied_on'),
  sql<string | null>`(p.closed_at at time zone ${time_zone})::date`.as('closed_on'),
];
